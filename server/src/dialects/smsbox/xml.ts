// XML as callers of SMSBox send it: elements and texts of one document, read in one pass. What it could be attacked with is
// refused before reading (document types, entities, processing instructions); the rest is bounded.
import { isUtf8 } from 'node:buffer'

export type XmlElement = {
  name: string
  /** All text directly inside it, references resolved. */
  text: string
  children: XmlElement[]
}

export type XmlFault =
  | 'utf8' // bytes that are not UTF-8, or a declaration that says so
  | 'forbidden' // a document type, an entity or a processing instruction
  | 'character' // one that XML 1.0 §2.2 has not: U+0000, a control character, U+FFFE
  | 'syntax'
  | 'depth'
  | 'nodes'
  | 'references'

const DEPTH_MAX = 10
/** Elements and attributes: 1,000 recipients of four elements are well below. */
const NODES_MAX = 5_000
const REFERENCES_MAX = 10_000

const FORBIDDEN = /<!doctype|<!entity|<\?/i
const NO_CHARACTER = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u

/** A reason is one word, never a piece of the body. */
export function readXml(bytes: Buffer): { ok: true; value: XmlElement } | { ok: false; reason: XmlFault } {
  if (!isUtf8(bytes)) return { ok: false, reason: 'utf8' }
  const whole = bytes.toString('utf8')
  if (NO_CHARACTER.test(whole)) return { ok: false, reason: 'character' }
  try {
    return { ok: true, value: rootOf(afterDeclaration(whole)) }
  } catch (error) {
    if (error instanceof XmlError) return { ok: false, reason: error.fault }
    throw error
  }
}

class XmlError extends Error {
  readonly fault: XmlFault
  constructor(fault: XmlFault) {
    super(fault)
    this.fault = fault
  }
}

function fail(fault: XmlFault): never {
  throw new XmlError(fault)
}

const DECLARATION_CHARS_MAX = 200
const DECLARATION =
  /^<\?xml[ \t\r\n]+version ?= ?(?:"1\.[0-9]"|'1\.[0-9]')(?:[ \t\r\n]+encoding ?= ?["']([A-Za-z0-9._-]{1,40})["'])?(?:[ \t\r\n]+standalone ?= ?["'](?:yes|no)["'])?[ \t\r\n]?\?>/

/** The document without its byte order mark and its declaration, line ends as one character (§2.11). */
function afterDeclaration(whole: string): string {
  const text = whole.charCodeAt(0) === 0xfeff ? whole.slice(1) : whole
  const [declaration = '', encoding = 'utf-8'] = DECLARATION.exec(text.slice(0, DECLARATION_CHARS_MAX)) ?? []
  if (!['utf-8', 'us-ascii'].includes(encoding.toLowerCase())) fail('utf8')
  const document = text.slice(declaration.length)
  if (FORBIDDEN.test(document)) fail('forbidden')
  return document.includes('\r') ? document.replace(/\r\n?/g, '\n') : document
}

/** Where the reader is, and what it has met so far. */
type Reading = { text: string; at: number; nodes: number; references: number }

function rootOf(text: string): XmlElement {
  const reading: Reading = { text, at: 0, nodes: 0, references: 0 }
  const open: XmlElement[] = []
  let root: XmlElement | null = null
  while (reading.at < text.length) {
    const next = text.indexOf('<', reading.at)
    const characters = text.slice(reading.at, next === -1 ? text.length : next)
    const inside = open.at(-1)
    if (inside) inside.text += resolved(reading, characters)
    else if (!isBlank(characters)) fail('syntax')
    if (next === -1) break
    reading.at = next
    if (text.startsWith('<!--', next)) {
      reading.at = endOf(text, '-->', next + 4)
    } else if (text.startsWith('<![CDATA[', next)) {
      reading.at = endOf(text, ']]>', next + 9)
      if (!inside) fail('syntax')
      inside.text += text.slice(next + 9, reading.at - 3)
    } else if (text.startsWith('</', next)) {
      if (readEndTag(reading) !== open.pop()?.name) fail('syntax')
    } else {
      const { element, isEmpty } = readStartTag(reading)
      if (open.length === DEPTH_MAX) fail('depth')
      if (inside) inside.children.push(element)
      else if (root) fail('syntax')
      root ??= element
      if (!isEmpty) open.push(element)
    }
  }
  if (!root || open.length > 0) fail('syntax')
  return root
}

/** Behind the next `mark`. */
function endOf(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from)
  if (found === -1) fail('syntax')
  return found + mark.length
}

const NAME = /[\p{L}_:][\p{L}\p{M}\p{N}_:.-]*/uy
const BLANK = /[ \t\n]*/y

function take(reading: Reading, pattern: RegExp): string | undefined {
  pattern.lastIndex = reading.at
  const found = pattern.exec(reading.text)?.[0]
  if (found !== undefined) reading.at += found.length
  return found
}

function takeOnly(reading: Reading, mark: string): boolean {
  if (!reading.text.startsWith(mark, reading.at)) return false
  reading.at += mark.length
  return true
}

function readName(reading: Reading): string {
  return take(reading, NAME) ?? fail('syntax')
}

function readEndTag(reading: Reading): string {
  reading.at += '</'.length
  const name = readName(reading)
  take(reading, BLANK)
  if (!takeOnly(reading, '>')) fail('syntax')
  return name
}

/** Attributes are judged and left: no call has any. */
function readStartTag(reading: Reading): { element: XmlElement; isEmpty: boolean } {
  reading.at += '<'.length
  const element: XmlElement = { name: readName(reading), text: '', children: [] }
  count(reading)
  const attributes = new Set<string>()
  for (;;) {
    const blank = take(reading, BLANK)
    if (takeOnly(reading, '>')) return { element, isEmpty: false }
    if (takeOnly(reading, '/>')) return { element, isEmpty: true }
    if (blank === '') fail('syntax')
    const name = readAttribute(reading)
    if (attributes.has(name)) fail('syntax')
    attributes.add(name)
  }
}

function readAttribute(reading: Reading): string {
  const name = readName(reading)
  count(reading)
  take(reading, BLANK)
  if (!takeOnly(reading, '=')) fail('syntax')
  take(reading, BLANK)
  const quote = reading.text[reading.at]
  if (quote !== '"' && quote !== "'") fail('syntax')
  const from = reading.at + 1
  reading.at = endOf(reading.text, quote, from)
  const value = reading.text.slice(from, reading.at - 1)
  if (value.includes('<')) fail('syntax')
  resolved(reading, value)
  return name
}

function count(reading: Reading): void {
  reading.nodes += 1
  if (reading.nodes > NODES_MAX) fail('nodes')
}

const PREDEFINED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
const REFERENCE = /&(?:(lt|gt|amp|quot|apos)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));/y

/** Character data with its references replaced. None of them stands for more than itself is long, so nothing grows. */
function resolved(reading: Reading, characters: string): string {
  if (characters.includes(']]>')) fail('syntax') // §2.4
  let text = ''
  let from = 0
  for (let at = characters.indexOf('&'); at !== -1; at = characters.indexOf('&', from)) {
    reading.references += 1
    if (reading.references > REFERENCES_MAX) fail('references')
    REFERENCE.lastIndex = at
    const [reference, name, decimal, hexadecimal = ''] = REFERENCE.exec(characters) ?? fail('syntax')
    const stands = name === undefined ? characterOf(decimal ?? `0x${hexadecimal}`) : (PREDEFINED[name] as string)
    text += characters.slice(from, at) + stands
    from = at + reference.length
  }
  return text + characters.slice(from)
}

function characterOf(digits: string): string {
  const code = Number(digits)
  if (code > 0x10ffff) fail('character')
  const character = String.fromCodePoint(code)
  return NO_CHARACTER.test(character) ? fail('character') : character
}

function isBlank(text: string): boolean {
  return /^[ \t\n]*$/.test(text)
}
