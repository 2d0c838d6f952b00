// core/recipients.ts: which number a recipient is, out of the forms people write it in.
import { countryOf } from './countries.ts'
import type { Result } from './result.ts'

/**
 * `e164`: a plus is required. `international`: the plus may be missing. `tz-mobile`: a Tanzanian mobile number in
 * international or national form (07…, 06…), with spaces as people group it.
 */
export type MsisdnForm = 'e164' | 'international' | 'tz-mobile'

export interface Recipient {
  /** E.164 digits, no plus. */
  readonly msisdn: string
  /** ISO 3166-1 alpha-2. */
  readonly country: string
}

export interface RecipientInvalid {
  readonly code: 'recipient_invalid'
  /** `malformed`: not written in that form. `impossible`: no such calling code, or no numbers of that length there. */
  readonly reason: 'malformed' | 'impossible'
}

const MALFORMED = { ok: false, error: { code: 'recipient_invalid', reason: 'malformed' } } as const
const IMPOSSIBLE = { ok: false, error: { code: 'recipient_invalid', reason: 'impossible' } } as const

/** Never trims: a form says itself where spaces may be. */
export function parseMsisdn(input: string, form: MsisdnForm): Result<Recipient, RecipientInvalid> {
  if (form === 'tz-mobile') return parseTanzanianMobile(input)
  const hasPlus = input.charCodeAt(0) === PLUS
  if (form === 'e164' && !hasPlus) return MALFORMED
  const msisdn = hasPlus ? input.slice(1) : input
  // Zero begins no calling code: it is a national number, or an international one with a dialling prefix.
  if (!isDigits(msisdn) || msisdn.charCodeAt(0) === ZERO) return MALFORMED
  const country = msisdn.length <= E164_DIGITS_MAX ? countryOf(msisdn) : undefined
  return country === undefined ? IMPOSSIBLE : { ok: true, value: { msisdn, country } }
}

/** Drops repetitions of the same number with the same text; the first one stays in its place. */
export function dedupe<T extends { readonly msisdn: string; readonly text?: string }>(recipients: readonly T[]): T[] {
  const textsByMsisdn = new Map<string, Set<string | undefined>>()
  return recipients.filter(({ msisdn, text }) => {
    const texts = textsByMsisdn.get(msisdn)
    if (texts === undefined) {
      textsByMsisdn.set(msisdn, new Set([text]))
      return true
    }
    const isNew = !texts.has(text)
    texts.add(text)
    return isNew
  })
}

const PLUS = 0x2b
const ZERO = 0x30
const E164_DIGITS_MAX = 15
// Longer than any number with a space after each digit.
const INPUT_LENGTH_MAX = 32

function parseTanzanianMobile(input: string): Result<Recipient, RecipientInvalid> {
  if (input.length > INPUT_LENGTH_MAX) return MALFORMED
  const compact = input.includes(' ') ? input.replaceAll(' ', '') : input
  let msisdn = compact
  if (compact.charCodeAt(0) === PLUS) msisdn = compact.slice(1)
  else if (compact.charCodeAt(0) === ZERO) msisdn = `255${compact.slice(1)}`
  if (!isDigits(msisdn)) return MALFORMED
  const isMobile = msisdn.length === 12 && (msisdn.startsWith('2557') || msisdn.startsWith('2556'))
  return isMobile ? { ok: true, value: { msisdn, country: 'TZ' } } : IMPOSSIBLE
}

/** ASCII digits alone: no full-width or Arabic ones, no separators, no control characters. */
function isDigits(text: string): boolean {
  if (text.length === 0 || text.length > INPUT_LENGTH_MAX) return false
  for (let index = 0; index < text.length; index++) {
    const digit = text.charCodeAt(index) - ZERO
    if (digit < 0 || digit > 9) return false
  }
  return true
}
