// The days of a report: of UTC, as the server counts them.
import type { ReportLine } from '../../api/operator-types.ts'

const DAY_MS = 86_400_000

/** Both included. */
export type Days = { from: string; to: string }

export type DayLine = Omit<ReportLine, 'segments' | 'margin' | 'name'>

const dayAt = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** Today is the last of them. */
export function lastDays(count: number): Days {
  const now = Date.now()
  return { from: dayAt(now - (count - 1) * DAY_MS), to: dayAt(now) }
}

/** A day on which nothing was sent is one of zero, not one that is left out. */
export function everyDay(lines: readonly ReportLine[], { from, to }: Days): DayLine[] {
  const known = new Map(lines.map((line) => [line.key, line]))
  const days: DayLine[] = []
  for (let at = Date.parse(from); at <= Date.parse(to); at += DAY_MS) {
    const key = dayAt(at)
    days.push(known.get(key) ?? { key, ...NOTHING })
  }
  return days
}

const NOTHING = { messages: 0, delivered: 0, failed: 0, cancelled: 0, price: '0', cost: '0' }
