// Days of the reader's own zone, as a date field has them; the address and the server have moments.

/** When a day begins, so many days later; undefined for what is no day. */
export function dayStart(day: string | undefined, daysLater = 0): string | undefined {
  const at = new Date(`${day}T00:00:00`)
  if (Number.isNaN(at.getTime())) return undefined
  at.setDate(at.getDate() + daysLater)
  return at.toISOString()
}

/** The day of a moment, so many days later; empty for what is none. */
export function dayOf(iso: string | undefined, daysLater = 0): string {
  const at = new Date(iso ?? '')
  if (Number.isNaN(at.getTime())) return ''
  at.setDate(at.getDate() + daysLater)
  const two = (part: number): string => String(part).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}
