import assert from 'node:assert/strict'
import { test } from 'node:test'
import { messageId } from './message-ids.ts'

for (const [submitFormat, submitted, receiptFormat, receipted, kept] of [
  ['text', 'Ab-01', 'text', 'Ab-01', 'Ab-01'],
  ['text', '0017', 'text', '0017', '0017'],
  ['hex', '0000A1B2', 'decimal', '41394', 'a1b2'],
  ['decimal', '41394', 'hex', '0000A1B2', '41394'],
  ['decimal', '0041394', 'decimal', '41394', '41394'],
  ['hex', 'A1B2', 'hex', '00a1b2', 'a1b2'],
  ['hex', 'FFFFFFFFFFFFFFFF', 'decimal', '18446744073709551615', 'ffffffffffffffff'],
  ['decimal', 'not-a-number', 'hex', 'not-a-number', 'not-a-number'],
  ['text', 'a1b2', 'text', 'a1b2\0\r\n', 'a1b2'],
] as const) {
  test(`${submitted} (${submitFormat}) and ${JSON.stringify(receipted)} (${receiptFormat}) are ${kept}`, () => {
    assert.equal(messageId(submitted, submitFormat, submitFormat), kept)
    assert.equal(messageId(receipted, receiptFormat, submitFormat), kept)
  })
}
