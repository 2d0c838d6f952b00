// scripts/test.ts: every test of the repository (or the files named) against one throwaway PostgreSQL. The last line is
// `N passed, N failed`.
import { globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { startEmbedded } from '../server/src/store/embedded.ts'

const named = process.argv.slice(2)
const everywhere = '{server,smpp,smsc-simulator,cli,portal,test,bench,examples,scripts}/**/*.test.ts'
const long = [
  // Minutes each, and sensitive to what else the machine does: `npm run test:faults` runs them.
  'test/end-to-end/faults.test.ts',
  'test/end-to-end/{faults-carriers,roles,uncertain}.test.ts',
  'test/end-to-end/two-nodes.test.ts',
  // What the documentation shows, run as it stands: `npm run test:docs`.
  'test/guides/*.test.ts',
  'test/reference/{pages,samples}.test.ts',
  'examples/*.test.ts',
]
const files = named.length > 0 ? named : globSync(everywhere, { exclude: ['**/node_modules', ...long] })

const folder = mkdtempSync(join(tmpdir(), 'njiwa-test-'))
const database = await startEmbedded({
  dataDir: folder,
  throwaway: true,
  log: { info() {}, warn: (fields, message) => console.error(message, fields) },
})
process.env.NJIWA_TEST_OWNER_URL = database.ownerUrl // read by test/harness/database.ts
process.env.NJIWA_TEST_APP_URL = database.appUrl

const interrupted = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort())

const counts = { passed: 0, failed: 0, skipped: 0 }
// Files run in processes of their own, three at a time: much of their time is waiting, and on two cores the third is a
// minute less in eight.
const events = run({ files: files.sort(), concurrency: 3, signal: interrupted.signal })
// Tests wait for signals, and one that never comes must not hold up the others' result for ever.
const stalled = setTimeout(() => interrupted.abort(), 300_000)
events.on('data', () => stalled.refresh())
events.on('test:summary', ({ file, counts: total }) => {
  if (file !== undefined) return // the sum over all files comes last
  counts.passed = total.passed
  counts.failed = total.tests - total.passed - total.skipped - total.todo
  counts.skipped = total.skipped + total.todo
})
for await (const text of events.compose(new spec())) process.stdout.write(text)
clearTimeout(stalled)

await database.stop()
rmSync(folder, { recursive: true })

const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''
console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`)
process.exitCode = counts.failed > 0 || counts.passed === 0 || interrupted.signal.aborted ? 1 : 0
