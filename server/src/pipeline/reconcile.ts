// What two nodes may have written past each other, and what a lost answer left open: receipts that were parked while the
// message they belong to was being written, and receipts of held messages whose remote id never came.
import type { Logger } from 'pino'
import { adoptHeld, anyParked, forgetParked, type Place, parkedAndKnown } from '../store/carrier-refs.ts'
import type { Database } from '../store/database.ts'
import { forgetKeys } from '../store/idempotency.ts'
import type { Recorder } from './record.ts'

const EVERY_MS = 1000
const FORGET_EVERY_MS = 600_000
const FORGET_MAX = 5000
const PARKED_MAX = 500
const HELD_MAX = 200

export function reconciler(options: { database: Database; recorder: Pick<Recorder, 'revisit'>; log: Logger }): {
  start(): void
  stop(): Promise<void>
} {
  const { database, recorder, log } = options
  let timer: NodeJS.Timeout | undefined
  let working: Promise<void> = Promise.resolve()
  let forgotAt = Number.NEGATIVE_INFINITY
  let parkedFrom: Place = null
  let heldFrom: Place = null

  async function forgetReceipts(): Promise<void> {
    let forgotten = 0
    for (let some = FORGET_MAX; some === FORGET_MAX; forgotten += some) {
      some = await database.batch('all', (tx) => forgetParked(tx, FORGET_MAX))
    }
    if (forgotten > 0) log.warn({ receipts: forgotten }, 'receipts of unknown messages were dropped after 24 hours')
  }

  async function revisitKnown(): Promise<void> {
    const { keys, next } = await database.batch('all', (tx) => parkedAndKnown(tx, parkedFrom, PARKED_MAX))
    parkedFrom = next
    if (keys.length > 0) await recorder.revisit(keys)
  }

  async function adopt(): Promise<void> {
    const { keys, next } = await database.batch('all', (tx) => adoptHeld(tx, heldFrom, HELD_MAX))
    heldFrom = next
    if (keys.length > 0) await recorder.revisit(keys)
  }

  /** One that fails does not keep the others from their work. */
  async function step(name: string, work: () => Promise<unknown>): Promise<void> {
    await work().catch((error) => log.warn({ err: error, step: name }, 'parked receipts could not be looked at'))
  }

  async function look(): Promise<void> {
    if (performance.now() - forgotAt > FORGET_EVERY_MS) {
      forgotAt = performance.now()
      await step('forget receipts', forgetReceipts)
      await step('forget keys', () => database.transaction('all', forgetKeys))
    }
    if (!(await database.batch('all', anyParked))) return
    await step('revisit known', revisitKnown)
    await step('adopt held', adopt)
  }

  return {
    start() {
      timer = setInterval(() => {
        working = working.then(() => step('look', look))
      }, EVERY_MS)
    },
    async stop() {
      clearInterval(timer)
      await working
    },
  }
}
