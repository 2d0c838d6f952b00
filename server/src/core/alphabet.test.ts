import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { decodeGsm, decodeUcs2, encodeGsm, encodeUcs2, isGsm, septets } from './alphabet.ts'

const gsmCharacters = Array.from({ length: 0x10000 }, (_, unit) => String.fromCharCode(unit)).filter(isGsm)
const gsmText = fc.array(fc.constantFrom(...gsmCharacters)).map((characters) => characters.join(''))

describe('the GSM default alphabet', () => {
  it('has 127 basic characters and 10 that count two', () => {
    assert.equal(gsmCharacters.filter((character) => septets(character) === 1).length, 127)
    assert.deepEqual(gsmCharacters.filter((character) => septets(character) === 2).sort(), [...'\f[\\]^{|}~€'])
  })

  const rows: [text: string, octets: number[]][] = [
    ['', []],
    ['@', [0x00]],
    ['£$', [0x01, 0x02]],
    ['\n\r', [0x0a, 0x0d]],
    ['Δ_Φ', [0x10, 0x11, 0x12]],
    ['É', [0x1f]],
    [' ', [0x20]],
    ['¤', [0x24]],
    ['0', [0x30]],
    ['¡A', [0x40, 0x41]],
    ['ZÄÖÑÜ§', [0x5a, 0x5b, 0x5c, 0x5d, 0x5e, 0x5f]],
    ['¿a', [0x60, 0x61]],
    ['zäöñüà', [0x7a, 0x7b, 0x7c, 0x7d, 0x7e, 0x7f]],
    ['€', [0x1b, 0x65]],
    ['[a]', [0x1b, 0x3c, 0x61, 0x1b, 0x3e]],
    ['\f', [0x1b, 0x0a]],
    ['^{}\\~|', [0x1b, 0x14, 0x1b, 0x28, 0x1b, 0x29, 0x1b, 0x2f, 0x1b, 0x3d, 0x1b, 0x40]],
  ]
  for (const [text, octets] of rows) {
    it(`encodes ${JSON.stringify(text)} and reads it back`, () => {
      assert.deepEqual([...encodeGsm(text)], octets)
      assert.equal(decodeGsm(Uint8Array.from(octets)), text)
      assert.equal(septets(text), octets.length)
    })
  }

  const outside = ['á', 'ç', '`', '\t', '’', '\u00a0', 'ш', '₭', '\u20ad', '\u001b', '😀', '\ud83d', '\uffff']
  for (const character of outside) {
    it(`does not have ${JSON.stringify(character)}`, () => {
      assert.equal(isGsm(`a${character}`), false)
      assert.equal(septets(`a${character}`), -1)
      assert.throws(() => encodeGsm(character), RangeError)
    })
  }

  const received: [octets: number[], text: string][] = [
    [[0x61, 0x1b], 'a '], // cut inside a pair by a carrier
    [[0x1b, 0x1b, 0x65], ' €'],
    [[0x1b, 0x61], 'a'], // an escape nobody has defined
    [[0x1b, 0xe5], '\ufffd'],
    [[0x80, 0x61], '\ufffda'],
  ]
  for (const [octets, text] of received) {
    it(`shows received octets ${Buffer.from(octets).toString('hex')} as ${JSON.stringify(text)}`, () => {
      assert.equal(decodeGsm(Uint8Array.from(octets)), text)
    })
  }

  it('gives every GSM text back as it was', () => {
    fc.assert(fc.property(gsmText, (text) => decodeGsm(encodeGsm(text)) === text))
  })
})

describe('UCS-2', () => {
  it('is big-endian UTF-16, surrogate pairs included', () => {
    assert.deepEqual([...encodeUcs2('aш😀')], [0x00, 0x61, 0x04, 0x48, 0xd8, 0x3d, 0xde, 0x00])
  })

  it('drops an odd last octet', () => {
    assert.equal(decodeUcs2(Uint8Array.of(0x00, 0x61, 0x04)), 'a')
  })

  it('gives every text back as it was', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => decodeUcs2(encodeUcs2(text)) === text))
  })
})
