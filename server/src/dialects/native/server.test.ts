import assert from 'node:assert/strict'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, suite, test } from 'node:test'
import { startServer, type TestServer } from '../../../../test/harness/server.ts'
import { type Vendors, vendorsOf } from '../../../../test/harness/vendors.ts'
import { verifyWebhook, webhookKey } from '../../webhooks/sign.ts'
import { conformance } from '../conformance.ts'
import { PERMISSIONS } from './auth.ts'
import { bearer, driverOf } from './conformance.ts'

// biome-ignore lint/suspicious/noExplicitAny: a test names the fields it expects, and fails where they are not
type Body = any
type Heard = { headers: IncomingMessage['headers']; text: string }

suite('native, over the whole server', { timeout: 120_000 }, () => {
  let server: TestServer
  let vendors: Vendors
  const ends: (() => Promise<void>)[] = []
  before(async () => {
    const env = { NJIWA_ALLOW_PRIVATE_CALLBACKS: '1' }
    server = await startServer({ after: (end) => void ends.push(end) }, { env })
    vendors = vendorsOf(server)
  })
  after(async () => {
    await vendors.close()
    for (const end of ends) await end()
  })

  conformance('native', () => driverOf(server, vendors))

  test('a message is told of as it is sent and as it ends, and its story says so', async () => {
    const vendor = await vendors.vendor(10)
    const headers = bearer(await vendor.token({ dialect: 'native', permissions: PERMISSIONS }))
    const call = async (method: string, path: string, body?: object): Promise<Body> => {
      const init = body && { body: JSON.stringify(body) }
      const type = body && { 'content-type': 'application/json' }
      const response = await fetch(`${server.url}/v1${path}`, { method, headers: { ...headers, ...type }, ...init })
      return response.json()
    }
    const hook = await receiver(4)
    const { secret } = await call('POST', '/webhooks', { url: `${hook.url}/endpoint` })

    const to = ['+255712345678', '+255712340002']
    const sent = await call('POST', '/requests', { sender: 'megasms', to, text: 'Hi' })
    assert.deepEqual([sent.cost, sent.balance, sent.currency], ['2', '8', 'units'])

    const heard = await hook.all
    for (const { headers: signed, text } of heard) {
      assert.ok(verifyWebhook([webhookKey(secret)], signed as never, text, Date.now()))
    }
    const [good, bad] = sent.messages.map(({ id }: { id: string }) => heard.filter(({ text }) => text.includes(id)))
    assert.match(good[0].text, /"type":"message\.sent"/)
    assert.match(good[1].text, /"to":"\+255712345678".*"status":"delivered"/)
    assert.match(bad[1].text, /"status":"failed","reason":"undeliverable"/)

    const kinds = async (id: string) => {
      const { events } = await call('GET', `/messages/${id}`)
      return events.map(({ kind }: { kind: string }) => kind)
    }
    // A try is kept a moment after it was answered.
    while ((await kinds(sent.messages[0].id)).length < 6) assert.ok(hook.listening())
    const steps = ['accepted', 'sent', 'delivered', 'captured', 'webhook', 'webhook']
    assert.deepEqual((await kinds(sent.messages[0].id)).sort(), steps.sort())
    const { summary, charged } = await call('GET', `/requests/${sent.id}`)
    assert.deepEqual([summary.delivered, summary.failed, charged], [1, 1, '1'])
    const { data } = await call('GET', '/statement')
    assert.deepEqual(data.map(({ change }: { change: string }) => change).sort(), ['-2', '0', '1', '10'])
    hook.close()
  })
})

/** Listens until `count` webhooks came. */
async function receiver(count: number) {
  const heard: Heard[] = []
  const { promise: all, resolve } = Promise.withResolvers<Heard[]>()
  const http = createServer((request, response) => {
    let text = ''
    request.on('data', (data) => {
      text += data
    })
    request.on('end', () => {
      heard.push({ headers: request.headers, text })
      response.end()
      if (heard.length === count) resolve(heard)
    })
  })
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening))
  const { port } = http.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, all, listening: () => http.listening, close: () => http.close() }
}
