import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TObject } from 'typebox'
import { Value } from 'typebox/value'
import type { InboundEvent } from '../../core/inbound.ts'
import type { MessageState } from '../../core/messages.ts'
import type { WebhookEvent } from '../../core/webhooks.ts'
import { callback } from './callback.ts'
import { DeliveryBody, InboundBody } from './callback-reference.ts'
import { messageId } from './ids.ts'

const requestId = '01a200b0-734d-7002-8cae-65ba4f4b04d1'
const event = { requestId, msisdn: '22687161524', recipientName: 'Alex', reference: 'order-481' } as WebhookEvent

test('the end of a message is told, and nothing before it', () => {
  assert.deepEqual(callback.tells, ['message.delivered', 'message.failed'])
  const rows: [state: MessageState, status: string][] = [
    ['delivered', 'DELIVERED'],
    ['failed', 'UNDELIVERED'],
  ]
  for (const [state, Status] of rows) {
    assert.deepEqual(JSON.parse(callback.body({ ...event, state })), {
      request_id: messageId(requestId),
      reference_id: 'order-481',
      recipient_name: 'Alex',
      dest_addr: '+22687161524',
      Status,
    })
  }
  const { reference_id, recipient_name } = JSON.parse(
    callback.body({ ...event, state: 'delivered', recipientName: null, reference: null }),
  )
  assert.deepEqual([reference_id, recipient_name], [null, null])
})

test('what is posted is what the reference says', () => {
  const inboundEvent = {
    id: requestId,
    from: '255701000000',
    to: '255701000001',
    text: 'Hi',
    receivedAtMs: 0,
    currency: 'TZS',
  }
  const rows: [schema: TObject, body: string | undefined][] = [
    [DeliveryBody, callback.body({ ...event, state: 'delivered' })],
    [DeliveryBody, callback.body({ ...event, state: 'failed', recipientName: null, reference: null })],
    [InboundBody, callback.inbound?.body(inboundEvent as InboundEvent)],
  ]
  for (const [schema, body] of rows) {
    const posted = JSON.parse(body ?? '')
    assert.ok(Value.Check(schema, posted), body)
    assert.deepEqual(Object.keys(posted), Object.keys(schema.properties))
  }
})

test('any 2xx is heard; 10 tries, the gaps five times as long each time and 6 hours at the most', () => {
  for (const [status, heard] of [
    [199, false],
    [200, true],
    [299, true],
    [300, false],
    [500, false],
  ] as const)
    assert.equal(callback.heard(status), heard, String(status))
  const gaps = Array.from({ length: 10 }, (_, index) => callback.retryMs(index + 1, 0.5))
  assert.deepEqual(
    gaps,
    [5, 25, 125, 625, 3125, 15_625, 21_600, 21_600, 21_600].map((s) => s * 1000).concat(null as never),
  )
})
