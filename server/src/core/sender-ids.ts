// core/sender-ids.ts: which names a message may come from, when two names are one, and which look like one another.
import { parseMsisdn } from './recipients.ts'
import type { Result } from './result.ts'

/** What a published API takes as a sender. Every name has 1 to 11 characters. */
export interface SenderRule {
  /** `printable`: anything but control characters. `spaced`: letters, digits, space, `-` and `.`. */
  readonly characters: 'printable' | 'letters_digits' | 'spaced'
  /** How a number is written that is a sender; a number of a subscriber has more digits than a name may have letters. */
  readonly number: 'none' | 'with_plus' | 'without_plus'
}

export interface Sender {
  readonly kind: 'name' | 'number'
  /** Trimmed; a number is E.164 digits without plus. */
  readonly sender: string
}

export interface SenderInvalid {
  readonly code: 'sender_invalid'
  readonly reason: 'too_long' | 'malformed'
}

// GSM 03.40 §9.1.2.5: an address field has 10 octets, which are 11 septets.
const NAME_LENGTH_MAX = 11

const ALLOWED = {
  printable: /^\P{C}+$/u,
  letters_digits: /^[A-Za-z0-9]+$/,
  spaced: /^[A-Za-z0-9 .-]+$/,
} as const

/** Judges the form alone: whether an account may use the sender is asked with its `senderKey`. */
export function senderForm(input: string, rule: SenderRule): Result<Sender, SenderInvalid> {
  // Beyond any name or number, so not worth trimming.
  if (input.length > 64) return invalid('too_long')
  const name = input.trim()
  const number = numberOf(name, rule)
  if (number !== undefined) return { ok: true, value: { kind: 'number', sender: number } }
  if (!ALLOWED[rule.characters].test(name)) return invalid('malformed')
  if (name.length > NAME_LENGTH_MAX) return invalid('too_long')
  return { ok: true, value: { kind: 'name', sender: name } }
}

/** Two senders with one key are the same sender: Acme, ACME and ' acme'. */
export function senderKey(name: string): string {
  return name.trim().toLowerCase()
}

/**
 * What is left of a name for a hurried reader: no case, spacing or punctuation, 0 as O, 1 and I as l, 5 as S, and the
 * letters of other scripts as the Latin ones they look like. Only for comparison, never shown.
 */
export function senderSkeleton(name: string): string {
  // Marks go and full-width forms become plain by compatibility decomposition.
  const plain = name.toLowerCase().normalize('NFKD').toLowerCase()
  let skeleton = ''
  for (const character of plain) {
    const read = READ_AS.get(character) ?? character
    if (!/[\p{M}\p{P}\p{Z}\p{C}]/u.test(read)) skeleton += read
  }
  return skeleton
}

/** Those of `others` that `name` could be taken for: the same to a hurried reader, or inside it (TANESCO in TANESCO1). */
export function resembles(name: string, others: readonly string[]): string[] {
  return lookAlikes(others)(name)
}

/** The same for many names: the others are read once. */
export function lookAlikes(others: readonly string[]): (name: string) => string[] {
  const read = others.map((other) => ({ other, otherSkeleton: senderSkeleton(other) }))
  return (name) => {
    const skeleton = senderSkeleton(name)
    const alike = read.filter(({ otherSkeleton }) => {
      if (skeleton === otherSkeleton) return true
      return otherSkeleton.length >= CONTAINED_LENGTH_MIN && skeleton.includes(otherSkeleton)
    })
    return alike.map(({ other }) => other)
  }
}

/** The address fields of a sender in SMPP 3.4 (§5.2.5 and §5.2.6): type of number, numbering plan, digits or name. */
export function senderAddress(sender: string): { ton: number; npi: number; address: string } {
  if (!/^[0-9]+$/.test(sender)) return { ton: TON_ALPHANUMERIC, npi: NPI_UNKNOWN, address: sender }
  if (isNumber(sender)) return { ton: TON_INTERNATIONAL, npi: NPI_E164, address: sender }
  return { ton: TON_NETWORK_SPECIFIC, npi: NPI_UNKNOWN, address: sender }
}

/** Whether it is a subscriber's number, E.164 digits without plus, and no name or short code. */
export function isNumber(sender: string): boolean {
  return sender.length > SHORT_CODE_LENGTH_MAX && !sender.startsWith('+') && parseMsisdn(sender, 'international').ok
}

const TON_INTERNATIONAL = 1
const TON_NETWORK_SPECIFIC = 3
const TON_ALPHANUMERIC = 5
const NPI_UNKNOWN = 0
const NPI_E164 = 1
// Some calling codes have numbers as short as this; as a sender it is a code of the operator's.
const SHORT_CODE_LENGTH_MAX = 6

// A shorter name (BANK, INFO) is part of too many honest ones to be worth a reviewer's look.
const CONTAINED_LENGTH_MIN = 5

// After lower-casing. Cyrillic and Greek go by their capitals, since sender names mostly are capitals.
const READ_AS = new Map<string, string>(
  Object.entries({
    o: '0оοօ',
    l: '1iıіιӏ',
    s: '5ѕ',
    a: 'аα',
    b: 'вβ',
    c: 'сϲ',
    d: 'ԁ',
    e: 'еεє',
    h: 'нηһ',
    j: 'ј',
    k: 'кκ',
    m: 'мμ',
    n: 'ν',
    p: 'рρ',
    q: 'ԛ',
    t: 'тτ',
    w: 'ԝ',
    x: 'хχ',
    y: 'уυү',
    z: 'ζ',
  }).flatMap(([latin, lookAlikes]) => [...lookAlikes].map((character): [string, string] => [character, latin])),
)

function numberOf(name: string, rule: SenderRule): string | undefined {
  if (rule.number === 'none' || (rule.number === 'without_plus' && name.startsWith('+'))) return undefined
  const parsed = parseMsisdn(name, rule.number === 'with_plus' ? 'e164' : 'international')
  return parsed.ok ? parsed.value.msisdn : undefined
}

function invalid(reason: SenderInvalid['reason']): Result<Sender, SenderInvalid> {
  return { ok: false, error: { code: 'sender_invalid', reason } }
}
