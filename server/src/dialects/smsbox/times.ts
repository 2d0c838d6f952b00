// Times of SMSBox: `yyyy-mm-dd hh:mm` is what it reads, with seconds what it shows; both GMT.

const WRITTEN = /^([0-9]{4})-([0-9]{2})-([0-9]{2}) ([0-9]{2}):([0-9]{2})$/

/** Null for what is no time of that form, 30 February too. */
export function timeOf(text: string): number | null {
  const found = WRITTEN.exec(text)
  if (!found) return null
  const ms = Date.parse(`${text.replace(' ', 'T')}Z`)
  // Date.parse takes 24:00 and days that a month has not.
  return Number.isFinite(ms) && shownTime(new Date(ms)).startsWith(text) ? ms : null
}

export function shownTime(time: Date): string {
  return time.toISOString().slice(0, 19).replace('T', ' ')
}
