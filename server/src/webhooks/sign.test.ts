import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { newWebhookSecret, signWebhook, verifyWebhook, webhookKey } from './sign.ts'

// The vector that the Standard Webhooks reference libraries test themselves with.
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek'
const nowMs = 1_614_265_330_000
const body = '{"test": 2432232314}'
const signed = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='

describe('signWebhook', () => {
  it('gives what the reference libraries give', () => {
    assert.deepEqual(signWebhook([webhookKey(secret)], id, nowMs, body), {
      'webhook-id': id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': signed,
    })
  })

  it('signs bytes as it signs the text they spell', () => {
    const text = '{"text":"ʻAbdu’l-Bahá 😀"}'
    const key = webhookKey(secret)
    assert.deepEqual(signWebhook([key], id, nowMs, Buffer.from(text)), signWebhook([key], id, nowMs, text))
  })

  it('lists one signature to each active secret', () => {
    const other = webhookKey(newWebhookSecret())
    const list = signWebhook([other, webhookKey(secret)], id, nowMs, body)['webhook-signature'].split(' ')
    assert.equal(list.length, 2)
    assert.equal(list[1], signed)
  })

  it('tells whole seconds', () => {
    assert.equal(signWebhook([], id, nowMs + 999, body)['webhook-timestamp'], '1614265330')
    assert.equal(signWebhook([], id, nowMs + 1000, body)['webhook-timestamp'], '1614265331')
  })
})

describe('verifyWebhook', () => {
  const [oldKey, newKey] = [webhookKey(newWebhookSecret()), webhookKey(newWebhookSecret())]
  const headers = signWebhook([newKey, oldKey], id, nowMs, body)
  const rows: [name: string, holds: boolean, ...Parameters<typeof verifyWebhook>][] = [
    ['the new secret', true, [newKey], headers, body, nowMs],
    ['the old secret while both are active', true, [oldKey], headers, body, nowMs],
    ['a secret of another', false, [webhookKey(secret)], headers, body, nowMs],
    ['no secret', false, [], headers, body, nowMs],
    ['another body', false, [newKey], headers, `${body} `, nowMs],
    ['another id', false, [newKey], { ...headers, 'webhook-id': 'msg_other' }, body, nowMs],
    ['another time', false, [newKey], { ...headers, 'webhook-timestamp': '1614265331' }, body, nowMs],
    ['a time that is none', false, [newKey], { ...headers, 'webhook-timestamp': 'now' }, body, nowMs],
    ['no signature', false, [newKey], { ...headers, 'webhook-signature': '' }, body, nowMs],
    ['five minutes later', true, [newKey], headers, body, nowMs + 300_000],
    ['a moment more', false, [newKey], headers, body, nowMs + 300_001],
    ['five minutes early', true, [newKey], headers, body, nowMs - 300_000],
    ['a moment earlier', false, [newKey], headers, body, nowMs - 300_001],
  ]
  for (const [name, holds, ...args] of rows) {
    it(`${holds ? 'accepts' : 'refuses'} ${name}`, () => assert.equal(verifyWebhook(...args), holds))
  }
})

describe('webhookKey', () => {
  const ofLength = (bytes: number) => `whsec_${Buffer.alloc(bytes, 7).toString('base64')}`
  for (const length of [24, 32, 64]) {
    it(`takes ${length} bytes`, () => assert.deepEqual(webhookKey(ofLength(length)).export(), Buffer.alloc(length, 7)))
  }
  const refused = [ofLength(23), ofLength(65), '', 'whsec_', secret.slice(6), `${secret}!`, `WHSEC_${secret.slice(6)}`]
  for (const text of refused) {
    it(`refuses ${JSON.stringify(text.slice(0, 20))} of ${text.length} characters, without saying it`, () => {
      assert.throws(() => webhookKey(text), { name: 'TypeError', message: 'not a webhook secret' })
    })
  }

  it('makes secrets of 32 bytes, never twice the same', () => {
    assert.equal(webhookKey(newWebhookSecret()).symmetricKeySize, 32)
    assert.notEqual(newWebhookSecret(), newWebhookSecret())
  })
})
