// Messages that leave this node's memory without an answer: back to the table, to be claimed when they are due or to be
// held. What cannot be written now is kept until it can: left in neither place, a message would wait for its expiry.
import type { Logger } from 'pino'
import { type Database, isUnavailable } from '../store/database.ts'
import { release } from '../store/queue.ts'
import { batches } from './batches.ts'
import type { Dispatch } from './dispatch.ts'

export type GiveBack = {
  /** Whoever claims it from then on sends it. */
  queue(message: Dispatch, dueMs: number): Promise<void>
  /** Nobody sends it again: a receipt of this carrier ends it, or the end of its validity. */
  hold(message: Dispatch, carrierId: string): Promise<void>
}

type Item = {
  accountId: string
  messageId: string
  owner: string
  dueMs: number | null
  uncertain: number
  carrierId: string | null
}

const BATCH_MAX = 500
const AGAIN_MS = 250

export function giveBack(options: { database: Database; log: Logger }): GiveBack {
  const { database, log } = options
  const writes = batches<Item, void>({
    underWayMax: 1,
    weightMax: BATCH_MAX,
    isTransient: isUnavailable,
    async run(items) {
      const accounts = [...new Set(items.map((item) => item.accountId))]
      for (;;) {
        try {
          await database.batch(accounts, (tx) => release(tx, items))
          return items.map(() => undefined)
        } catch (error) {
          if (!isUnavailable(error)) throw error
          log.warn({ err: error, messages: items.length }, 'messages to be given back wait for the database')
          await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
        }
      }
    },
  })
  const item = ({ accountId, messageId, owner, uncertain }: Dispatch): Omit<Item, 'dueMs' | 'carrierId'> => {
    return { accountId, messageId, owner, uncertain }
  }
  return {
    queue: (message, dueMs) => writes.add({ ...item(message), dueMs, carrierId: null }),
    hold: (message, carrierId) =>
      writes.add({ ...item(message), uncertain: Math.max(message.uncertain, 1), dueMs: null, carrierId }),
  }
}
