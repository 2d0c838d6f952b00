// How figures and times are written. Amounts stay the exact decimal strings that they are.
type Language = 'en' | 'sw' | 'fr'
// Swahili is written as in Tanzania, French as in Congo; English in the order of days that both read.
const LOCALES: Record<Language, string> = { en: 'en-GB', sw: 'sw-TZ', fr: 'fr-CD' }
let formats = formatsOf('en')

/** From now on, figures and times are written as the language has them. */
export function writeIn(language: Language): void {
  formats = formatsOf(language)
}

/** `12345.60` becomes `12,345.60`: all its digits, and no number in between. */
export function grouped(amount: string): string {
  const digits = amount.split('.')[1]?.length ?? 0
  const format = new Intl.NumberFormat(formats.locale, { minimumFractionDigits: digits, maximumFractionDigits: digits })
  return format.format(amount as Intl.StringNumericLiteral)
}

/** In the reader's own zone: the time alone for today, the year where it is another one. */
export function when(iso: string, now = new Date()): string {
  const at = new Date(iso)
  if (at.getFullYear() !== now.getFullYear()) return formats.withYear.format(at)
  return at.toDateString() === now.toDateString() ? formats.timeAlone.format(at) : formats.dayAndTime.format(at)
}

export const utc = (iso: string): string => formats.inUtc.format(new Date(iso))

export function countryName(code: string): string {
  return formats.countries.of(code) ?? code
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

function formatsOf(language: Language) {
  const locale = LOCALES[language]
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const day = { day: 'numeric', month: 'short' } as const
  return {
    locale,
    dayAndTime: new Intl.DateTimeFormat(locale, { ...day, ...time, second: '2-digit' }),
    withYear: new Intl.DateTimeFormat(locale, { ...day, year: 'numeric', ...time }),
    timeAlone: new Intl.DateTimeFormat(locale, { ...time, second: '2-digit' }),
    day: new Intl.DateTimeFormat(locale, day),
    inUtc: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' }),
    countries: new Intl.DisplayNames([locale], { type: 'region' }),
  }
}

/** For `<input type="datetime-local">`: a moment in the reader's own zone, to the minute. */
export function toLocal(iso: string | null): string {
  const at = new Date(iso ?? '')
  if (Number.isNaN(at.getTime())) return ''
  const two = (part: number): string => String(part).padStart(2, '0')
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`
}

export function fromLocal(local: string): string | null {
  const at = new Date(local)
  return Number.isNaN(at.getTime()) ? null : at.toISOString()
}

/** `Mar 5`, as the language has it, for a day such as 2030-03-05. */
export const dayText = (day: string): string => formats.day.format(new Date(`${day}T12:00:00`))
