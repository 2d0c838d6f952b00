import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import type { WebhookEvent } from '../../core/webhooks.ts'
import { callback } from './callback.ts'

const ID = '0199d4c2-7a41-7c1e-9b5d-2f8f0a6f3c11'
const DELIVERED: WebhookEvent = {
  event: 'message.delivered',
  sequence: 2,
  atMs: Date.parse('2026-06-01T07:00:03.250Z'),
  accountId: '',
  messageId: ID,
  messageNumber: 7n,
  requestId: '',
  state: 'delivered',
  reason: null,
  msisdn: '256712345678',
  sender: 'eSMSAfrica',
  segments: 1,
  amount: 1_202_200n,
  currency: 'KES',
  recipientName: null,
  reference: null,
}

test('a webhook says what became of which message', () => {
  const at = '2026-06-01T07:00:03.250+00:00'
  const told = {
    event: 'message.delivered',
    message_id: `msg-${ID}`,
    status: 'delivered',
    phone: '+256712345678',
    sender_id: 'eSMSAfrica',
    segments: 1,
    cost: 1.2022,
    error_code: null,
    retry_count: 0,
    delivered_at: at,
    failed_at: null,
  }
  assert.deepEqual(JSON.parse(callback.body(DELIVERED)), told)
  const failed = { ...DELIVERED, event: 'message.failed', state: 'failed', reason: 'undeliverable' } as const
  assert.deepEqual(JSON.parse(callback.body(failed)), {
    ...told,
    event: 'message.failed',
    status: 'failed',
    error_code: 'undeliverable',
    delivered_at: null,
    failed_at: at,
  })
})

test('nobody is told that a message is on its way', () => {
  assert.deepEqual(callback.tells, ['message.delivered', 'message.failed'])
})

test('it carries both signatures', () => {
  const body = callback.body(DELIVERED)
  const hex = createHmac('sha256', 'whsec_whole').update(body).digest('hex')
  const signed = { 'webhook-id': 'i', 'webhook-timestamp': '1', 'webhook-signature': 'v1,x' }
  assert.deepEqual(callback.headers({ id: 'i', body, nowMs: 1000, sign: () => signed, hmacHex: () => hex }), {
    ...signed,
    'X-Webhook-Signature': `sha256=${hex}`,
  })
})

test('any 2xx is heard', () => {
  const rows = { 199: false, 200: true, 202: true, 299: true, 300: false, 404: false, 500: false }
  for (const [status, heard] of Object.entries(rows)) assert.equal(callback.heard(Number(status)), heard, status)
})

test('it is tried again five times, at the times that are published', () => {
  const seconds = [1, 2, 3, 4, 5].map((tries) => (callback.retryMs(tries, 0.5) ?? 0) / 1000)
  assert.deepEqual(seconds, [10, 30, 90, 270, 780])
  assert.equal(callback.retryMs(6, 0.5), null)
})
