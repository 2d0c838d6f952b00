import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import fc from 'fast-check'
import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { startServer, type TestServer } from '../../../../test/harness/server.ts'
import { type Vendors, vendorsOf } from '../../../../test/harness/vendors.ts'
import { conformance } from '../conformance.ts'
import { type Customer, customersOf, driverOf, SEND } from './conformance.ts'
import { ErrorAnswer } from './error-reference.ts'
import { SendBody } from './request.ts'
import { type RoutesAnswer, SentAnswer } from './response.ts'
import { clientOf, type Detail, faults } from './testing/client.ts'

const PHONE = 'Phone number could not be parsed or is missing a country code. Use E.164, such as +256712345678'
const NO_ROUTE = 'No active route for the destination country'
const UG = { to: '+256712345678', sender_id: 'eSMSAfrica' }

suite('esms', { timeout: 180_000 }, () => {
  let server: TestServer
  let vendors: Vendors
  let customer: (micro: bigint) => Promise<Customer>
  const ends: (() => Promise<void>)[] = []
  before(async () => {
    server = await startServer({ after: (end) => void ends.push(end) })
    vendors = vendorsOf(server)
    customer = await customersOf(server, vendors.setup)
  })
  after(async () => {
    await vendors.close()
    for (const end of ends) await end()
  })

  conformance('esms', () => driverOf(server, customer))

  suite('esms: its own', () => {
    let ours: Customer
    let client: ReturnType<typeof clientOf>
    before(async () => {
      ours = await customer(10_000_000_000n)
      client = clientOf(server, await ours.token())
    })

    test('the numbers it takes: E.164 with its plus', async () => {
      const rows: [to: unknown, status: number, detail?: Detail | undefined][] = [
        ['+254712345678', 200],
        ['+254110345678', 200],
        ['254712345678', 400, PHONE],
        ['0712345678', 400, PHONE],
        ['00254712345678', 400, PHONE],
        ['+0712345678', 400, PHONE],
        ['+254 712 345678', 400, PHONE],
        ['+254-712-345678', 400, PHONE],
        [' +254712345678', 400, PHONE],
        ['+25471234', 400, PHONE],
        ['+2547123456789012', 400, PHONE],
        ['+999712345678', 400, PHONE],
        ['+٢٥٤٧١٢٣٤٥٦٧٨', 400, PHONE],
        ['+254712345678,+254712345679', 400, PHONE],
        ['+', 400, PHONE],
        ['', 400, PHONE],
        [254712345678, 422],
        [['+254712345678'], 422],
        [{ 0: '+254712345678' }, 422],
        [true, 422],
        [null, 422],
      ]
      for (const [to, status, detail] of rows) {
        const answer = await client.send({ to })
        const label = `${JSON.stringify(to)}: ${answer.text}`
        assert.equal(answer.status, status, label)
        if (detail !== undefined) assert.equal(answer.body.detail, detail, label)
        if (status === 422) assert.deepEqual(faults(answer.body.detail), ['body.to'], label)
      }
    })

    test('the texts it takes, and what their segments cost in both currencies', async () => {
      const rows: [text: unknown, segments: number, cost: number, routeCost: number][] = [
        ['a', 1, 1.2022, 35],
        ['a'.repeat(160), 1, 1.2022, 35],
        ['a'.repeat(161), 2, 2.4044, 70],
        ['a'.repeat(306), 2, 2.4044, 70],
        ['a'.repeat(307), 3, 3.6066, 105], // 105 × 0.034349 is 3.606645
        ['a'.repeat(1600), 11, 13.2244, 385],
        [`${'a'.repeat(152)}€${'b'.repeat(152)}`, 3, 3.6066, 105],
        ['ж'.repeat(70), 1, 1.2022, 35],
        ['ж'.repeat(71), 2, 2.4044, 70],
        ['😀'.repeat(1600), 49, 58.9085, 1715],
        [' ', 1, 1.2022, 35],
        ['a'.repeat(1601), 0, 0, 0],
        ['😀'.repeat(1601), 0, 0, 0],
        ['', 0, 0, 0],
        [7, 0, 0, 0],
        [['a'], 0, 0, 0],
        [null, 0, 0, 0],
      ]
      for (const [text, segments, cost, routeCost] of rows) {
        const answer = await client.send({ ...UG, text })
        const label = `${JSON.stringify(text).slice(0, 20)} (${String(text).length})`
        if (segments === 0) {
          assert.equal(answer.status, 422, label)
          assert.deepEqual(faults(answer.body.detail), ['body.text'], label)
        } else {
          const { body } = answer
          assert.deepEqual([body.segments, body.cost, body.route_cost], [segments, cost, routeCost], label)
        }
      }
    })

    test('the senders it takes, and the wordings that clients look for', async () => {
      const unknown = (name: string) =>
        `Sender ID '${name}' not found or not approved. Check your sender IDs at /sender-ids`
      const rows: [change: object, status: number, detail?: string][] = [
        [{ sender_id: 'MyApp' }, 200],
        [{ sender_id: 'myapp' }, 200],
        [{ ...UG, sender_id: 'eSMSAfrica' }, 200],
        [{ sender_id: undefined }, 200],
        [{ sender_id: null }, 200],
        [{ ...UG, sender_id: undefined }, 200],
        [{ sender_id: 'PENDING' }, 403, unknown('PENDING')],
        [{ sender_id: 'Nobody' }, 403, unknown('Nobody')],
        [{ sender_id: 'NJIWA' }, 403, unknown('NJIWA')], // the route's own, which no caller may ask for
        [{ sender_id: '' }, 403, unknown('')],
        [{ sender_id: 'x'.repeat(1000) }, 403, unknown('x'.repeat(64))],
        [{ ...UG, sender_id: 'MyApp' }, 403, "Sender ID 'MyApp' is not approved for UG. Approved countries: KE, TZ"],
        [
          { to: '+33612345678', sender_id: 'MyApp' },
          403,
          "Sender ID 'MyApp' is not approved for FR. Approved countries: KE, TZ",
        ],
      ]
      for (const [change, status, detail] of rows) {
        const answer = await client.send(change)
        assert.deepEqual([answer.status, answer.body.detail], [status, detail], JSON.stringify(change).slice(0, 80))
      }
      const { body } = await client.send({ sender_id: undefined })
      assert.equal((await client.read(body.id)).body.sender_id, 'NJIWA')
    })

    test('a route is found by the number, or asked for', async () => {
      const notActive = (code: string) => `Route '${code}' is not an active route for this phone number`
      const rows: [change: object, route: string | null, detail?: string][] = [
        [{}, 'ESMS_KE'],
        [UG, 'ESMS_UG'],
        [{ ...UG, route: 'ESMS_UG' }, 'ESMS_UG'],
        [{ ...UG, route: null }, 'ESMS_UG'],
        [{ ...UG, route: 'ESMS_ALL' }, 'ESMS_ALL'],
        [{ ...UG, route: 'ESMS_KE' }, null, notActive('ESMS_KE')],
        [{ ...UG, route: 'esms_ug' }, null, notActive('esms_ug')],
        [{ ...UG, route: '' }, null, notActive('')],
        [{ to: '+255712345678' }, null, NO_ROUTE], // a route, and no price
        [{ ...UG, to: '+33612345678' }, null, NO_ROUTE],
      ]
      for (const [change, route, detail] of rows) {
        const answer = await client.send(change)
        const label = JSON.stringify(change)
        assert.deepEqual([answer.status, answer.body.detail], [route === null ? 400 : 200, detail], label)
        if (route !== null) assert.equal(answer.body.route, route, label)
      }
    })

    test('fields of a wrong type are named', async () => {
      const rows: [change: object, faults: string[]][] = [
        [{ sender_id: 7 }, ['body.sender_id']],
        [{ route: ['ESMS_KE'] }, ['body.route']],
        [{ schedule_mode: 'later' }, ['body.schedule_mode']],
        [{ schedule_mode: true }, ['body.schedule_mode']],
        [{ scheduled_at: 1780390800 }, ['body.scheduled_at']],
        [{ schedule_mode: 'scheduled', scheduled_at: {} }, ['body.scheduled_at']],
      ]
      for (const [change, expected] of rows) {
        const { status, body } = await client.send(change)
        assert.deepEqual([status, faults(body.detail)], [422, expected], JSON.stringify(change))
      }
      for (const body of [[], 'text', 7, null]) {
        const answer = await client.call('POST', SEND, { body })
        assert.deepEqual([answer.status, faults(answer.body.detail)], [422, ['body']], answer.text)
      }
    })

    test('a thousand bodies that mean nothing: each is told what is wrong, in the words of this API', async () => {
      const before = await client.balance()
      const field = fc.oneof(
        fc.jsonValue({ maxDepth: 2 }),
        fc.constantFrom('+254712345678', 'scheduled', 'MyApp', 'ESMS_UG'),
      )
      const fields = {
        to: field,
        text: field,
        sender_id: field,
        route: field,
        schedule_mode: field,
        scheduled_at: field,
      }
      const noText = fc.jsonValue({ maxDepth: 2 }).filter((value) => typeof value !== 'string')
      const wrong = fc
        .tuple(fc.record(fields, { requiredKeys: [] }), fc.constantFrom('to', 'text'), noText)
        .map(([body, name, value]) => ({ ...body, [name]: value }))
      const judge = async (body: unknown): Promise<void> => {
        const answer = await client.call('POST', SEND, { body })
        assert.ok(answer.status === 400 || answer.status === 422, answer.text)
        assert.ok(Value.Check(ErrorAnswer, answer.body), answer.text)
      }
      await fc.assert(fc.asyncProperty(wrong, judge), { numRuns: 1000 })
      assert.equal(await client.balance(), before)
    })

    test('a message to Uganda is charged in shillings of Kenya', async () => {
      const before = await client.balance()
      const { body } = await client.send(UG)
      const { id, ...rest } = body
      assert.match(id, /^msg-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
      assert.deepEqual(rest, {
        status: 'submitted',
        segments: 1,
        cost: 1.2022,
        cost_currency: 'KES',
        route_cost: 35,
        route_currency: 'UGX',
        route: 'ESMS_UG',
        balance_after: Number((before - 1.2022).toFixed(4)),
        scheduled_at: null,
      })
    })

    test('the last shilling: one message is accepted, and the next is told what is missing', async () => {
      const last = clientOf(server, await (await customer(1_202_200n)).token())
      const answers = await Promise.all([last.send(UG), last.send(UG), last.send(UG)])
      const accepted = answers.filter(({ status }) => status === 200)
      assert.deepEqual(
        accepted.map(({ body }) => body.balance_after),
        [0],
      )
      const short = clientOf(server, await (await customer(1_202_100n)).token())
      const at = new Date(Date.now() + 600_000).toISOString()
      for (const change of [UG, { ...UG, schedule_mode: 'scheduled', scheduled_at: at }]) {
        const refused = await short.send(change)
        const message = 'Balance KES 1.20 < estimated cost KES 1.20'
        const detail = { code: 'insufficient_balance', message, balance: 1.2021, cost: 1.2022, currency: 'KES' }
        assert.deepEqual([refused.status, refused.body], [422, { detail }])
      }
      assert.equal(await short.balance(), 1.2021)
    })

    test('the routes that the account has a price for, as a bare list', async () => {
      const { body } = await client.call<RoutesAnswer>('GET', '/api/routes')
      const common = { sender_id_default: 'NJIWA', is_active: true }
      assert.deepEqual(body, [
        {
          code: 'ESMS_KE',
          name: 'Kenya',
          country_code: 'KE',
          country_name: 'Kenya',
          currency: 'KES',
          price_per_segment: 0.8,
          ...common,
        },
        {
          code: 'ESMS_UG',
          name: 'Uganda',
          country_code: 'UG',
          country_name: 'Uganda',
          currency: 'UGX',
          price_per_segment: 35,
          ...common,
        },
      ])
    })

    test('a caller past its limit waits', async () => {
      const limited = clientOf(server, await ours.token({ requestsPerMinute: 1 }))
      assert.equal((await limited.send()).status, 200)
      const { status, body } = await limited.send()
      assert.deepEqual([status, body.detail], [429, 'Rate limit exceeded. Wait for the seconds in Retry-After.'])
    })

    test("the document's own examples: its requests are taken, its answers are ours", async () => {
      const folder = join(import.meta.dirname, 'fixtures')
      for (const name of readdirSync(folder)) {
        const { request, response } = JSON.parse(readFileSync(join(folder, name), 'utf8'))
        const status = Number(name.split('.').at(-2))
        const schema: TSchema = status === 200 ? SentAnswer : ErrorAnswer
        if (response) assert.deepEqual([...Value.Errors(schema, response)], [], name)
        if (!request) continue
        assert.ok(Value.Check(SendBody, request.body), name)
        const { sender_id, scheduled_at } = request.body
        const soon = scheduled_at && new Date(Date.now() + 3_600_000).toISOString().replace(/\.\d+Z/, 'Z')
        const body = {
          ...request.body,
          sender_id: sender_id === 'ClinicApp' ? 'eSMSAfrica' : sender_id,
          ...(soon && { scheduled_at: soon }),
        }
        const answer = await client.call(request.method, request.path, { body })
        assert.equal(answer.status, status, `${name}: ${answer.text}`)
        const { id, balance_after, ...rest } = answer.body
        if (!response) continue
        assert.deepEqual(Object.keys(answer.body), Object.keys(response), name)
        assert.deepEqual([typeof id, typeof balance_after], ['string', 'number'], name)
        const { id: _id, balance_after: _after, ...printed } = response
        const moved = soon === undefined ? {} : { scheduled_at: soon.replace('Z', '+00:00') }
        assert.deepEqual(rest, { ...printed, ...moved }, name)
      }
    })
  })
})
