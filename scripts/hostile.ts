// scripts/hostile.ts: the long version of the malformed calls: 10,000 for each dialect, or as many as told, and no stall of the
// server's event loop over 200 ms (`npm run test:hostile -- 1000`). The first line says the seed; NJIWA_HOSTILE_SEED=… repeats
// a run.
const count = Number(process.argv[2] ?? 10_000)
process.env.NJIWA_HOSTILE_INPUTS = String(count)
process.env.NJIWA_HOSTILE_SEED ??= String(Date.now() % 1_000_000)
console.log(`${count} malformed calls a dialect, NJIWA_HOSTILE_SEED=${process.env.NJIWA_HOSTILE_SEED}`)
process.argv = [process.argv[0] as string, 'scripts/test.ts', 'test/end-to-end/hostile.test.ts']
await import('./test.ts')
