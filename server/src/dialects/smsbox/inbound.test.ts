import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inbound } from './inbound.ts'

const ID = '0199d4c2-7a41-7c1e-8c02-9d1a44c07e5b'
const EVENT = {
  id: ID,
  accountId: 'a',
  from: '255701000000',
  to: '255701000001',
  text: 'Test message',
  receivedAtMs: Date.parse('2017-06-14T07:00:00.000Z'),
  keyword: null,
  currency: 'TZS',
}
const TRANSACTION = '0199d4c27a417c1e8c029d1a44c07e5b'

test('the body is the one of the document', () => {
  assert.deepEqual(JSON.parse(inbound.body(EVENT)), {
    from: '255701000000',
    to: '255701000001',
    channel: 'sms',
    timeUTC: 'Wed, 14 Jun 2017 07:00:00 GMT',
    transaction_id: TRANSACTION,
    message: { text: 'Test message', media: { mediaUrl: '' }, custom: {} },
    billing: { currency: 'TZS', subscriber_price: '0.00', billing_price: '0.00' },
  })
})

test("the currency is the wallet's, and the document's default for SMS units", () => {
  const currencyOf = (currency: string) => JSON.parse(inbound.body({ ...EVENT, currency })).billing.currency
  assert.deepEqual(['UGX', 'units'].map(currencyOf), ['UGX', 'TZS'])
})

const ANSWERS: [string, number, string, boolean][] = [
  ['the expected answer', 200, `{"transaction_id":"${TRANSACTION}","successful":true}`, true],
  [
    'the expected answer, created',
    201,
    ` { "successful": true, "transaction_id": "${TRANSACTION}", "more": 1 } `,
    true,
  ],
  ['the expected answer with another status', 500, `{"transaction_id":"${TRANSACTION}","successful":true}`, false],
  ['another transaction', 200, '{"transaction_id":"120a1039103910","successful":true}', false],
  ['no transaction', 200, '{"successful":true}', false],
  ['not successful', 200, `{"transaction_id":"${TRANSACTION}","successful":false}`, false],
  ['successful as text', 200, `{"transaction_id":"${TRANSACTION}","successful":"true"}`, false],
  ['nothing', 200, '', false],
  ['null', 200, 'null', false],
  ['no JSON', 200, 'OK', false],
]
for (const [name, status, answer, heard] of ANSWERS) {
  test(`${name} is ${heard ? 'heard' : 'asked for again'}`, () =>
    assert.equal(inbound.heard(status, answer, ID), heard))
}
