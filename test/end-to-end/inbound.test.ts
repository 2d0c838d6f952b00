// What a subscriber writes, from the sandbox's SMSC to the account's own server: assembled, posted until it is answered as
// SMSBox's document expects, and answered by keyword.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { startServer, type TestServer } from '../harness/server.ts'

const finished: (() => Promise<void>)[] = []
after(async () => {
  for (const finish of finished) await finish()
})

// biome-ignore lint/suspicious/noExplicitAny: what a test reads of an answer is what it proves
type Json = any
type Told = { key: string | undefined; webhookId: string | undefined; body: Json }

let server: TestServer
let sink: { url: string; told: Told[] }
const NUMBER = '255701000001'
const SUBSCRIBER = '255701000000'

before(async () => {
  server = await startServer(
    { after: (done) => void finished.push(done) },
    { env: { NJIWA_ALLOW_PRIVATE_CALLBACKS: '1' } },
  )
  sink = await startSink()
})

/** It answers as it should from the second try of each on. */
async function startSink(): Promise<typeof sink> {
  const told: Told[] = []
  const http = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const body = JSON.parse(text)
    const again = told.some((each) => each.body.transaction_id === body.transaction_id)
    const { 'api-key': key, 'webhook-id': webhookId } = request.headers
    told.push({ key: key as string | undefined, webhookId: webhookId as string | undefined, body })
    response.end(again ? JSON.stringify({ transaction_id: body.transaction_id, successful: true }) : 'OK')
  })
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening))
  finished.unshift(async () => {
    http.closeAllConnections()
    await new Promise((closed) => http.close(closed))
  })
  return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/inbound`, told }
}

async function operator(method: string, path: string, body?: object): Promise<Json> {
  const response = await fetch(`${server.url}/v1/operator${path}`, {
    method,
    headers: { authorization: `Bearer ${server.operatorToken}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  assert.ok(response.ok, text)
  return JSON.parse(text)
}

test('a long message in UCS-2 arrives whole, with the api-key, until it is answered as expected; STOP is confirmed', async () => {
  const [plan] = (await operator('GET', '/rate-plans')).data
  const { id } = await operator('POST', '/accounts', { name: 'Duka', rate_plan_id: plan.id })
  const credit = { amount: '10', currency: 'units', note: 'test', reference: 'test' }
  await operator('POST', `/accounts/${id}/credits`, credit)
  const key = { dialect: 'smsbox', name: 'shop', permissions: ['messages:send', 'messages:read'] }
  const { public_id: publicKey } = await operator('POST', `/accounts/${id}/credentials`, key)
  const number = { number: NUMBER, style: 'smsbox', callback_url: sink.url }
  await operator('POST', `/accounts/${id}/numbers`, number)
  const reader = { dialect: 'native', name: 'reader', permissions: ['messages:read'] }
  const { secret: token } = await operator('POST', `/accounts/${id}/credentials`, reader)
  const read = async (path: string): Promise<Json> =>
    (await fetch(`${server.url}/v1${path}`, { headers: { authorization: `Bearer ${token}` } })).json()

  const text = 'Habari za leo 🕊 nataka bei ya mahindi, tafadhali — '.repeat(4)
  const write = (text: string) => operator('POST', '/sandbox/inbound', { from: SUBSCRIBER, to: NUMBER, text })
  assert.ok((await write(text)).segments > 1)
  await write('Stop')
  while (sink.told.length < 4) await wait(50)
  const [first, ...more] = sink.told.filter(({ body }) => body.message.text === text)
  assert.deepEqual(more, [first])
  assert.equal(first?.key, publicKey)
  const { timeUTC, transaction_id: transaction, ...body } = (first as Told).body
  assert.match(timeUTC, /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/)
  assert.equal(transaction, first?.webhookId?.replaceAll('-', ''))
  assert.deepEqual(body, {
    from: SUBSCRIBER,
    to: NUMBER,
    channel: 'sms',
    message: { text, media: { mediaUrl: '' }, custom: {} },
    billing: { currency: 'TZS', subscriber_price: '0.00', billing_price: '0.00' },
  })

  let inbox: Json[]
  do inbox = (await read('/inbound')).data
  while (inbox.some(({ callback }) => callback !== 'delivered'))
  assert.deepEqual(
    inbox.map(({ text, action, reply_refused }) => [text, action, reply_refused]),
    [
      ['Stop', 'opt_out', null],
      [text, null, null],
    ],
  )
  const confirmation = (await read('/messages')).data[0]
  assert.deepEqual([confirmation.to, confirmation.sender], [`+${SUBSCRIBER}`, NUMBER])
  assert.equal(confirmation.request_id, inbox[0].reply_request_id)
})
