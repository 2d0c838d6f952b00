import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { RequestDone } from '../../core/webhooks.ts'
import { batchIdOf } from './batch-ids.ts'
import { callback } from './callback.ts'

const AT_MS = Date.parse('2024-01-15T10:30:00.999Z')
const DONE: RequestDone = {
  accountId: 'a',
  requestId: '0199d4c2-7a41-7c1e-9b5d-2f8f0a6f3c11',
  dialect: 'wasambazie',
  atMs: AT_MS + 5000,
  reference: null,
  messages: [
    { msisdn: '255712345678', state: 'delivered', reason: null, doneAtMs: AT_MS },
    { msisdn: '255722345678', state: 'failed', reason: 'undeliverable', doneAtMs: AT_MS },
    { msisdn: '255732345679', state: 'delivered', reason: null, doneAtMs: AT_MS },
  ],
}

test("a final batch is told as in the document's own example", () => {
  const { webhook } = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures/webhook.200.json'), 'utf8'))
  const told = JSON.parse(callback.requestBody?.(DONE) ?? '')
  assert.deepEqual(told.messages, [
    webhook.messages[0],
    { to_number: '+255722345678', status: 'failed', delivered_at: null },
    { ...webhook.messages[0], to_number: '+255732345679' },
  ])
  assert.deepEqual(told, { ...webhook, message_batch_id: batchIdOf(DONE.requestId), messages: told.messages })
  assert.deepEqual(Object.keys(told), Object.keys(webhook))
})

test('a trial of an endpoint is a batch of one', () => {
  const event = {
    event: 'message.delivered',
    sequence: 2,
    atMs: AT_MS,
    accountId: 'a',
    messageId: 'm',
    messageNumber: 0n,
    requestId: DONE.requestId,
    state: 'delivered',
    reason: null,
    msisdn: '255712345678',
    sender: 'TEST',
    segments: 1,
    recipientName: null,
    reference: null,
  } as const
  assert.equal(callback.body(event), callback.requestBody?.({ ...DONE, messages: DONE.messages.slice(0, 1) }))
})

test('a webhook carries the signature of its body beside those of Standard Webhooks', () => {
  const signed = { 'webhook-id': 'i', 'webhook-timestamp': '1', 'webhook-signature': 'v1,x' }
  const headers = callback.headers({ id: 'i', body: '{}', nowMs: 1000, sign: () => signed, hmacHex: () => 'beef' })
  assert.deepEqual(headers, { ...signed, 'X-Wasambazie-Signature': 'beef' })
})

test('200 alone is heard', () => {
  assert.deepEqual([199, 200, 201, 202, 204, 301, 410, 500].filter(callback.heard), [200])
})

test('a webhook is tried five times: at once, and after 5, 25, 125 and 625 s, a tenth more or less', () => {
  const gaps = (chance: number) => [1, 2, 3, 4, 5].map((tries) => callback.retryMs(tries, chance))
  assert.deepEqual(gaps(0.5), [5_000, 25_000, 125_000, 625_000, null])
  assert.deepEqual(gaps(0), [4_500, 22_500, 112_500, 562_500, null])
})
