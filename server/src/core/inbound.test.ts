import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isPlainNumber, plainNumber, REPLIES_MAX, replyStop } from './inbound.ts'

const ROWS: [string, string, boolean][] = [
  ['255701000001', '255701000001', true],
  ['+255701000001', '255701000001', true],
  ['00255701000001', '255701000001', true],
  [' +255 701-000.001 ', '255701000001', true],
  ['15015', '15015', true],
  ['100', '100', true],
  ['10', '10', false],
  ['1234567890123456', '1234567890123456', false],
  ['INFO24', 'INFO24', false],
  ['', '', false],
]
for (const [address, number, isNumber] of ROWS) {
  test(`${JSON.stringify(address)} is compared as ${JSON.stringify(number)}`, () => {
    assert.equal(plainNumber(address), number)
    assert.equal(isPlainNumber(number), isNumber)
  })
}

const stops: [fromOwnNumber: boolean, replies: number, stop: string | null][] = [
  [false, 0, null],
  [false, REPLIES_MAX - 1, null],
  [false, REPLIES_MAX, 'too_many_replies'],
  [true, 0, 'own_number'],
]
for (const [fromOwnNumber, replies, stop] of stops) {
  test(`${replies} replies to ${fromOwnNumber ? 'a number of ours' : 'a subscriber'}: ${stop ?? 'answered'}`, () =>
    assert.equal(replyStop(fromOwnNumber, replies), stop))
}
