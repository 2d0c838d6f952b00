import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { isGsm } from './alphabet.ts'
import { foreignCharacters } from './alphabet-substitutes.ts'

describe('foreignCharacters', () => {
  it('names each occurrence with its place in UTF-16 units', () => {
    assert.deepEqual(foreignCharacters('ñ€ “😀á'), [
      { index: 3, character: '“', substitute: '"' },
      { index: 4, character: '😀', substitute: null },
      { index: 6, character: 'á', substitute: 'a' },
    ])
  })

  it('finds none in a GSM text', () => {
    assert.deepEqual(foreignCharacters('Habari {jina}, bei ni 5€\r\n'), [])
  })

  const rows: [character: string, substitute: string | null][] = [
    ['”', '"'],
    ['’', "'"],
    ['–', '-'],
    ['—', '-'],
    ['…', '...'],
    ['\u00a0', ' '],
    ['\t', ' '],
    ['\u200b', ''],
    ['\u0301', ''], // an accent typed as a character of its own
    ['Á', 'A'],
    ['ç', 'c'],
    ['ş', 's'],
    ['œ', 'oe'],
    ['ł', 'l'],
    ['™', 'TM'],
    ['½', '1/2'],
    ['ｆ', 'f'],
    ['Α', 'A'], // Greek capital alpha
    ['α', null],
    ['ш', null],
    ['好', null],
    ['😀', null],
    ['\ud83d', null],
  ]
  for (const [character, substitute] of rows) {
    it(`offers ${JSON.stringify(substitute)} for ${JSON.stringify(character)}`, () => {
      assert.equal(foreignCharacters(character)[0]?.substitute, substitute)
    })
  }

  it('offers nothing but GSM text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) =>
        foreignCharacters(text).every(({ substitute }) => substitute === null || isGsm(substitute)),
      ),
    )
  })
})
