// scripts/faults.ts: the long version of the fault tests: each fault so many rounds (`npm run test:faults -- 20`; 10 unless
// told). The first line says the seed; NJIWA_FAULT_SEED=… repeats a run.
import { globSync } from 'node:fs'

const rounds = Number(process.argv[2] ?? 10)
process.env.NJIWA_FAULT_ROUNDS = String(rounds)
process.env.NJIWA_FAULT_SEED ??= String(Date.now() % 1_000_000)
console.log(`${rounds} rounds, NJIWA_FAULT_SEED=${process.env.NJIWA_FAULT_SEED}`)
const files = globSync('test/end-to-end/{faults,crash,two-nodes,roles,uncertain}*.test.ts')
process.argv = [process.argv[0] as string, 'scripts/test.ts', ...files]
await import('./test.ts')
