// core/segments.ts: how many segments a text is billed as, and where it is cut. Both come from one walk, so they agree.
import { septets, septetsAt } from './alphabet.ts'

export type Encoding = 'gsm7' | 'ucs2'

interface Segmentation {
  readonly encoding: Encoding
  readonly segments: number
  /** Septets (gsm7) or UTF-16 code units (ucs2) of the whole text. */
  readonly units: number
}

// A short message is 140 octets: 160 septets or 70 UCS-2 units. From two segments on each carries a 6-octet UDH
// (8-bit concatenation, TS 23.040 §9.2.3.24.1): 134 octets, so 153 septets or 67 units.
const SINGLE = { gsm7: 160, ucs2: 70 } as const
const PART = { gsm7: 153, ucs2: 67 } as const

/** Empty text counts 1; whoever accepts a message refuses it. */
export function segment(text: string): Segmentation {
  const gsmUnits = septets(text)
  const encoding = gsmUnits === -1 ? 'ucs2' : 'gsm7'
  const units = gsmUnits === -1 ? text.length : gsmUnits
  if (units <= SINGLE[encoding]) return { encoding, segments: 1, units }
  // Without a pair no cut can lose a unit, so the division is exact.
  if (encoding === 'gsm7' && units === text.length) return { encoding, segments: Math.ceil(units / PART.gsm7), units }
  let segments = 0
  for (let start = 0; start < text.length; start = cutAfter(text, start, encoding)) segments += 1
  return { encoding, segments, units }
}

/** The texts of the segments in order: joined they are `text`, and there are `segment(text).segments` of them. */
export function splitText(text: string): { readonly encoding: Encoding; readonly parts: readonly string[] } {
  const { encoding, segments } = segment(text)
  if (segments === 1) return { encoding, parts: [text] }
  const parts: string[] = []
  for (let start = 0; start < text.length; ) {
    const end = cutAfter(text, start, encoding)
    parts.push(text.slice(start, end))
    start = end
  }
  return { encoding, parts }
}

/** Where the segment that begins at `start` ends: as late as fits, never inside an escape pair or a surrogate pair. */
function cutAfter(text: string, start: number, encoding: Encoding): number {
  return encoding === 'gsm7' ? cutSeptets(text, start) : cutUnits(text, start)
}

function cutSeptets(text: string, start: number): number {
  let room: number = PART.gsm7
  let end = start
  while (end < text.length) {
    room -= septetsAt(text, end)
    if (room < 0) break
    end += 1
  }
  return end
}

function cutUnits(text: string, start: number): number {
  const end = start + PART.ucs2
  if (end >= text.length) return text.length
  return isHighSurrogate(text, end - 1) && isLowSurrogate(text, end) ? end - 1 : end
}

function isHighSurrogate(text: string, index: number): boolean {
  return (text.charCodeAt(index) & 0xfc00) === 0xd800
}

function isLowSurrogate(text: string, index: number): boolean {
  return (text.charCodeAt(index) & 0xfc00) === 0xdc00
}
