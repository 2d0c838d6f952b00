// What somebody wrote, as the calls that send it. A recipient's own words are put in by the server, once and as they stand.
import type { SendBody } from '../../api/sending.ts'

export interface Recipient {
  to: string
  /** By the name that the text has in braces. */
  variables: Record<string, string>
}

export interface Order {
  sender: string
  route: string
  text: string
  scheduleAt: string | null
  recipients: readonly Recipient[]
}

/** So many at a time, where somebody watches how far it is; what a price is asked for, and what goes out at once. */
const CHUNK = 500
// What the server takes: so many recipients, and a body of 1 MiB.
const RECIPIENTS_MAX = 10_000
const BYTES_MAX = 900 * 1024
/** As many as are looked up while somebody writes. */
export const QUOTED_MAX = 100
const PLACEHOLDER = /\[\{([A-Za-z_][A-Za-z0-9_]{0,31})\}\]|\{([A-Za-z_][A-Za-z0-9_]{0,31})\}/g

/**
 * Numbers as people paste them: lines, commas, semicolons, blanks between whole numbers; blanks, dots and hyphens within.
 * Each once. `callingCode`: of numbers that are written as at home, 0712 345 678.
 */
export function numbersIn(
  pasted: string,
  callingCode: string | null = null,
): { numbers: string[]; unreadable: string[] } {
  const numbers = new Map<string, string>()
  const unreadable = new Set<string>()
  const parts = pasted.split(/[\n,;\t]+/).flatMap((part) => wholeNumbers(part, callingCode) ?? [part])
  for (const part of parts) {
    const number = readNumber(part, callingCode)
    const digits = number?.replace('+', '')
    if (number !== null && digits !== undefined) numbers.set(digits, numbers.get(digits) ?? number)
    else if (part.trim() !== '') unreadable.add(part.trim())
  }
  return { numbers: [...numbers.values()], unreadable: [...unreadable] }
}

const WHOLE_DIGITS_MIN = 9

/** +255712345678 +255713345678 are two; in +255 712 345 678 no word is a number by itself. */
function wholeNumbers(part: string, callingCode: string | null): string[] | null {
  const words = part.trim().split(/\s+/)
  const isWhole = (word: string): boolean =>
    word.replaceAll(/\D/g, '').length >= WHOLE_DIGITS_MIN && readNumber(word, callingCode) !== null
  return words.length > 1 && words.every(isWhole) ? words : null
}

const NATIONAL_DIGITS_MAX = 10

/** With its country code (+255 712…, 00255712…, 255712…) or, where one is given, as at home (0712…, 712…). */
export function readNumber(text: string, callingCode: string | null): string | null {
  const compact = text.replaceAll(/[\s().\-/\u00A0\u2011\u2013]/g, '')
  const number = withCode(compact, callingCode)
  return /^\+?[1-9]\d{6,14}$/.test(number) ? number : null
}

function withCode(compact: string, callingCode: string | null): string {
  if (compact.startsWith('00')) return `+${compact.slice(2)}`
  if (callingCode === null || !/^\d+$/.test(compact)) return compact
  if (compact.startsWith('0')) return `+${callingCode}${compact.slice(1)}`
  const isAtHome = compact.length <= NATIONAL_DIGITS_MAX && !compact.startsWith(callingCode)
  return isAtHome ? `+${callingCode}${compact}` : compact
}

/** `[{NAME}]`, as SMSBox's customers write it, and `{NAME}` are the same here. */
export function placeholdersIn(text: string): string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map(([, inBrackets, bare]) => (inBrackets ?? bare) as string))]
}

/** A column's header as a name that a text can have in braces. */
export function variableName(header: string): string {
  const plain = header
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .join('_')
  return (/^[A-Za-z]/.test(plain) ? plain : `c_${plain}`).slice(0, 32)
}

export function bodyOf({ sender, route, text, scheduleAt, recipients }: Order): SendBody {
  const names = placeholdersIn(text)
  const own = recipients.some(({ variables }) => names.some((name) => Object.hasOwn(variables, name)))
  const common = {
    ...(sender !== '' && { sender }),
    ...(route !== '' && { route }),
    ...(scheduleAt !== null && { schedule_at: scheduleAt }),
  }
  if (!own) return { ...common, text, to: recipients.map(({ to }) => to) }
  return {
    ...common,
    text: text.replaceAll(PLACEHOLDER, '{$1$2}'),
    messages: recipients.map(({ to, variables }) => ({ to, variables: only(variables, names) })),
  }
}

/** A body's own length is limited, so a large audience goes in parts. */
export function chunksOf(order: Order, countMax = CHUNK, bytesMax = BYTES_MAX): Recipient[][] {
  const bytesAround = bytesOf(bodyOf({ ...order, recipients: [] }))
  const chunks: Recipient[][] = []
  let chunk: Recipient[] = []
  let bytes = bytesAround
  for (const recipient of order.recipients) {
    const own = bytesOf(bodyOf({ ...order, recipients: [recipient] })) - bytesAround + 1 // the comma
    if (chunk.length === countMax || (chunk.length > 0 && bytes + own > bytesMax)) {
      chunks.push(chunk)
      chunk = []
      bytes = bytesAround
    }
    chunk.push(recipient)
    bytes += own
  }
  if (chunk.length > 0) chunks.push(chunk)
  return chunks
}

/** What is scheduled is one request under Scheduled, as far as the server takes it at once. */
export function partsOf(order: Order): Recipient[][] {
  return chunksOf(order, order.scheduleAt === null ? CHUNK : RECIPIENTS_MAX)
}

const encoder = new TextEncoder()
const bytesOf = (body: SendBody): number => encoder.encode(JSON.stringify(body)).length

/** Which of the recipients a refusal is about, by the field it names; null when it is about something else. */
export function refusedAt(field: string | null): number | null {
  const [, index] = /^(?:to|messages)\.(\d+)(?:\.to)?$/.exec(field ?? '') ?? []
  return index === undefined ? null : Number(index)
}

/** The text with what reads the same in the SMS alphabet in place of what does not fit into it. */
export function inPlainCharacters(
  text: string,
  foreign: readonly { character: string; substitute: string | null }[],
): string {
  const substitutes = new Map(foreign.map(({ character, substitute }) => [character, substitute]))
  let plain = ''
  for (const character of text) plain += substitutes.get(character) ?? character
  return plain
}

/** A sum of decimals, to the last digit of each. */
export function sumOf(amounts: readonly string[]): string {
  const digits = Math.max(0, ...amounts.map((amount) => amount.split('.')[1]?.length ?? 0))
  const scaled = amounts.reduce((sum, amount) => {
    const [whole = '0', part = ''] = amount.split('.')
    return sum + BigInt(whole + part.padEnd(digits, '0'))
  }, 0n)
  if (digits === 0) return String(scaled)
  const text = String(scaled).padStart(digits + 1, '0')
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`
}

function only(variables: Record<string, string>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, variables[name] ?? '']))
}

/** The text as one recipient will read it; what they have no word for stays. */
export function filledIn(text: string, variables: Record<string, string>): string {
  return text.replaceAll(PLACEHOLDER, (whole, inBrackets?: string, bare?: string) => {
    const name = (inBrackets ?? bare) as string
    return Object.hasOwn(variables, name) ? (variables[name] as string) : whole
  })
}
