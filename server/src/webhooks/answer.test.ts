import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { excerptOf, parseRetryAfter } from './answer.ts'

describe('excerptOf', () => {
  const rows: [name: string, chunks: (string | Buffer)[], expected: string][] = [
    ['nothing', [], ''],
    ['a short answer', ['{"ok":true}'], '{"ok":true}'],
    ['a character cut between two chunks', [Buffer.from([0xe2, 0x82]), Buffer.from([0xac])], '€'],
    ['1,024 bytes', ['a'.repeat(1024)], 'a'.repeat(1024)],
    ['1,025 bytes', ['a'.repeat(1025)], 'a'.repeat(1024)],
    ['many chunks', Array.from({ length: 300 }, () => 'abcd'), 'abcd'.repeat(256)],
    ['a character that ends at the limit', [`${'a'.repeat(1021)}€b`], `${'a'.repeat(1021)}€`],
    ['a character cut at the limit', [`${'a'.repeat(1022)}€b`], 'a'.repeat(1022)],
    ['bytes that are no UTF-8', [Buffer.from([0x61, 0xff, 0x62])], 'a\ufffdb'],
    ['line ends', ['a\r\nlevel=error b'], 'a  level=error b'],
    ['U+0000', ['a\0b'], 'a b'],
    ['a terminal’s colours', ['\u001b[31ma\u009b0m'], ' [31ma 0m'],
    ['text turned round', ['a\u202eb\u2066c'], 'a b c'],
    ['a byte order mark', ['a\ufeffb'], 'a b'],
    ['Swahili, Arabic and faces', ['Ujumbe umepokelewa مرحبا 😀'], 'Ujumbe umepokelewa مرحبا 😀'],
  ]
  for (const [name, chunks, expected] of rows) {
    it(`keeps what it may of ${name}`, () => {
      assert.equal(excerptOf(chunks.map((chunk) => Buffer.from(chunk as string))), expected)
    })
  }
})

describe('parseRetryAfter', () => {
  const nowMs = Date.UTC(2026, 0, 1)
  const rows: [header: string | string[] | undefined, expected: number | null][] = [
    [undefined, null],
    ['', null],
    ['0', 0],
    ['120', 120_000],
    [' 5 ', 5000],
    [['7', '9'], 7000],
    ['-1', null],
    ['1.5', null],
    ['soon', null],
    ['9999999999', null],
    ['Thu, 01 Jan 2026 00:01:00 GMT', 60_000],
    ['Thursday, 01-Jan-26 00:01:00 GMT', 60_000],
    ['Wed, 31 Dec 2025 23:59:00 GMT', 0],
    ['Thu, 99 Jan 2026 00:01:00 GMT', null],
    ['2026-01-01T00:01:00Z', null],
  ]
  for (const [header, expected] of rows) {
    it(`reads ${JSON.stringify(header)} as ${expected}`, () => assert.equal(parseRetryAfter(header, nowMs), expected))
  }
})
