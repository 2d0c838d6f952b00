import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { startServer, type TestServer } from '../../../../test/harness/server.ts'
import { type Vendors, vendorsOf } from '../../../../test/harness/vendors.ts'
import { conformance } from '../conformance.ts'
import { bearer, type Customer, customersOf, driverOf, MESSAGES, NUMBER, says } from './conformance.ts'
import { type Answer, clientOf, TO } from './testing/client.ts'

type Client = ReturnType<typeof clientOf>

suite('msgine', { timeout: 180_000 }, () => {
  let server: TestServer
  let vendors: Vendors
  let customer: (dollars: number) => Promise<Customer>
  const ends: (() => Promise<void>)[] = []
  before(async () => {
    server = await startServer({ after: (end) => void ends.push(end) })
    vendors = vendorsOf(server)
    customer = await customersOf(vendors.setup)
  })
  after(async () => {
    await vendors.close()
    for (const end of ends) await end()
  })

  conformance('msgine', () => driverOf(server, customer))

  suite('msgine: its own', () => {
    let ours: Customer
    let call: Client['call']
    let send: Client['send']
    before(async () => {
      ours = await customer(400)
      const client = clientOf(server, bearer(await ours.token()))
      call = client.call
      send = client.send
    })

    test('the numbers it takes: E.164 with its plus, as possible in their country', async () => {
      const rows: [to: unknown, taken: string[] | 'phone' | 'request'][] = [
        [TO, [TO]],
        [[TO], [TO]],
        [
          ['+14155552671', '+447911123456'],
          ['+14155552671', '+447911123456'],
        ],
        [
          [TO, TO, '+256701234567', TO],
          [TO, '+256701234567'],
        ],
        [many(1000), many(1000)],
        [[...many(1000), ...many(1000)], many(1000)],
        ['0701521269', 'phone'],
        ['256701521269', 'phone'],
        ['+0701521269', 'phone'],
        ['+256 701 521269', 'phone'],
        [` ${TO}`, 'phone'],
        ['+25670152126', 'phone'],
        ['+2567015212690', 'phone'],
        ['+999701521269', 'phone'],
        ['+٢٥٦٧٠١٥٢١٢٦٩', 'phone'],
        [`${TO},+256701234567`, 'phone'],
        ['', 'phone'],
        [[TO, '0701521269'], 'phone'],
        [[TO, ''], 'phone'],
        [many(1001), 'request'],
        [[], 'request'],
        ['+254712345678', 'request'], // nobody has priced Kenya
        [256701521269, 'request'],
        [[TO, 256701521269], 'request'],
        [{ 0: TO }, 'request'],
        [null, 'request'],
      ]
      for (const [to, taken] of rows) {
        const { status, body } = await send({ to })
        const label = `${JSON.stringify(to).slice(0, 60)}: ${body.error?.message}`
        if (Array.isArray(taken)) {
          assert.deepEqual([status, body.to], [201, taken], label)
        } else {
          assert.deepEqual(
            [status, body.error.code],
            [400, taken === 'phone' ? 'invalid_phone_number' : 'invalid_request'],
            label,
          )
          const value = [to].flat().at(-1)
          assert.deepEqual(body.error.details, taken === 'phone' ? { field: 'to', value } : { field: 'to' }, label)
        }
      }
    })

    test('the texts it takes, and what they cost', async () => {
      const rows: [message: unknown, parts: number | null][] = [
        ['a', 1],
        ['a'.repeat(160), 1],
        ['a'.repeat(161), 2],
        ['a'.repeat(180), 2],
        ['a'.repeat(306), 2],
        ['a'.repeat(307), 3],
        ['a'.repeat(1600), 11],
        ['ж'.repeat(70), 1],
        ['ж'.repeat(71), 2],
        ['😀'.repeat(1600), 49], // 33 pairs a part: none is split
        ['a'.repeat(1601), null],
        ['😀'.repeat(1601), null],
        ['', null],
        [7, null],
        [['a'], null],
        [null, null],
      ]
      for (const [message, parts] of rows) {
        const { status, body } = await send({ message })
        const label = `${JSON.stringify(message).slice(0, 20)} (${String(message).length})`
        if (parts === null) {
          assert.deepEqual(
            [status, body.error],
            [400, { ...body.error, code: 'invalid_request', details: { field: 'message' } }],
            label,
          )
        } else {
          assert.deepEqual([status, body.content, body.cost], [201, message, (parts * 5) / 100], label)
        }
      }
    })

    test('the senders it takes', async () => {
      const rows: [from: unknown, answer: string | 400][] = [
        [undefined, 'MyApp'],
        ['MyApp', 'MyApp'],
        ['MYAPP', 'MyApp'],
        ['UGANDA', 'UGANDA'],
        [NUMBER, NUMBER],
        [NUMBER.slice(1), 'invalid_sender_id'],
        ['+14155552672', 'invalid_sender_id'],
        ['+1415555', 'invalid_sender_id'],
        ['PENDING', 'invalid_sender_id'],
        ['Unknown', 'invalid_sender_id'],
        ['ELEVENCHARS', 'invalid_sender_id'],
        ['TWELVECHARS1', 'invalid_sender_id'],
        ['My App', 'invalid_sender_id'],
        [' MyApp', 'invalid_sender_id'],
        ['My-App', 'invalid_sender_id'],
        ['', 'invalid_sender_id'],
        [7, 400],
        [null, 'MyApp'], // as absent
      ]
      for (const [from, expected] of rows) {
        const { status, body } = await send({ from })
        const label = JSON.stringify(from)
        if (status === 201) assert.equal(body.from, expected, label)
        else if (expected === 400) assert.deepEqual([status, body.error.code], [400, 'invalid_request'], label)
        else {
          assert.deepEqual([status, body.error.code], [400, expected], label)
          assert.deepEqual(body.error.details, { field: 'from', value: from }, label)
        }
      }
      const abroad = await send({ from: 'UGANDA', to: '+14155552671' })
      assert.equal(abroad.body.error.code, 'invalid_sender_id', 'approved for Uganda alone')
    })

    test('where it tells is judged by its text', async () => {
      const rows: [callbackUrl: unknown, status: number][] = [
        ['https://hooks.example/told?x=1', 201],
        ['https://203.0.114.9/told', 201],
        ['http://hooks.example/told', 400],
        ['https://hooks.example:8443/told', 400],
        ['https://user:secret@hooks.example/', 400],
        ['https://127.0.0.1/', 400],
        ['https://2130706433/', 400],
        ['https://0x7f.1/', 400],
        ['https://[::1]/', 400],
        ['https://[::ffff:10.0.0.1]/', 400],
        ['https://169.254.169.254/latest/meta-data', 400],
        ['https://localhost/', 400],
        ['ftp://hooks.example/', 400],
        ['hooks.example', 400],
        [`https://hooks.example/${'x'.repeat(2048)}`, 400],
        ['', 400],
        [7, 400],
        [null, 201], // as absent
      ]
      for (const [callbackUrl, status] of rows) {
        const answer = await send({ callbackUrl })
        const label = JSON.stringify(callbackUrl).slice(0, 60)
        assert.equal(answer.status, status, label)
        if (status === 400) {
          assert.deepEqual(
            [answer.body.error.code, answer.body.error.details],
            ['invalid_request', { field: 'callbackUrl' }],
            label,
          )
        }
      }
    })

    test('a token is shown in three ways', async () => {
      const token = await ours.token()
      const rows: [who: Record<string, string>, status: number][] = [
        [{ authorization: `Bearer ${token}` }, 200],
        [{ authorization: `bearer  ${token}` }, 200],
        [{ authorization: token }, 200],
        [{ 'x-api-key': token }, 200],
        [{ authorization: '', 'x-api-key': token }, 200],
        [{ authorization: `Bearer ${token} x` }, 401],
        [{ authorization: `Token ${token}` }, 401],
        [{ authorization: 'Bearer YOUR_API_TOKEN', 'x-api-key': token }, 401],
        [{ 'x-api-key': `Bearer ${token}` }, 401],
        [{}, 401],
      ]
      for (const [who, status] of rows)
        assert.equal((await call(MESSAGES, who)).status, status, Object.keys(who).join())
    })

    test('every response carries the request, its rate, and JSON', async () => {
      const limited = bearer(await ours.token({ requestsPerMinute: 5 }))
      const rows: [answer: Answer, status: number, remaining: number][] = [
        [await send({}, limited), 201, 4],
        [await send({ to: 'x' }, limited), 400, 3],
        [await call(`${MESSAGES}/%ff`, limited), 404, 2],
        [await call('/api/v1/pricing/sms?country=UG', limited), 200, 1],
        [await send({ from: 'Unknown' }, limited), 400, 0],
        [await send({}, limited), 429, 0],
        [await send({}, bearer('YOUR_API_TOKEN')), 401, 0],
        [await call('/api/v1/nothing', {}), 404, 0],
      ]
      for (const [{ status, headers, body }, expected, remaining] of rows) {
        assert.deepEqual([status, headers.get('x-ratelimit-remaining')], [expected, String(remaining)])
        const known = status !== 401 && body.error?.message !== 'There is nothing at this path'
        assert.equal(headers.get('x-ratelimit-limit'), known ? '5' : '0')
        assert.match(headers.get('x-ratelimit-reset') ?? '', known ? /^[1-6]?[0-9]$/ : /^0$/)
        assert.match(headers.get('content-type') ?? '', /^application\/json/)
        if (status >= 400) assert.equal(body.meta.requestId, headers.get('x-request-id'))
      }
      const { body, headers: told } = await send({}, limited)
      assert.match(JSON.stringify(body), says('rate_limit_exceeded'))
      assert.equal(String(body.error.retryAfter), told.get('retry-after'))
      assert.ok((body.error.retryAfter as number) <= 12, 'one share of five a minute')
    })
  })
})

/** Distinct numbers. */
function many(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `+25670${String(index).padStart(4, '0')}999`)
}
