// test/harness/until.ts: waits for what comes about elsewhere, in a process or a database, and has no signal of its own.
import { setTimeout as wait } from 'node:timers/promises'

const EVERY_MS = 25
const WITHIN_MS = 80_000 // a test that failed meanwhile must not wait on for ever

/** Resolves with the first answer that is neither false nor undefined. */
export async function until<T>(look: () => T | Promise<T>, everyMs = EVERY_MS): Promise<Exclude<T, false | undefined>> {
  const deadlineMs = performance.now() + WITHIN_MS
  for (;;) {
    const answer = await look()
    if (answer !== false && answer !== undefined) return answer as Exclude<T, false | undefined>
    if (performance.now() > deadlineMs) throw new Error(`it never came about: ${look}`)
    await wait(everyMs)
  }
}
