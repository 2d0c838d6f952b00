// What other nodes recorded of requests whose callers wait on this one: looked for in the database, for all of them at once,
// every few hundred milliseconds. What is in this node's own memory is recorded here, and heard at once.
import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Database } from '../store/database.ts'
import { type MessageKey, outOfQueue } from '../store/messages.ts'
import type { Waiting } from './waiting.ts'

const EVERY_MS = 250
/** Messages in one look; requests beyond them have their turn at the next. */
const LOOK_MAX = 1000

export type Elsewhere = {
  /** From now on, until `forget`. */
  seek(requestId: string, messages: readonly MessageKey[]): void
  forget(requestId: string): void
}

export function elsewhere(options: {
  database: Database
  waiting: Pick<Waiting, 'recorded'>
  log: Logger
  /** How long what is sought may come by itself. */
  afterMs: number
}): Elsewhere {
  const { database, waiting, log, afterMs } = options
  const sought = new Map<string, { messages: readonly MessageKey[]; fromMs: number }>()

  function inTurn(): MessageKey[] {
    const nowMs = performance.now()
    const keys: MessageKey[] = []
    for (const [requestId, entry] of [...sought]) {
      if (keys.length >= LOOK_MAX) break
      if (entry.fromMs > nowMs) continue
      keys.push(...entry.messages)
      sought.delete(requestId)
      sought.set(requestId, entry) // behind the others
    }
    return keys
  }

  async function look(): Promise<void> {
    const keys = inTurn()
    if (keys.length === 0) return
    const accounts = [...new Set(keys.map(({ accountId }) => accountId))]
    const rows = await database.batch(accounts, (tx) => outOfQueue(tx, keys))
    for (const row of rows) waiting.recorded(row)
  }

  let looking = false
  async function lookWhileSought(): Promise<void> {
    if (looking) return
    looking = true
    while (sought.size > 0) {
      await wait(EVERY_MS)
      await look().catch((error) => log.warn({ err: error }, 'what other nodes recorded could not be looked for'))
    }
    looking = false
  }

  return {
    seek(requestId, messages) {
      sought.set(requestId, { messages, fromMs: performance.now() + afterMs })
      void lookWhileSought()
    },
    forget: (requestId) => void sought.delete(requestId),
  }
}
