// How eSMS Africa writes a time: ISO 8601 in UTC, with the offset in digits.
import Type from 'typebox'

export const Time = Type.String({ format: 'date-time', examples: ['2026-06-01T07:00:00+00:00'] })

/** Milliseconds where there are any. */
export function shownTime(ms: number): string {
  return new Date(ms).toISOString().replace(/(?:\.000)?Z$/, '+00:00')
}
