// What two nodes may have written past each other, and what a lost answer left open: receipts that were parked while the
// message they belong to was being written, and receipts of held messages whose remote id never came.
import type { Logger } from 'pino'
import { adoptHeld, anyParked, forgetParked, parkedAndKnown } from '../store/carrier-refs.ts'
import type { Database } from '../store/database.ts'
import { forgetKeys } from '../store/idempotency.ts'
import type { Recorder } from './record.ts'

const EVERY_MS = 1000
const FORGET_EVERY_MS = 600_000
const BATCH_MAX = 500

export function reconciler(options: { database: Database; recorder: Recorder; log: Logger }): {
  start(): void
  stop(): Promise<void>
} {
  const { database, recorder, log } = options
  let timer: NodeJS.Timeout | undefined
  let working: Promise<void> = Promise.resolve()
  let forgotAt = 0

  async function look(): Promise<void> {
    const keys = await database.transaction('all', async (tx) => {
      if (!(await anyParked(tx))) return []
      await adoptHeld(tx)
      return parkedAndKnown(tx, BATCH_MAX)
    })
    if (keys.length > 0) await recorder.revisit(keys)
    if (performance.now() - forgotAt > FORGET_EVERY_MS) {
      forgotAt = performance.now()
      const forgotten = await database.transaction('all', forgetParked)
      if (forgotten > 0) log.warn({ receipts: forgotten }, 'receipts of unknown messages were dropped after 24 hours')
      await database.transaction('all', forgetKeys)
    }
  }

  return {
    start() {
      timer = setInterval(() => {
        working = working
          .then(look)
          .catch((error) => log.warn({ err: error }, 'parked receipts could not be looked at'))
      }, EVERY_MS)
    },
    async stop() {
      clearInterval(timer)
      await working
    },
  }
}
