import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { encodeGsm, encodeUcs2, isGsm } from './alphabet.ts'
import { type Encoding, segment, splitText } from './segments.ts'

const a = (count: number) => 'a'.repeat(count)
const euros = (count: number) => '€'.repeat(count)
const sha = (count: number) => 'ш'.repeat(count)
const faces = (count: number) => '😀'.repeat(count)

// Stated by hand from TS 23.038 and TS 23.040; split-sms and sms-segments-calculator give the same figures.
const rows: [name: string, text: string, encoding: Encoding, units: number, segments: number][] = [
  ['empty', '', 'gsm7', 0, 1],
  ['one', 'a', 'gsm7', 1, 1],
  ['160 septets', a(160), 'gsm7', 160, 1],
  ['161 septets', a(161), 'gsm7', 161, 2],
  ['306 septets', a(306), 'gsm7', 306, 2],
  ['307 septets', a(307), 'gsm7', 307, 3],
  ['459 septets', a(459), 'gsm7', 459, 3],
  ['460 septets', a(460), 'gsm7', 460, 4],
  ['1,600 septets', a(1600), 'gsm7', 1600, 11],
  ['160 septets with a pair', `${a(158)}€`, 'gsm7', 160, 1],
  ['161 septets with a pair', `${a(159)}€`, 'gsm7', 161, 2],
  ['80 pairs', euros(80), 'gsm7', 160, 1],
  ['81 pairs', euros(81), 'gsm7', 162, 2],
  ['152 septets in pairs to each segment', euros(152), 'gsm7', 304, 2],
  ['one pair more', euros(153), 'gsm7', 306, 3],
  ['a pair that just fits a segment', `${a(151)}€${a(153)}`, 'gsm7', 306, 2],
  ['a pair over the edge, which moves one septet on', `${a(152)}€${a(151)}`, 'gsm7', 305, 2],
  ['a pair over the edge of a text of 306 septets', `${a(152)}€${a(152)}`, 'gsm7', 306, 3],
  ['70 units', sha(70), 'ucs2', 70, 1],
  ['71 units', sha(71), 'ucs2', 71, 2],
  ['134 units', sha(134), 'ucs2', 134, 2],
  ['135 units', sha(135), 'ucs2', 135, 3],
  ['one foreign character in 70', `${a(69)}ш`, 'ucs2', 70, 1],
  ['one foreign character in 71', `${a(70)}ш`, 'ucs2', 71, 2],
  ['an extension character beside a foreign one counts one', `${euros(69)}ш`, 'ucs2', 70, 1],
  ['35 faces', faces(35), 'ucs2', 70, 1],
  ['36 faces', faces(36), 'ucs2', 72, 2],
  ['33 faces to each segment', faces(66), 'ucs2', 132, 2],
  ['one face more', faces(67), 'ucs2', 134, 3],
  ['a face that just fits a segment', `${sha(65)}😀${sha(67)}`, 'ucs2', 134, 2],
  ['a face over the edge', `${sha(66)}😀${sha(66)}`, 'ucs2', 134, 3],
  ['a high surrogate alone before a low one apart', `${sha(66)}\ud83dш\ude00${sha(3)}`, 'ucs2', 72, 2],
]

describe('segment', () => {
  for (const [name, text, encoding, units, segments] of rows) {
    it(`counts ${name}`, () => {
      assert.deepEqual(segment(text), { encoding, segments, units })
      assert.equal(splitText(text).parts.length, segments)
    })
  }
})

describe('splitText', () => {
  it('moves an escape pair to the next segment', () => {
    assert.deepEqual(splitText(`${a(152)}€${a(152)}`).parts, [a(152), `€${a(151)}`, 'a'])
  })

  it('moves a surrogate pair to the next segment', () => {
    assert.deepEqual(splitText(`${sha(66)}😀${sha(66)}`).parts, [sha(66), `😀${sha(65)}`, 'ш'])
  })

  const characters = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom('a', 'à', '\n') },
    { weight: 2, arbitrary: fc.constantFrom('€', '[', '\f') },
  )
  const gsm = fc.array(characters, { maxLength: 700 }).map((all) => all.join(''))
  const unicode = fc
    .array(fc.constantFrom('a', '€', 'ш', '😀', '\ud83d', '\ude00'), { maxLength: 300 })
    .map((all) => all.join(''))

  for (const [name, texts] of [
    ['GSM', gsm],
    ['Unicode', unicode],
  ] as const) {
    it(`agrees with the count, loses nothing and overfills nothing: ${name} texts`, () => {
      fc.assert(
        fc.property(texts, (text) => {
          const { encoding, segments } = segment(text)
          const split = splitText(text)
          assert.equal(split.encoding, encoding)
          assert.equal(split.parts.length, segments)
          assert.equal(split.parts.join(''), text)
          const octets = (part: string) => (encoding === 'gsm7' ? encodeGsm(part) : encodeUcs2(part)).length
          const limit = encoding === 'gsm7' ? (segments === 1 ? 160 : 153) : segments === 1 ? 140 : 134
          for (const part of split.parts) assert.ok(octets(part) <= limit)
        }),
      )
    })

    it(`agrees with a packer written another way: ${name} texts`, () => {
      fc.assert(fc.property(texts, (text) => segment(text).segments === segmentsByPacking(text)))
    })
  }
})

/** Whole characters, each with its width, put into the current segment or opening the next. */
function segmentsByPacking(text: string): number {
  const gsm = isGsm(text)
  const widths = [...text].map((character) => (gsm && '\f^{}\\[~]|€'.includes(character) ? 2 : character.length))
  const total = widths.reduce((sum, width) => sum + width, 0)
  if (total <= (gsm ? 160 : 70)) return 1
  const sizes = [0]
  for (const width of widths) {
    const filled = (sizes.at(-1) ?? 0) + width
    if (filled > (gsm ? 153 : 67)) sizes.push(width)
    else sizes[sizes.length - 1] = filled
  }
  return sizes.length
}
