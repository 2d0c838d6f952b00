import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Value } from 'typebox/value'
import type { WebhookEvent } from '../../core/webhooks.ts'
import { callback } from './callback.ts'
import { WebhookBody } from './callback-reference.ts'

const EVENT: WebhookEvent = {
  event: 'message.delivered',
  sequence: 2,
  atMs: Date.parse('2026-03-02T09:15:31.420Z'),
  accountId: 'a',
  messageId: '0199d4c2-7a41-7c1e-8c02-9d1a44c07e5b',
  messageNumber: 7n,
  requestId: '0199d4c2-7a41-7c1e-9b5d-2f8f0a6f3c11',
  state: 'delivered',
  reason: null,
  msisdn: '256712345678',
  sender: 'MyApp',
  segments: 2,
  recipientName: null,
  reference: null,
}

test('a webhook says what happened to which message', () => {
  assert.equal(
    callback.body(EVENT),
    '{"type":"message.delivered","timestamp":"2026-03-02T09:15:31.420Z","data":{"to":"+256712345678",' +
      '"id":"0199d4c2-7a41-7c1e-8c02-9d1a44c07e5b","request_id":"0199d4c2-7a41-7c1e-9b5d-2f8f0a6f3c11","sender":"MyApp","state":"delivered",' +
      '"status":"delivered","reason":null,"segments":2,"sequence":2}}',
  )
})

const ROWS: [string, Partial<WebhookEvent>][] = [
  ['sent', { event: 'message.sent', state: 'sent', sequence: 1 }],
  ['failed', { event: 'message.failed', state: 'failed', reason: 'undeliverable' }],
  ['from a sender that JSON escapes', { sender: 'A"\\\u2028é' }],
]
for (const [name, fields] of ROWS) {
  test(`a webhook of a message ${name} is as the reference says`, () => {
    const event = { ...EVENT, ...fields }
    const body = JSON.parse(callback.body(event))
    assert.ok(Value.Check(WebhookBody, body), JSON.stringify(Value.Errors(WebhookBody, body)))
    assert.equal(body.data.sender, event.sender)
    assert.equal(body.data.reason, event.reason)
    assert.equal(body.data.status, event.state)
  })
}

test('what a subscriber wrote is told with both numbers, its text and the keyword it met', () => {
  const inbound = {
    id: '0199d4c2-7a41-7c1e-8c02-9d1a44c07e5b',
    accountId: 'a',
    from: '255701000000',
    to: '15015',
    text: 'stop "it"',
    receivedAtMs: EVENT.atMs,
    keyword: 'STOP',
    currency: 'TZS',
  }
  assert.deepEqual(JSON.parse(callback.inbound?.body(inbound) as string), {
    type: 'inbound.received',
    timestamp: '2026-03-02T09:15:31.420Z',
    data: { from: '+255701000000', to: '15015', id: inbound.id, text: inbound.text, keyword: 'STOP' },
  })
})

test('any 2xx is heard', () => {
  assert.deepEqual([199, 200, 204, 299, 300, 410, 500].filter(callback.heard), [200, 204, 299])
})

test('a webhook carries the signature that it is handed', () => {
  const signed = { 'webhook-id': 'i', 'webhook-timestamp': '1', 'webhook-signature': 'v1,x' }
  assert.deepEqual(
    callback.headers({ id: 'i', body: '{}', nowMs: 1000, sign: () => signed, hmacHex: () => '' }),
    signed,
  )
})

test('a webhook is tried ten times', () => {
  assert.equal(callback.retryMs(1, 0.5), 5000)
  assert.equal(callback.retryMs(9, 0.5), 86_400_000)
  assert.equal(callback.retryMs(10, 0.5), null)
})
