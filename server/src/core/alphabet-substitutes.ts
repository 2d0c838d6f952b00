// core/alphabet-substitutes.ts: which characters of a text force UCS-2, and what could stand for them in GSM.
import { isGsm } from './alphabet.ts'

interface ForeignCharacter {
  /** In UTF-16 code units, as a text field selects. */
  readonly index: number
  readonly character: string
  /** GSM text that reads the same (`''`: leave it out), or null when there is none. */
  readonly substitute: string | null
}

/** Every occurrence, in order. Advice for the writer: nothing is substituted on the way out. */
export function foreignCharacters(text: string): ForeignCharacter[] {
  const found: ForeignCharacter[] = []
  let index = 0
  for (const character of text) {
    if (!isGsm(character)) found.push({ index, character, substitute: substituteFor(character) })
    index += character.length
  }
  return found
}

// What compatibility decomposition does not give, or gives wrongly.
const LOOKS_LIKE = new Map<string, string>(
  Object.entries({
    '"': '“”„‟″«»',
    "'": '‘’‚‛′´`‹›ʼ',
    '-': '‐‑‒–—―−•',
    ' ': '\t\u00a0\u2028\u2029',
    '': '\u00ad\u200b\u200c\u200d\u2060\ufeff', // soft hyphen, zero-width characters, byte order mark
    '/': '⁄÷',
    x: '×',
    oe: 'œ',
    OE: 'Œ',
    d: 'đð',
    D: 'ĐÐ',
    l: 'ł',
    L: 'Ł',
    th: 'þ',
    TH: 'Þ',
    i: 'ı',
    '(C)': '©',
    '(R)': '®',
    // Greek capitals without a code of their own share the Latin ones: that is how the alphabet was meant to be read.
    A: 'Α',
    B: 'Β',
    E: 'Ε',
    Z: 'Ζ',
    H: 'Η',
    I: 'Ι',
    K: 'Κ',
    M: 'Μ',
    N: 'Ν',
    O: 'Ο',
    P: 'Ρ',
    T: 'Τ',
    Y: 'Υ',
    X: 'Χ',
  }).flatMap(([substitute, characters]) =>
    [...characters].map((character): [string, string] => [character, substitute]),
  ),
)

function substituteFor(character: string): string | null {
  const known = LOOKS_LIKE.get(character)
  if (known !== undefined) return known
  // á is a and an accent, ｆ is f, ™ is TM, … is three dots.
  const plain = [...character.normalize('NFKD').replace(/\p{M}/gu, '')]
    .map((part) => LOOKS_LIKE.get(part) ?? part)
    .join('')
  return isGsm(plain) ? plain : null
}
