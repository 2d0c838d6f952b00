// What is told at a request's callbackUrl, and when it is told again.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { Value } from 'typebox/value'
import { startServer } from '../../../../test/harness/server.ts'
import { vendorsOf } from '../../../../test/harness/vendors.ts'
import type { WebhookEvent } from '../../core/webhooks.ts'
import { type SignedHeaders, verifyWebhook, webhookKey } from '../../webhooks/sign.ts'
import { callback } from './callback.ts'
import { WebhookBody } from './callback-reference.ts'
import { bearer, customersOf, SEND } from './conformance.ts'
import type { MessageAnswer } from './response.ts'

const TO = '+256701521269'
const UNREACHABLE = '+256701520002'

test("the body is the document's, field for field", () => {
  const printed = JSON.parse(readFileSync(new URL('./fixtures/webhook.json', import.meta.url), 'utf8'))
  const event = {
    requestId: '0199d4c2-7a41-7c1e-9b5d-2f8f0a6f3c11',
    event: 'message.delivered',
    state: 'delivered',
    msisdn: '256701521269',
    atMs: Date.parse('2024-01-15T10:30:15.999Z'),
  } as WebhookEvent
  const id = 'msg_0199d4c27a417c1e9b5d2f8f0a6f3c11'
  assert.equal(callback.body(event), JSON.stringify({ ...printed, id }))
  assert.deepEqual(Object.keys(WebhookBody.properties), Object.keys(printed))
  assert.ok(Value.Check(WebhookBody, printed))
})

test('any 2xx is heard; what is not is tried ten times', () => {
  const statuses = [199, 200, 204, 299, 300, 404, 500]
  assert.deepEqual(statuses.filter(callback.heard), [200, 204, 299])
  const gaps = Array.from({ length: 10 }, (_, index) => callback.retryMs(index + 1, 0.5))
  assert.deepEqual(gaps.slice(0, 5), [5_000, 25_000, 125_000, 625_000, 3_125_000])
  assert.deepEqual(gaps.slice(8), [21_600_000, null])
})

test('each recipient and change is told once, signed with the secret of the account', async (t) => {
  const sink = await sinkFor(4)
  t.after(() => sink.close())
  const server = await startServer(t, { env: { NJIWA_ALLOW_PRIVATE_CALLBACKS: '1' } })
  const vendors = vendorsOf(server)
  t.after(() => vendors.close())
  const customer = await (await customersOf(vendors.setup))(1)

  const body = JSON.stringify({ to: [TO, UNREACHABLE], message: 'Hello', callbackUrl: sink.url })
  const headers = { ...bearer(await customer.token()), 'content-type': 'application/json' }
  const sent = await fetch(`${server.url}/msgine${SEND}`, { method: 'POST', headers, body })
  const { id } = (await sent.json()) as MessageAnswer
  const told = await sink.told

  const keys = [webhookKey(customer.webhookSecret)]
  for (const { headers, text } of told) assert.ok(verifyWebhook(keys, headers, text, Date.now()), text)
  assert.equal(new Set(told.map(({ headers }) => headers['webhook-id'])).size, 4)
  const events = told.map(({ text }) => JSON.parse(text))
  for (const { timestamp } of events) assert.match(timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  const of = (to: string) => events.filter((event) => event.to === to).map(({ timestamp: _, ...rest }) => rest)
  const event = (to: string, status: string) => ({ id, event: `message.${status}`, status, to })
  assert.deepEqual(of(TO), [event(TO, 'sent'), event(TO, 'delivered')])
  assert.deepEqual(of(UNREACHABLE), [event(UNREACHABLE, 'sent'), event(UNREACHABLE, 'failed')])
})

type Told = { headers: SignedHeaders; text: string }

/** Resolves `told` at that many. */
async function sinkFor(count: number): Promise<{ url: string; told: Promise<Told[]>; close(): void }> {
  const told: Told[] = []
  const all = Promise.withResolvers<Told[]>()
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    told.push({ headers: request.headers as SignedHeaders, text })
    response.end()
    if (told.length === count) all.resolve(told)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/told`
  return {
    url,
    told: all.promise,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
