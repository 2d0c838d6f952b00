// When a request is to go out, as a caller of our API writes it.
import { Type } from 'typebox'
import { refuse } from '../../core/errors.ts'

const AHEAD_MS_MAX = 90 * 86_400_000

export const ScheduleAt = Type.String({
  maxLength: 40,
  description: 'When it is to go out: ISO 8601 with a zone, at most 90 days ahead. It is held and priced now.',
  examples: ['2026-03-02T12:00:00Z'],
})

// A zone is asked for: a time without one means another moment in each country.
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/

/** Milliseconds since 1970. A time that is past is refused: sent at once it would be a surprise. */
export function dueFrom(text: string, nowMs: number): number {
  const ms = TIME.test(text) ? Date.parse(text) : Number.NaN
  const wrong = (message: string): never => refuse({ code: 'field_invalid', field: 'schedule_at', message })
  if (Number.isNaN(ms)) return wrong('A time is written like 2026-03-02T12:00:00Z, with its zone.')
  if (ms <= nowMs) return wrong('This time is past. Leave schedule_at out to send at once.')
  if (ms > nowMs + AHEAD_MS_MAX) return wrong('A request can be scheduled at most 90 days ahead.')
  return ms
}
