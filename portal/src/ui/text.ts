// How figures and times are written. Amounts stay the exact decimal strings that they are.
const LOCALE = 'en-GB'

/** `12345.60` becomes `12,345.60`: all its digits, and no number in between. */
export function grouped(amount: string): string {
  const digits = amount.split('.')[1]?.length ?? 0
  const format = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: digits, maximumFractionDigits: digits })
  return format.format(amount as Intl.StringNumericLiteral)
}

const dayAndTime = new Intl.DateTimeFormat(LOCALE, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})
const withYear = new Intl.DateTimeFormat(LOCALE, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})
const timeAlone = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit', second: '2-digit' })
const inUtc = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' })
const countries = new Intl.DisplayNames([LOCALE], { type: 'region' })

/** In the reader's own zone: the time alone for today, the year where it is another one. */
export function when(iso: string, now = new Date()): string {
  const at = new Date(iso)
  if (at.getFullYear() !== now.getFullYear()) return withYear.format(at)
  return at.toDateString() === now.toDateString() ? timeAlone.format(at) : dayAndTime.format(at)
}

export const utc = (iso: string): string => inUtc.format(new Date(iso))

export function countryName(code: string): string {
  return countries.of(code) ?? code
}

/** `340 ms`, `1.2 s`, `4 min 10 s`, `3 h 5 min`, `2 d 4 h`. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${ms} ms`
  if (ms < 60_000) return `${(ms / 1_000).toFixed(ms < 10_000 ? 1 : 0)} s`
  const seconds = Math.round(ms / 1_000)
  if (seconds < 3_600) return two(seconds, 60, 'min', 's')
  const minutes = Math.round(seconds / 60)
  if (minutes < 1_440) return two(minutes, 60, 'h', 'min')
  return two(Math.round(minutes / 60), 24, 'd', 'h')
}

function two(amount: number, per: number, unit: string, rest: string): string {
  const left = amount % per
  return left === 0 ? `${Math.floor(amount / per)} ${unit}` : `${Math.floor(amount / per)} ${unit} ${left} ${rest}`
}

/** The start of the reader's day. */
export function midnight(now = new Date()): string {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate()).toISOString()
}
