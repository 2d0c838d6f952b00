// scripts/looks.ts: every page of the portal, light and dark, wide and narrow, in a browser (`npm run test:looks`).
process.env.NJIWA_LOOKS = 'all'
process.argv = [process.argv[0] as string, 'scripts/test.ts', 'test/looks/looks.test.ts']
await import('./test.ts')
