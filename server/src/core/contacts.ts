// Whom an account writes to: how a number is read as people write it down, and what is kept beside it.
import { callingCodeFor } from './countries.ts'
import { parseMsisdn, type Recipient } from './recipients.ts'
import type { Result } from './result.ts'

export type ContactInput = {
  number: string
  name?: string | null | undefined
  /** Values by name, for texts to be filled in with. */
  fields?: Record<string, string> | undefined
}

export type Contact = Recipient & { name: string | null; fields: Record<string, string> }

export type ContactInvalid = { code: 'contact_invalid'; field: 'number' | 'name' | 'fields'; message: string }

export const NAME_MAX = 100
export const FIELDS_MAX = 20
export const VALUE_MAX = 200
// What a text names in braces. `name` and `number` are every contact's own.
const FIELD_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,31}$/
const TAKEN: ReadonlySet<string> = new Set(['name', 'number'])

/** `country`: of a number that is written as at home, 0712 345 678; null when each has its country code. */
export function readContact(
  { number, name, fields = {} }: ContactInput,
  country: string | null,
): Result<Contact, ContactInvalid> {
  const recipient = readNumber(number, country)
  if (recipient === null) return invalid('number', 'is no phone number that can exist')
  const trimmed = name?.trim() ?? ''
  if (trimmed.length > NAME_MAX || HAS_CONTROLS.test(trimmed)) {
    return invalid('name', `has at most ${NAME_MAX} characters on one line`)
  }
  const kept = Object.entries(fields).flatMap(([key, value]) =>
    value.trim() === '' ? [] : [[key, value.trim()] as const],
  )
  if (kept.length > FIELDS_MAX) return invalid('fields', `has more than ${FIELDS_MAX} fields`)
  for (const [key, value] of kept) {
    if (!FIELD_NAME.test(key) || TAKEN.has(key.toLowerCase())) {
      return invalid('fields', 'has a field whose name is not 1 to 32 letters, digits and _, or is name or number')
    }
    if (value.length > VALUE_MAX || HAS_CONTROLS.test(value)) {
      return invalid('fields', `has a value of more than ${VALUE_MAX} characters, or of several lines`)
    }
  }
  return { ok: true, value: { ...recipient, name: trimmed === '' ? null : trimmed, fields: Object.fromEntries(kept) } }
}

const HAS_CONTROLS = /\p{Cc}/u
const NUMBER_MAX = 40

/** With its country code (+255 712…, 00255712…, 255712…) or, where a country is given, as at home (0712…, 712…). */
export function readNumber(text: string, country: string | null): Recipient | null {
  if (text.length > NUMBER_MAX) return null
  const compact = text.replaceAll(/[\s().\-/\u00A0\u2011\u2013]/g, '')
  if (compact.startsWith('+')) return parsed(compact)
  if (compact.startsWith('00')) return parsed(`+${compact.slice(2)}`)
  const callingCode = country === null ? undefined : callingCodeFor(country)
  if (callingCode === undefined) return parsed(compact)
  const atHome = parsed(callingCode + compact.replace(/^0/, ''))
  if (compact.startsWith('0')) return atHome
  const abroad = parsed(compact)
  // 255712345678 is a number with its code, 712345678 one without; a few digits can be both, and home is meant then.
  return abroad?.country === country ? abroad : (atHome ?? abroad)
}

function parsed(text: string): Recipient | null {
  const result = parseMsisdn(text, 'international')
  return result.ok ? result.value : null
}

function invalid(field: ContactInvalid['field'], message: string): { ok: false; error: ContactInvalid } {
  return { ok: false, error: { code: 'contact_invalid', field, message } }
}
