import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeText, encodeText } from './alphabet.ts'

test('a text is cut where a handset cuts it', () => {
  const rows: [name: string, text: string, data_coding: number, lengths: number[]][] = [
    ['nothing', '', 0, [0]],
    ['160 septets', 'a'.repeat(160), 0, [160]],
    ['161 septets', 'a'.repeat(161), 0, [153, 8]],
    ['306 septets', 'a'.repeat(306), 0, [153, 153]],
    ['307 septets', 'a'.repeat(307), 0, [153, 153, 1]],
    ['80 escape pairs', '€'.repeat(80), 0, [160]],
    ['an escape pair at the cut', `${'a'.repeat(152)}€${'a'.repeat(10)}`, 0, [152, 12]],
    ['70 units', 'ш'.repeat(70), 8, [140]],
    ['71 units', 'ш'.repeat(71), 8, [134, 8]],
    ['a surrogate pair at the cut', `${'ш'.repeat(66)}😀${'ш'.repeat(10)}`, 8, [132, 24]],
    ['a character outside GSM', 'ê', 8, [2]],
  ]
  for (const [name, text, data_coding, lengths] of rows) {
    const encoded = encodeText(text)
    assert.equal(encoded.data_coding, data_coding, name)
    assert.deepEqual(
      encoded.bodies.map(({ length }) => length),
      lengths,
      name,
    )
    assert.equal(encoded.bodies.map((body) => decodeText(data_coding, body)).join(''), text, name)
  }
})

test('octets are those of TS 23.038', () => {
  const rows: [text: string, hex: string][] = [
    ['@£$', '000102'],
    ['[€]', '1b3c1b651b3e'],
    ['Hé!', '480521'],
    ['àÄ¿', '7f5b60'],
    ['ш', '0448'],
    ['😀', 'd83dde00'],
  ]
  for (const [text, hex] of rows) assert.equal(encodeText(text).bodies[0]?.toString('hex'), hex, text)
})
