// core/alphabet.ts: which characters go out in the GSM 7 bit default alphabet, and as which octets (TS 23.038 §6.2.1).

const ESCAPE = 0x1b

// Position is code. U+FFFF holds the place of ESC, which is no character of its own.
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\uffffÆæßÉ' +
  ' !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§' +
  '¿abcdefghijklmnopqrstuvwxyzäöñüà'

// The code that follows ESC (TS 23.038 §6.2.1.1).
const EXTENSION: readonly (readonly [character: string, code: number])[] = [
  ['\f', 0x0a],
  ['^', 0x14],
  ['{', 0x28],
  ['}', 0x29],
  ['\\', 0x2f],
  ['[', 0x3c],
  ['~', 0x3d],
  [']', 0x3e],
  ['|', 0x40],
  ['€', 0x65],
]

const FOREIGN = 0xffff
const EXTENDED = ESCAPE << 8 // set in the entry of a character that goes out as ESC and a code

// Indexed by UTF-16 code unit up to the last one in the alphabet (€): 17 kB stay in the processor's cache.
const codeOf = new Uint16Array(0x20ac + 1).fill(FOREIGN)
const basicCharacter: string[] = []
const extensionCharacter: string[] = []

for (let code = 0; code < BASIC.length; code++) {
  const character = BASIC.charAt(code)
  // A receiver that knows no further table shows ESC as a space (TS 23.038 §6.2.1, note 1).
  basicCharacter[code] = code === ESCAPE ? ' ' : character
  if (code !== ESCAPE) codeOf[character.charCodeAt(0)] = code
}
for (const [character, code] of EXTENSION) {
  extensionCharacter[code] = character
  codeOf[character.charCodeAt(0)] = EXTENDED | code
}

function codeAt(text: string, index: number): number {
  const unit = text.charCodeAt(index)
  return unit < codeOf.length ? (codeOf[unit] as number) : FOREIGN
}

/** Septets the UTF-16 unit at `index` takes: 1, 2 for an escape pair, 0 when it is not in the alphabet. */
export function septetsAt(text: string, index: number): 0 | 1 | 2 {
  const code = codeAt(text, index)
  return code < 0x80 ? 1 : code === FOREIGN ? 0 : 2
}

// Where GSM and ASCII agree. Most texts are this alone, and the compiled class is three times as fast as the table.
const PLAIN = /^[\n\r -Z_a-z]*$/

/** Septets of the whole text, or -1 when a character of it is not in the alphabet. */
export function septets(text: string): number {
  if (PLAIN.test(text)) return text.length
  let count = 0
  for (let index = 0; index < text.length; index++) {
    const code = codeAt(text, index)
    if (code < 0x80) count += 1
    else if (code === FOREIGN) return -1
    else count += 2
  }
  return count
}

export function isGsm(text: string): boolean {
  return septets(text) !== -1
}

/** Unpacked, one septet per octet, as SMPP data_coding 0 carries it. A text that is not GSM is the caller's bug. */
export function encodeGsm(text: string): Uint8Array {
  const length = septets(text)
  if (length === -1) throw new RangeError('text is outside the GSM default alphabet')
  const octets = new Uint8Array(length)
  let at = 0
  for (let index = 0; index < text.length; index++) {
    const code = codeAt(text, index)
    if (code >= 0x80) octets[at++] = ESCAPE
    octets[at++] = code & 0x7f
  }
  return octets
}

/** Never fails: what a carrier sends is shown as well as it can be. An octet above 0x7f becomes U+FFFD. */
export function decodeGsm(octets: Uint8Array): string {
  let text = ''
  for (let at = 0; at < octets.length; at++) {
    const octet = octets[at] as number
    const next = octets[at + 1]
    if (octet === ESCAPE && next !== undefined && next !== ESCAPE) {
      // An unknown escape is shown as the basic character of its code (TS 23.038 §6.2.1.1, table note).
      text += extensionCharacter[next] ?? basicCharacter[next] ?? '\ufffd'
      at += 1
    } else {
      text += basicCharacter[octet] ?? '\ufffd'
    }
  }
  return text
}

/** UTF-16BE, as SMPP data_coding 8 carries it; a character beyond the BMP is a surrogate pair, 4 octets. */
export function encodeUcs2(text: string): Uint8Array {
  const octets = new Uint8Array(text.length * 2)
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    octets[index * 2] = unit >> 8
    octets[index * 2 + 1] = unit & 0xff
  }
  return octets
}

/** An odd last octet, cut off by a carrier, is dropped. */
export function decodeUcs2(octets: Uint8Array): string {
  let text = ''
  for (let at = 0; at + 1 < octets.length; at += 2) {
    text += String.fromCharCode(((octets[at] as number) << 8) | (octets[at + 1] as number))
  }
  return text
}
