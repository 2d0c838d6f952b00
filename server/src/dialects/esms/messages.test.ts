import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, suite, test } from 'node:test'
import { Value } from 'typebox/value'
import { startServer, type TestServer } from '../../../../test/harness/server.ts'
import { type Vendors, vendorsOf } from '../../../../test/harness/vendors.ts'
import { bearer, type Customer, customersOf, MESSAGES } from './conformance.ts'
import { ListAnswer, MessageStory, SentAnswer } from './response.ts'
import { clientOf, faults } from './testing/client.ts'

const UG = { to: '+256712345678', sender_id: 'eSMSAfrica' }

suite('esms: what becomes of a message', { timeout: 120_000 }, () => {
  let server: TestServer
  let vendors: Vendors
  let customer: (micro: bigint) => Promise<Customer>
  let ours: Customer
  let client: ReturnType<typeof clientOf>
  const ends: (() => Promise<void>)[] = []
  before(async () => {
    const env = { NJIWA_ALLOW_PRIVATE_CALLBACKS: '1' }
    server = await startServer({ after: (end) => void ends.push(end) }, { env })
    vendors = vendorsOf(server)
    customer = await customersOf(server, vendors.setup)
    ours = await customer(1_000_000_000n)
    client = clientOf(server, await ours.token())
  })
  after(async () => {
    await vendors.close()
    for (const end of ends) await end()
  })

  test('a scheduled message is paid for at once, shown with its time, and can be cancelled until then', async () => {
    const before = await client.balance()
    const at = new Date(Math.floor(Date.now() / 1000) * 1000 + 3_600_000).toISOString()
    const shown = at.replace('.000Z', '+00:00')
    for (const scheduled_at of [at, at.replace('.000Z', 'Z'), shown]) {
      const { body } = await client.send({ ...UG, schedule_mode: 'scheduled', scheduled_at })
      assert.deepEqual([body.status, body.scheduled_at, body.cost], ['scheduled', shown, 1.2022], scheduled_at)
      const found = (await client.read(body.id)).body
      assert.deepEqual([found.status, found.scheduled_at], ['scheduled', shown])
      assert.deepEqual(
        found.timeline.map(({ event, status }) => [event, status]),
        [['scheduled', 'scheduled']],
      )
      await cancel(body.id)
      const cancelled = (await client.read(body.id)).body
      assert.deepEqual([cancelled.status, cancelled.scheduled_at], ['cancelled', shown])
      assert.equal(cancelled.timeline.at(-1)?.event, 'cancelled')
    }
    assert.equal(await client.balance(), before)
    const early = new Date(Date.now() + 290_000).toISOString()
    const refused = await client.send({ schedule_mode: 'scheduled', scheduled_at: early })
    assert.deepEqual(
      [refused.status, refused.body.detail],
      [400, 'scheduled_at must be at least 5 minutes in the future'],
    )
    const timeless = await client.send({ schedule_mode: 'scheduled' })
    assert.deepEqual(
      [timeless.status, timeless.body.detail],
      [400, 'scheduled_at is required when schedule_mode is "scheduled"'],
    )
    const now = await client.send({ scheduled_at: early })
    assert.deepEqual([now.body.status, now.body.scheduled_at], ['submitted', null])
  })

  /** As the account does it in the portal. */
  async function cancel(id: string): Promise<void> {
    const headers = bearer(await ours.token({ dialect: 'native', permissions: ['messages:send', 'messages:read'] }))
    const found = await fetch(`${server.url}/v1/messages/${id.replace('msg-', '')}`, { headers })
    const { request_id } = (await found.json()) as { request_id: string }
    const cancelled = await fetch(`${server.url}/v1/requests/${request_id}`, { method: 'DELETE', headers })
    assert.ok(cancelled.ok, await cancelled.text())
  }

  test('a message is followed to its end, by its id with msg- or without', async () => {
    const { body } = await client.send({ ...UG, text: 'Habari' })
    const done = await client.until(body.id, 'delivered')
    assert.deepEqual([...Value.Errors(MessageStory, done)], [])
    assert.deepEqual([done.to, done.text, done.sender_id], ['+256712345678', 'Habari', 'eSMSAfrica'])
    assert.deepEqual(
      done.timeline.map(({ event, status }) => [event, status]),
      [
        ['submitted', 'submitted'],
        ['sent', 'submitted'],
        ['delivered', 'delivered'],
      ],
    )
    assert.doesNotMatch(JSON.stringify(done.timeline), /carrier|remote/i, 'whom we send by is ours to know')
    const bare = body.id.replace('msg-', '')
    for (const id of [bare, body.id.toUpperCase(), bare.toUpperCase()]) {
      assert.equal((await client.read(id)).body.id, body.id, id)
    }
  })

  test('what failed is given back, and can be sent once more', async () => {
    const before = await client.balance()
    const { body } = await client.send({ to: '+254712340002', sender_id: undefined, text: 'Once more' })
    const failed = await client.until(body.id, 'failed')
    assert.equal(failed.timeline.at(-1)?.event, 'failed')
    assert.equal(await client.balance(), before)
    const key = { 'idempotency-key': `retry ${body.id}` }
    const again = await client.retry(body.id, key)
    assert.equal(again.status, 200, again.text)
    assert.deepEqual([...Value.Errors(SentAnswer, again.body)], [])
    assert.notEqual(again.body.id, body.id)
    assert.equal((await client.retry(body.id, key)).text, again.text)
    const twin = await client.until(again.body.id, 'failed')
    assert.deepEqual([twin.to, twin.text, twin.sender_id], [failed.to, failed.text, failed.sender_id])
    assert.equal((await client.read(body.id)).body.status, 'failed')
  })

  test('only what failed, and is ours, is sent once more; a body is no matter', async () => {
    const delivered = await client.send()
    await client.until(delivered.body.id, 'delivered')
    const at = new Date(Date.now() + 600_000).toISOString()
    const waiting = await client.send({ schedule_mode: 'scheduled', scheduled_at: at })
    const rows: [id: string, status: number, detail?: string][] = [
      [delivered.body.id, 409, 'Only a failed message can be retried'],
      [waiting.body.id, 409, 'Only a failed message can be retried'],
      ['x', 404, 'Message not found'],
      [delivered.body.id.replace(/.$/, (last) => (last === '0' ? '1' : '0')), 404, 'Message not found'],
    ]
    for (const [id, status, detail] of rows) {
      const answer = await client.retry(id)
      assert.deepEqual([answer.status, answer.body.detail], [status, detail], id)
    }
    const failed = await client.send({ to: '+254712340001' })
    await client.until(failed.body.id, 'failed')
    const json = { 'content-type': 'application/json' }
    for (const headers of [{}, json, { 'content-type': 'text/plain' }]) {
      assert.equal((await client.retry(failed.body.id, headers)).status, 200)
    }
    const retry = `${MESSAGES}/${failed.body.id}/retry`
    assert.equal((await client.call('POST', retry, { body: {} })).status, 200)
    const other = clientOf(server, await (await customer(1_000_000n)).token())
    assert.equal((await other.retry(failed.body.id)).status, 404)
  })

  test('messages by page and status, the newest first, of this API alone', async () => {
    const lister = await customer(100_000_000n)
    const mine = clientOf(server, await lister.token())
    const ids: string[] = []
    for (const to of ['+254712345678', '+254712345679', '+254712340002']) ids.unshift((await mine.send({ to })).body.id)
    await mine.until(ids[0] as string, 'failed')
    await mine.until(ids[1] as string, 'delivered')
    await mine.until(ids[2] as string, 'delivered')
    const native = bearer(await lister.token({ dialect: 'native', permissions: ['messages:send'] }))
    const elsewhere = await fetch(`${server.url}/v1/requests`, {
      method: 'POST',
      headers: { ...native, 'content-type': 'application/json' },
      body: JSON.stringify({ to: ['+254712345678'], sender: 'MyApp', text: 'Hello' }),
    })
    assert.equal(elsewhere.status, 202)
    const rows: [query: string, ids: string[], total: number, page: number, limit: number][] = [
      ['', ids, 3, 0, 20],
      ['?page=0&limit=2', ids.slice(0, 2), 3, 0, 2],
      ['?page=1&limit=2', ids.slice(2), 3, 1, 2],
      ['?page=2&limit=2', [], 3, 2, 2],
      ['?page=999999999&limit=100', [], 3, 999999999, 100],
      ['?limit=101', ids, 3, 0, 100],
      ['?status=failed', ids.slice(0, 1), 1, 0, 20],
      ['?status=delivered&limit=1', ids.slice(1, 2), 2, 0, 1],
      ['?status=submitted', [], 0, 0, 20],
      ['?status=scheduled', [], 0, 0, 20],
      ['?status=cancelled&unknown=1', [], 0, 0, 20],
    ]
    for (const [query, expected, total, page, limit] of rows) {
      const { body } = await mine.call<ListAnswer>('GET', `${MESSAGES}${query}`)
      assert.deepEqual([...Value.Errors(ListAnswer, body)], [], query)
      const { messages, ...rest } = body
      assert.deepEqual(rest, { total, page, limit }, query)
      assert.deepEqual(
        messages.map(({ id }) => id),
        expected,
        query,
      )
    }
    for (const field of ['page=-1', 'page=1.5', 'page=x', 'page=', 'limit=0', 'limit=-1', 'limit=1e1', 'status=sent']) {
      const { status, body } = await mine.call('GET', `${MESSAGES}?${field}`)
      assert.deepEqual([status, faults(body.detail)], [422, [`query.${field.split('=')[0]}`]], field)
    }
  })

  test('an endpoint in this style is told of the end, signed with the whole secret, and hears of this API alone', async (t) => {
    const sink = await listen(t)
    const { url } = server
    const headers = { ...bearer(server.operatorToken), 'content-type': 'application/json' }
    const added = await fetch(`${url}/v1/operator/accounts/${ours.accountId}/webhooks`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ url: sink.url, style: 'esms' }), // of all events
    })
    const { secret } = (await added.json()) as { secret: string }
    const native = bearer(await ours.token({ dialect: 'native' }))
    const elsewhere = await fetch(`${url}/v1/requests`, {
      method: 'POST',
      headers: { ...native, 'content-type': 'application/json' },
      body: JSON.stringify({ to: ['+254712345678'], sender: 'MyApp', text: 'Hello' }),
    })
    assert.equal(elsewhere.status, 202)
    const delivered = (await client.send(UG)).body.id
    const failed = (await client.send({ to: '+254712340002' })).body.id
    await sink.until(2)
    const bodies = new Map(
      sink.posts.map(({ raw, headers }) => {
        const hex = createHmac('sha256', secret).update(raw).digest('hex')
        assert.equal(headers['x-webhook-signature'], `sha256=${hex}`)
        assert.match(String(headers['webhook-id']), /^[0-9a-f-]{36}$/)
        assert.match(String(headers['webhook-signature']), /^v1,/)
        const body = JSON.parse(raw)
        return [body.message_id, body] as const
      }),
    )
    assert.deepEqual([...bodies.keys()].sort(), [delivered, failed].sort())
    const { event, status, phone, delivered_at, failed_at } = bodies.get(delivered)
    assert.deepEqual([event, status, phone, failed_at], ['message.delivered', 'delivered', '+256712345678', null])
    assert.equal(typeof delivered_at, 'string')
    const { event: told, error_code, delivered_at: never } = bodies.get(failed)
    assert.deepEqual([told, error_code, never], ['message.failed', 'undeliverable', null])
  })
})

/** A customer's server: what was posted to it, as it came. */
async function listen(t: { after(done: () => Promise<void>): void }) {
  const posts: { raw: string; headers: IncomingHttpHeaders }[] = []
  let heard = (): void => {}
  const sink = createServer(async (request, response) => {
    let raw = ''
    for await (const chunk of request) raw += chunk
    posts.push({ raw, headers: request.headers })
    response.writeHead(204).end()
    heard()
  })
  await new Promise<void>((listening) => sink.listen(0, '127.0.0.1', listening))
  t.after(async () => {
    sink.closeAllConnections()
    await new Promise((closed) => sink.close(closed))
  })
  async function until(count: number): Promise<void> {
    while (posts.length < count) {
      await new Promise<void>((next) => {
        heard = next
      })
    }
  }
  return { url: `http://127.0.0.1:${(sink.address() as AddressInfo).port}/told`, posts, until }
}
