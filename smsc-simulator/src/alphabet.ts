// Text to octets and back, as a handset's message has them: GSM 7 bit default alphabet (TS 23.038 §6.2.1), one septet to an
// octet, or UCS-2. Written apart from the server's tables, which these would otherwise repeat the mistakes of.
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const ESCAPE = 0x1b
const extension = new Map([
  [0x0a, '\f'],
  [0x14, '^'],
  [0x28, '{'],
  [0x29, '}'],
  [0x2f, '\\'],
  [0x3c, '['],
  [0x3d, '~'],
  [0x3e, ']'],
  [0x40, '|'],
  [0x65, '€'],
])

const octetsOf = new Map<string, number[]>([
  ...Array.from(BASIC, (character, code): [string, number[]] => [character, [code]]),
  ...Array.from(extension, ([code, character]): [string, number[]] => [character, [ESCAPE, code]]),
])
octetsOf.delete('\u001b')

/** SMPP data_coding (§5.2.19). */
const DATA_CODING_DEFAULT = 0
export const DATA_CODING_UCS2 = 8

// A short message is 140 octets: 160 septets, or 70 UCS-2 units; a part of a long one 6 octets less, for the UDH
// (TS 23.040 §9.2.3.24.1). In short_message a septet takes an octet.
const GSM = { whole: 160, part: 153 }
const UCS2 = { whole: 140, part: 134 }

/** The bodies of the parts a text goes out as; one when it fits a single message. */
export function encodeText(text: string): { data_coding: number; bodies: Buffer[] } {
  const characters = Array.from(text)
  const septets = characters.map((character) => octetsOf.get(character))
  if (septets.every((octets) => octets !== undefined)) {
    return { data_coding: DATA_CODING_DEFAULT, bodies: cut(septets, GSM) }
  }
  const units = characters.map((character) => Array.from(Buffer.from(character, 'utf16le').swap16()))
  return { data_coding: DATA_CODING_UCS2, bodies: cut(units, UCS2) }
}

/** Between characters only: neither an escape pair nor a surrogate pair is torn. */
function cut(characters: number[][], size: { whole: number; part: number }): Buffer[] {
  const all = characters.flat()
  if (all.length <= size.whole) return [Buffer.from(all)]
  const parts: number[][] = [[]]
  for (const octets of characters) {
    const last = parts.at(-1) as number[]
    if (last.length + octets.length <= size.part) last.push(...octets)
    else parts.push([...octets])
  }
  return parts.map((octets) => Buffer.from(octets))
}

/** For people and tests to read; data_coding other than UCS-2 and Latin-1 (3) is taken for the default alphabet. */
export function decodeText(data_coding: number, octets: Buffer): string {
  if (data_coding === DATA_CODING_UCS2) {
    return Buffer.from(octets.subarray(0, octets.length & ~1))
      .swap16()
      .toString('utf16le')
  }
  if (data_coding === 3) return octets.toString('latin1')
  let text = ''
  for (let at = 0; at < octets.length; at++) {
    const code = octets[at] as number
    if (code === ESCAPE && at + 1 < octets.length) text += extension.get(octets[++at] as number) ?? ' '
    else text += BASIC[code] ?? '?'
  }
  return text
}
