import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Tlvs } from '@njiwa/smpp'
import { receiptOf } from './receipts.ts'

const TEXT = { submitIdFormat: 'text', receiptIdFormat: 'text' } as const
const HEX_THEN_DECIMAL = { submitIdFormat: 'hex', receiptIdFormat: 'decimal' } as const

function read(text: string, tlvs: Tlvs = {}, formats: Parameters<typeof receiptOf>[1] = TEXT, esm_class = 4) {
  const short_message = Buffer.from(text, 'latin1')
  return receiptOf({ esm_class, short_message, source_addr: '+255700000000', destination_addr: 'INFO', tlvs }, formats)
}

test('every field of a receipt is told in our words', () => {
  assert.deepEqual(
    read('id:17 sub:001 dlvrd:001 submit date:2601311200 done date:2601311201 stat:DELIVRD err:000 text:Hi'),
    {
      remoteId: '17',
      outcome: 'delivered',
      reason: null,
      stat: 'DELIVRD',
      error: '000',
      msisdn: '255700000000',
      source: 'INFO',
    },
  )
})

for (const [text, tlvs, outcome, reason, stat] of [
  ['id:1 stat:UNDELIV err:1', {}, 'failed', 'undeliverable', 'UNDELIV'],
  ['id:1 stat:EXPIRED err:1', {}, 'failed', 'expired', 'EXPIRED'],
  ['id:1 stat:DELETED err:1', {}, 'failed', 'deleted', 'DELETED'],
  ['id:1 stat:REJECTD err:1', {}, 'failed', 'refused_by_network', 'REJECTD'],
  ['id:1 stat:ACCEPTD', {}, null, null, 'ACCEPTD'],
  ['id:1 stat:ENROUTE', {}, null, null, 'ENROUTE'],
  ['id:1 stat:delivrd', {}, 'delivered', null, 'DELIVRD'],
  ['id:1 stat:NEWWORD', {}, null, null, 'NEWWORD'],
  ['id:1', {}, null, null, 'UNKNOWN'],
  ['', { receipted_message_id: '1', message_state: 2 }, 'delivered', null, 'DELIVERED'],
  ['', { receipted_message_id: '1', message_state: 99 }, null, null, '99'],
  ['id:1 stat:ENROUTE', { message_state: 2 }, 'delivered', null, 'ENROUTE'],
] as const) {
  test(`'${text}' with ${JSON.stringify(tlvs)} is ${outcome}`, () => {
    const receipt = read(text, tlvs)
    assert.deepEqual(
      [receipt?.remoteId, receipt?.outcome, receipt?.reason, receipt?.stat],
      ['1', outcome, reason, stat],
    )
  })
}

test('an intermediate notification ends nothing, whatever it says', () => {
  assert.equal(read('id:1 stat:DELIVRD', {}, TEXT, 0x20)?.outcome, null)
})

test('where the text has a second spelling of the id the TLV is the one of the response', () => {
  assert.equal(read('id:41394 stat:DELIVRD', { receipted_message_id: 'A1B2' }, HEX_THEN_DECIMAL)?.remoteId, 'a1b2')
  assert.equal(read('id:41394 stat:DELIVRD', { receipted_message_id: '41394' }, HEX_THEN_DECIMAL)?.remoteId, 'a1b2')
  assert.equal(read('id:41394 stat:DELIVRD', {}, HEX_THEN_DECIMAL)?.remoteId, 'a1b2')
})

test('the network error stands in for a text without one', () => {
  const tlvs = { receipted_message_id: '1', network_error_code: Buffer.from([3, 0, 27]) }
  assert.equal(read('', tlvs)?.error, '27')
  assert.equal(read('id:1 err:099', tlvs)?.error, '099')
})

test('noise is no receipt, and control characters in one go nowhere', () => {
  for (const noise of ['', 'id:', 'stat:DELIVRD', '\0\0\0', 'id:\0']) assert.equal(read(noise), undefined)
  assert.deepEqual(read('id:1\0 stat:DELIVRD\0')?.remoteId, '1')
})
