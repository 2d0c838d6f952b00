import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { startServer, type TestServer } from '../../../../test/harness/server.ts'
import { type Vendors, vendorsOf } from '../../../../test/harness/vendors.ts'
import { verify } from '../../pipeline/verify.ts'
import { verifyWebhook, webhookKey } from '../../webhooks/sign.ts'
import { conformance } from '../conformance.ts'
import { batchIdOf } from './batch-ids.ts'
import { type Business, businesses, driverOf, type Keys, REPORTS, SEND } from './conformance.ts'
import { ErrorAnswer, FieldErrorAnswer } from './error-reference.ts'
import { BalanceAnswer, ReportAnswer, SendAnswer } from './response.ts'

const FIXTURES = join(import.meta.dirname, 'fixtures')
const fixture = (name: string) => JSON.parse(readFileSync(join(FIXTURES, `${name}.json`), 'utf8'))

type Answer = { status: number; text: string; body: { message_batch_id: string } & ReportAnswer }

suite('wasambazie', { timeout: 300_000 }, () => {
  let server: TestServer
  let vendors: Vendors
  let business: (credits: number) => Promise<Business>
  const ends: (() => Promise<void>)[] = []
  before(async () => {
    const env = { NJIWA_ALLOW_PRIVATE_CALLBACKS: '1' }
    server = await startServer({ after: (end) => void ends.push(end) }, { env })
    vendors = vendorsOf(server)
    business = await businesses(vendors)
  })
  after(async () => {
    await vendors.close()
    for (const end of ends) await end()
  })

  conformance('wasambazie', () => driverOf(server, vendors))

  suite('wasambazie: its own', () => {
    const good = { to_number: '+255712345678', message: 'Hello', sender_id: 'MYBRAND' }
    const clientOf = (headers: Keys | Record<string, string>) => {
      const call = async (path: string, init: RequestInit = {}): Promise<Answer> => {
        const response = await fetch(`${server.url}/wasambazie${path}`, {
          ...init,
          headers: { ...headers, ...init.headers },
        })
        const text = await response.text()
        return { status: response.status, text, body: JSON.parse(text) }
      }
      const report = (id: string) => call(`${REPORTS}/${id}`)
      return {
        call,
        send: (change: object = {}, extra: Record<string, string> = {}) => {
          const body = JSON.stringify({ ...good, ...change })
          return call(SEND, { method: 'POST', body, headers: { 'content-type': 'application/json', ...extra } })
        },
        report,
        /** Polls, as a client does, until there is one. */
        async finalReport(id: string): Promise<Answer> {
          for (;;) {
            const answer = await report(id)
            if (answer.status !== 404) return answer
            await wait(25)
          }
        },
        balance: async () => (await call('/v1/balance/')).text,
      }
    }
    const client = async (credits: number) => clientOf(await (await business(credits)).keys())

    test('what becomes of each number of the sandbox, and who pays', async () => {
      const rows: [ending: string, status: number, inTheEnd: string | null, credits: number][] = [
        ['5678', 201, 'delivered', 1],
        ['0001', 502, null, 0],
        ['0002', 201, 'failed', 1], // a carrier took it
        ['0003', 201, 'failed', 1],
        ['0004', 201, 'delivered', 1], // throttled twice
        ['0006', 201, 'delivered', 1], // three receipts come
        ['0007', 201, 'delivered', 1], // the receipt overtakes the answer
        ['0008', 201, 'delivered', 1], // the connection drops once
        ['0009', 502, null, 0], // refused at each try
        ['0010', 201, 'delivered', 1], // taken after 3 s
      ]
      await Promise.all(
        rows.map(async ([ending, status, inTheEnd, credits]) => {
          const { send, finalReport, balance } = await client(10)
          const sent = await send({ to_number: `+25571234${ending}` })
          assert.equal(sent.status, status, `${ending}: ${sent.text}`)
          if (inTheEnd === null) {
            assert.deepEqual(sent.body, fixture('provider-rejected.502').response)
          } else {
            const { body } = await finalReport(sent.body.message_batch_id)
            assert.equal(body.messages[0]?.status, inTheEnd, ending)
          }
          assert.equal(await balance(), `{"balance":${10 - credits}.0}`, ending)
        }),
      )
    })

    test('a batch is refused when all of it was, and what was refused of it costs nothing', async () => {
      const { send, finalReport, balance } = await client(10)
      const both = await send({ to_number: '+255712340001,+255722340001' })
      assert.equal(both.status, 502)
      assert.equal(await balance(), '{"balance":10.0}')
      const one = await send({ to_number: '+255712340001,+255722345678', message: 'a'.repeat(161) })
      assert.equal(one.status, 201)
      assert.equal(await balance(), '{"balance":8.0}')
      const { body } = await finalReport(one.body.message_batch_id)
      const [refused, delivered] = body.messages
      assert.deepEqual(refused, { to_number: '+255712340001', status: 'failed', delivered_at: null })
      assert.deepEqual([delivered?.to_number, delivered?.status], ['+255722345678', 'delivered'])
      assert.match(delivered?.delivered_at ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
      assert.deepEqual(body.summary, { total: 2, delivered: 1, failed: 1 })
    })

    test('a repetition of what the provider rejected hears the same, and is not sent again', async () => {
      const { send, balance } = await client(10)
      const key = { 'idempotency-key': 'rejected' }
      const [first, ...others] = await Promise.all([1, 2, 3].map(() => send({ to_number: '+255712340001' }, key)))
      for (const { status, text } of [...others, await send({ to_number: '+255712340001' }, key)]) {
        assert.deepEqual([status, text], [502, first?.text])
      }
      assert.equal((await send({}, key)).status, 422)
      assert.equal(await balance(), '{"balance":10.0}')
    })

    test('a report is there once the batch is final, for its own account and dialect', async () => {
      const owner = await business(10)
      const { send, report } = clientOf(await owner.keys())
      const { body } = await send({ to_number: '+255712340005,+255722345678' }) // for the first no receipt comes
      const answer = await report(body.message_batch_id)
      assert.deepEqual([answer.status, answer.body], [404, fixture('report-not-available.404').response])
      const stranger = await (await client(0)).report(body.message_batch_id)
      assert.deepEqual([stranger.status, stranger.text], [404, '{"detail":"Not found."}'])
      assert.equal((await report(body.message_batch_id.toUpperCase())).text, '{"detail":"Not found."}')

      const token = await owner.token({ dialect: 'native', permissions: ['messages:send'] })
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
      const request = JSON.stringify({ sender: 'MYBRAND', to: ['+255712345678'], text: 'Hi' })
      const native = await fetch(`${server.url}/v1/requests`, { method: 'POST', headers, body: request })
      const { id } = (await native.json()) as { id: string }
      assert.equal((await report(batchIdOf(id))).text, '{"detail":"Not found."}')
    })

    test('the balance, with and without the slash at its end', async () => {
      const { call } = await client(4250)
      for (const path of ['/v1/balance/', '/v1/balance']) {
        assert.equal((await call(path)).text, '{"balance":4250.0}')
        assert.equal((await call(path, { method: 'POST' })).status, 405)
      }
      assert.equal((await call('/v1/sms/send/')).status, 404)
    })

    test('each error that the document prints', async () => {
      const { send } = await client(1)
      const rows: [name: string, answer: Answer][] = [
        ['sender-id-missing.400', await send({ sender_id: undefined })],
        ['credentials-invalid.401', await clientOf({}).send()],
        ['insufficient-credits.402', await send({ to_number: '+255712345678,+255722345678' })],
        ['insufficient-credits.402', await send({ message: 'a'.repeat(161) })],
        ['sender-id-not-approved.404', await send({ sender_id: 'UNKNOWN' })],
        ['sender-id-not-approved.404', await send({ sender_id: 'PENDING' })],
        ['to-number-missing.422', await send({ to_number: undefined })],
        ['provider-rejected.502', await send({ to_number: '+255712340001' })],
      ]
      for (const [name, { status, body }] of rows) {
        assert.deepEqual([status, body], [Number(name.split('.')[1]), fixture(name).response], name)
      }
      assert.equal((await send()).status, 201, 'the one credit is still there')
    })

    test('a caller past its limit waits', async () => {
      const owner = await business(10)
      const { send, call } = clientOf(await owner.keys({ requestsPerMinute: 1 }))
      assert.equal((await send()).status, 201)
      assert.match((await call('/v1/balance/')).text, /^\{"detail":"Too many requests/)
    })

    test("the document's own examples: its requests are taken, its answers are of our schemas", async () => {
      const schemas: [name: RegExp, schema: TSchema][] = [
        [/^send-/, SendAnswer],
        [/^delivery-report/, ReportAnswer],
        [/^balance/, BalanceAnswer],
        [/\.422\.json$/, FieldErrorAnswer],
        [/\.[45]\d\d\.json$/, ErrorAnswer],
      ]
      const { call, finalReport } = await client(10)
      let batchId = ''
      for (const name of readdirSync(FIXTURES).sort().reverse()) {
        const { request, response } = fixture(name.slice(0, -'.json'.length))
        const schema = schemas.find(([pattern]) => pattern.test(name))?.[1] as TSchema
        if (response) assert.deepEqual([...Value.Errors(schema, response)], [], name)
        if (!request) continue
        const { 'X-API-PUBLIC-KEY': _, 'X-API-SECRET-KEY': __, ...headers } = request.headers
        if (name.startsWith('delivery-report')) await finalReport(batchId)
        const { status, body } = await call(request.path.replace('abc123xyz', batchId), {
          method: request.method,
          headers,
          ...(request.body && { body: JSON.stringify(request.body) }),
        })
        assert.equal(status, Number(name.split('.').at(-2)), name)
        assert.deepEqual([...Value.Errors(schema, body)], [], name)
        if (response) assert.deepEqual(shapeOf(body), shapeOf(response), name)
        batchId = body.message_batch_id
      }
    })

    test("a batch is told of once, when it is final, in the words of its report and under the endpoint's secret", async () => {
      const hook = await receiver(2)
      const owner = await business(10)
      const made = await fetch(`${server.url}/v1/operator/accounts/${owner.accountId}/webhooks`, {
        method: 'POST',
        headers: { authorization: `Bearer ${server.operatorToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ url: hook.url, style: 'wasambazie', events: ['request.done'] }),
      })
      const { secret } = (await made.json()) as { secret: string }
      const { send, report } = clientOf(await owner.keys())
      const sent = [
        await send({ to_number: '+255712345678,+255712340002,+255712340001' }),
        await send({ to_number: '+255712340006' }), // three receipts come
      ]
      const told = await hook.all
      for (const { body } of sent) {
        const [first, ...more] = told.filter(({ text }) => text.includes(body.message_batch_id))
        assert.ok(first)
        assert.equal(more.length, 0)
        const { text } = await report(body.message_batch_id)
        assert.equal(first.text, text.replace('{', '{"event":"delivery.batch.finalized",'))
        // As the document has it: the whole secret is the key.
        const expected = createHmac('sha256', Buffer.from(secret)).update(first.text).digest('hex')
        assert.equal(first.headers['x-wasambazie-signature'], expected)
        assert.ok(verifyWebhook([webhookKey(secret)], first.headers as never, first.text, Date.now()))
      }
      hook.close()
    })

    test('the book is whole', async () => {
      assert.deepEqual((await verify(vendors.setup.database)).breaches, [])
    })
  })
})

/** Listens until `count` webhooks came. */
async function receiver(count: number) {
  const heard: { headers: IncomingHttpHeaders; text: string }[] = []
  const { promise: all, resolve } = Promise.withResolvers<typeof heard>()
  const http = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    heard.push({ headers: request.headers, text })
    response.end()
    if (heard.length === count) resolve(heard)
  })
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening))
  const { port } = http.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/hook`, all, close: () => http.close() }
}

/** Names and types, in their order; of a list, its first. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return [shapeOf(value[0])]
  if (typeof value !== 'object' || value === null) return typeof value
  return Object.entries(value).map(([name, field]) => [name, shapeOf(field)])
}
