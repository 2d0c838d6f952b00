// Closes days: once every message of an account's day has ended, its traffic is kept by day, and reports read that instead
// of the messages. A day with a message still under way stays open, and is counted from its messages.
import type { Logger } from 'pino'
import { timeOfId } from '../ids.ts'
import type { Database, Tx } from '../store/database.ts'
import {
  accountsToClose,
  addDays,
  DAY_MS,
  dayText,
  firstMessageId,
  openDays,
  readClosed,
  writeClosed,
} from '../store/traffic-days.ts'

const EVERY_MS = 600_000
/** After its end, so that what was being accepted then has been committed. */
const GRACE_MS = 600_000
const DAYS_AT_ONCE = 31

type TrafficDays = { start(): void; stop(): Promise<void> }

export function trafficDays(options: { database: Database; clock: { now(): number }; log: Logger }): TrafficDays {
  const { database, clock, log } = options
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let closing: Promise<unknown> = Promise.resolve()
  const next = (): void => {
    closing = closing
      .then(() => closeDays(database, clock.now(), () => stopped))
      .catch((error) => log.warn({ err: error }, 'days could not be closed for the reports'))
  }
  return {
    start() {
      next()
      timer = setInterval(next, EVERY_MS)
    },
    async stop() {
      stopped = true
      clearInterval(timer)
      await closing
    },
  }
}

/** Closes what can be closed of every account, each in a transaction of its own. */
export async function closeDays(database: Database, nowMs: number, isStopped = () => false): Promise<void> {
  const last = startOfDay(nowMs - GRACE_MS) - DAY_MS
  const accounts = await database.transaction('all', (tx) => accountsToClose(tx, last))
  for (const accountId of accounts) {
    while (!isStopped() && (await database.transaction([accountId], (tx) => closeSome(tx, accountId, last)))) {}
  }
}

/** True when there is more to close. */
async function closeSome(tx: Tx, accountId: string, last: number): Promise<boolean> {
  const closed = (await readClosed(tx, accountId)) ?? (await beginning(tx, accountId))
  if (!closed) return false
  const through = Math.min(last, closed.through + DAYS_AT_ONCE * DAY_MS)
  const days = [...closed.openDays, ...daysBetween(closed.through + DAY_MS, through)]
  const rows = await openDays(tx, accountId, days)
  const open = new Set(rows.filter((row) => !row.is_closed).map(({ day }) => day))
  await addDays(
    tx,
    accountId,
    rows.filter(({ day }) => !open.has(day)),
  )
  const openDaysNow = days.filter((day) => open.has(dayText(day)))
  await writeClosed(tx, accountId, { through: Math.max(closed.through, through), openDays: openDaysNow })
  return through < last
}

/** An account that never sent anything has nothing to close. */
async function beginning(tx: Tx, accountId: string): Promise<{ through: number; openDays: number[] } | null> {
  const first = await firstMessageId(tx, accountId)
  return first === null ? null : { through: startOfDay(timeOfId(first)) - DAY_MS, openDays: [] }
}

export const startOfDay = (ms: number): number => Math.floor(ms / DAY_MS) * DAY_MS

/** Both included. */
export function daysBetween(from: number, to: number): number[] {
  const days: number[] = []
  for (let day = from; day <= to; day += DAY_MS) days.push(day)
  return days
}
