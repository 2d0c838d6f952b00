// The forms of what people type into set-up, each refused by the field's name.
import { isIP } from 'node:net'
import { callingCodeFor } from '../core/countries.ts'
import { refuse } from '../core/errors.ts'
import { senderForm } from '../core/sender-ids.ts'

export function invalid(field: string, message: string): never {
  refuse({ code: 'field_invalid', field, message })
}

/** A line of text: trimmed, 1 to `max` characters, no control characters. */
export function line(text: string, field: string, max: number): string {
  const trimmed = text.length > 4 * max ? text : text.trim()
  if (trimmed === '' || trimmed.length > max || /\p{Cc}/u.test(trimmed)) {
    invalid(field, `1 to ${max} characters on one line are needed`)
  }
  return trimmed
}

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))

export function currency(text: string, field: string): string {
  if (!CURRENCIES.has(text)) invalid(field, 'a currency is three letters of ISO 4217, such as TZS')
  return text
}

/** ISO 3166-1 alpha-2, or `*`. */
export function countryOrAll(text: string, field: string): string {
  if (text !== '*' && callingCodeFor(text) === undefined) {
    invalid(field, 'a country is two letters of ISO 3166, such as TZ, or * for every country')
  }
  return text
}

export function country(text: string, field: string): string {
  if (text === '*') invalid(field, 'a country is two letters of ISO 3166, such as TZ')
  return countryOrAll(text, field)
}

/** A name of up to 11 letters, digits, spaces, - and . or a number, with or without plus; a number comes back as digits. */
export function sender(text: string, field: string): string {
  const rule = { characters: 'spaced', number: text.trim().startsWith('+') ? 'with_plus' : 'without_plus' } as const
  const form = senderForm(text, rule)
  if (!form.ok) invalid(field, 'a sender is 1 to 11 letters, digits, spaces, - or . or a number of E.164')
  return form.value.sender
}

/** Whole, from `min` to `max`. */
export function count(value: number, field: string, min: number, max: number): number {
  if (!Number.isInteger(value) || value < min || value > max) {
    invalid(field, `a whole number from ${min} to ${max} is needed`)
  }
  return value
}

/** Addresses, and networks as `10.0.0.0/8`. */
export function addresses(list: readonly string[], field: string): string[] {
  if (list.length > 100) invalid(field, 'at most 100 addresses')
  return list.map((text) => {
    const [address = '', bits, ...more] = text.split('/')
    const version = isIP(address)
    const bitsMax = version === 4 ? 32 : 128
    const good = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= bitsMax)
    if (version === 0 || more.length > 0 || !good) invalid(field, 'an IP address, or a network such as 10.0.0.0/8')
    return text
  })
}
