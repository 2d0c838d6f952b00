// When a message of eSMS Africa goes out: now, or at a time in UTC from 5 minutes to 7 days ahead.
import { refuse } from '../../core/errors.ts'
import type { SendBody } from './request.ts'

const LEAD_MS_MIN = 5 * 60_000
const LEAD_MS_MAX = 7 * 86_400_000

// The document's form, with the fraction that its Node SDK adds and the offset that its PHP SDK writes.
const UTC = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{1,9})?(?:Z|\+00:00)$/

/** Null is now, whatever `scheduled_at` says: the mode decides. */
export function dueAtMs(
  { schedule_mode, scheduled_at }: Pick<SendBody, 'schedule_mode' | 'scheduled_at'>,
  nowMs: number,
): number | null {
  if (schedule_mode !== 'scheduled') return null
  const field = 'scheduled_at'
  if (scheduled_at == null) refuse({ code: 'field_missing', field })
  const no = (message: string): never =>
    refuse({ code: 'field_invalid', field, value: scheduled_at.slice(0, 64), message })
  const dueMs =
    readUtc(scheduled_at) ?? no('scheduled_at must be an ISO 8601 datetime in UTC, such as 2026-06-01T07:00:00Z')
  if (dueMs - nowMs < LEAD_MS_MIN) no('scheduled_at must be at least 5 minutes in the future')
  if (dueMs - nowMs > LEAD_MS_MAX) no('scheduled_at must be at most 7 days in the future')
  return dueMs
}

/** In milliseconds; what is finer is dropped. Null for another form, and for a day or time that does not exist. */
function readUtc(text: string): number | null {
  const match = UTC.exec(text)
  if (match === null) return null
  const [, seconds = '', fraction = ''] = match
  const ms = Date.parse(`${seconds}${fraction.slice(0, 4)}Z`)
  // Date.parse takes 24:00:00, and days up to the 31st of every month, for the day after.
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(seconds) ? ms : null
}
