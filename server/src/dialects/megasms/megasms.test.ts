import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { startServer, type TestServer } from '../../../../test/harness/server.ts'
import { type Vendor, type Vendors, vendorsOf } from '../../../../test/harness/vendors.ts'
import { conformance } from '../conformance.ts'
import { bearer, driverOf, MESSAGES, says } from './conformance.ts'
import { SendBody } from './request.ts'
import { BalanceAnswer, ErrorAnswer, RequestAnswer } from './response.ts'

type Data = RequestAnswer['data']

suite('megasms', () => {
  let server: TestServer
  let vendors: Vendors
  const ends: (() => Promise<void>)[] = []
  before(async () => {
    server = await startServer({ after: (end) => void ends.push(end) })
    vendors = vendorsOf(server)
  })
  after(async () => {
    await vendors.close()
    for (const end of ends) await end()
  })

  conformance('megasms', () => driverOf(server, vendors))

  suite('megasms: its own', () => {
    let vendor: Vendor
    let headers: Record<string, string>
    before(async () => {
      vendor = await vendors.vendor(1000)
      headers = { ...bearer(await vendor.token()), 'content-type': 'application/json' }
    })

    const good = { to: '255712345678', sender_id: 'MEGASMS', message: 'Hello' }
    const send = async (change: object, who = headers) => {
      const init = { method: 'POST', headers: who, body: JSON.stringify({ ...good, ...change }) }
      const response = await fetch(`${server.url}/megasms${MESSAGES}`, init)
      const body = (await response.json()) as { data: Data; error: { code: string; message: string } }
      return { status: response.status, ...body }
    }

    test('the numbers it takes, and what they are to it', async () => {
      const rows: [to: unknown, taken: string[] | null][] = [
        ['255712345678', ['255712345678']],
        ['255612345678', ['255612345678']],
        ['+255 712 345 678', ['255712345678']],
        ['0712345678', ['255712345678']],
        ['0612 345 678', ['255612345678']],
        [
          ['255712345678', '0712345679'],
          ['255712345678', '255712345679'],
        ],
        [['255712345678', '0712345678', '+255 712 345 678'], ['255712345678']],
        [many(100), many(100)],
        [[...many(100), ...many(100)], many(100)],
        [many(101), null],
        [[], null],
        ['', null],
        ['255812345678', null],
        ['255512345678', null],
        ['25571234567', null],
        ['2557123456789', null],
        ['254712345678', null],
        ['712345678', null],
        ['00255712345678', null],
        ['255-712-345-678', null],
        ['255712345678,255712345679', null],
        ['٢٥٥٧١٢٣٤٥٦٧٨', null],
        [['255712345678', 'x'], null],
        [['255712345678', 255712345679], null],
        [255712345678, null],
        [{ 0: '255712345678' }, null],
        [null, null],
      ]
      for (const [to, taken] of rows) {
        const answer = await send({ to })
        const label = JSON.stringify(to).slice(0, 80)
        if (taken === null) {
          assert.deepEqual([answer.status, answer.error?.code], [422, 'validation_error'], label)
        } else {
          assert.equal(answer.status, 200, `${label}: ${answer.error?.message}`)
          assert.deepEqual(
            answer.data.messages.map(({ to }) => to),
            taken,
            label,
          )
          assert.equal(answer.data.total_recipients, taken.length, label)
          assert.equal(answer.data.units_charged, taken.length, label)
        }
      }
    })

    test('the texts it takes, how they are coded, and what they cost', async () => {
      const rows: [message: unknown, encoding: 'gsm' | 'unicode' | null, segments: number][] = [
        ['a', 'gsm', 1],
        ['a'.repeat(160), 'gsm', 1],
        ['a'.repeat(161), 'gsm', 2],
        ['a'.repeat(306), 'gsm', 2],
        ['a'.repeat(307), 'gsm', 3],
        ['a'.repeat(1600), 'gsm', 11],
        ['ж'.repeat(70), 'unicode', 1],
        ['ж'.repeat(71), 'unicode', 2],
        ['😀'.repeat(1600), 'unicode', 49], // 33 pairs a segment: none is split
        [' ', 'gsm', 1],
        ['a'.repeat(1601), null, 0],
        ['😀'.repeat(1601), null, 0],
        ['', null, 0],
        [7, null, 0],
        [['a'], null, 0],
        [null, null, 0],
      ]
      for (const [message, encoding, segments] of rows) {
        const { status, data, error } = await send({ message })
        const label = `${JSON.stringify(message).slice(0, 20)} (${String(message).length})`
        if (encoding === null) {
          assert.deepEqual([status, error?.code], [422, 'validation_error'], label)
        } else {
          assert.equal(status, 200, label)
          assert.deepEqual(
            [data.encoding, data.segments_per_message, data.units_charged],
            [encoding, segments, segments],
            label,
          )
          assert.equal(data.messages[0]?.segments, segments, label)
        }
      }
    })

    test('the senders it takes', async () => {
      const rows: [sender_id: unknown, status: number, code: string | undefined][] = [
        ['MEGASMS', 200, undefined],
        ['megasms', 200, undefined],
        [' MegaSMS ', 200, undefined],
        ['PENDING', 422, 'invalid_sender_id'],
        ['UNKNOWN', 422, 'invalid_sender_id'],
        ['ELEVENCHARS', 422, 'invalid_sender_id'],
        ['TWELVECHARS1', 422, 'validation_error'],
        ['', 422, 'validation_error'],
        ['  ', 422, 'validation_error'],
        ['A\u0007B', 422, 'validation_error'],
        [7, 422, 'validation_error'],
        [null, 422, 'validation_error'],
      ]
      for (const [sender_id, status, code] of rows) {
        const answer = await send({ sender_id })
        assert.deepEqual([answer.status, answer.error?.code], [status, code], JSON.stringify(sender_id))
      }
    })

    test('failed recipients are refunded in the answer already', async () => {
      const before = await balance()
      const { data } = await send({ to: ['255712345678', '255712340001'], message: 'a'.repeat(161) })
      const { status, successful, failed, units_charged } = data
      assert.deepEqual(
        { status, successful, failed, units_charged },
        { status: 'completed', successful: 1, failed: 1, units_charged: 2 },
      )
      assert.equal(data.balance, before - 2)
      assert.equal(await balance(), before - 2)
      const refused = await send({ to: '255712340001' })
      assert.deepEqual(
        [refused.data.status, refused.data.units_charged, refused.data.balance],
        ['failed', 0, before - 2],
      )
    })

    test('another dialect of the same account sees none of its requests, and they none of this one', async () => {
      const sent = await send({})
      const native = await vendor.token({ dialect: 'native' })
      const elsewhere = await fetch(`${server.url}/v1/messages`, { headers: bearer(native) })
      assert.notEqual(elsewhere.status, 401)
      const foreign = await fetch(`${server.url}/megasms${MESSAGES}/${sent.data.request_id}`, {
        headers: bearer(native),
      })
      assert.equal(foreign.status, 401)
    })

    test('an id is the same in capitals', async () => {
      const { data } = await send({})
      const again = await fetch(`${server.url}/megasms${MESSAGES}/${data.request_id.toUpperCase()}`, { headers })
      assert.equal(((await again.json()) as { data: Data }).data.request_id, data.request_id)
    })

    test('a caller past its limit waits', async () => {
      const limited = { ...headers, ...bearer(await vendor.token({ requestsPerMinute: 2 })) }
      assert.equal((await send({}, limited)).status, 200)
      assert.equal((await send({}, limited)).status, 200)
      const response = await fetch(`${server.url}/megasms/api/v1/balance`, { headers: limited })
      assert.equal(response.status, 429)
      assert.equal(response.headers.get('retry-after'), '30')
      assert.match(await response.text(), says('rate_limited'))
    })

    test("the document's own examples: its requests are taken, its answers are of our schemas", async () => {
      const schemas: [name: RegExp, schema: TSchema][] = [
        [/^send-|^quickstart|^message-status/, RequestAnswer],
        [/^balance/, BalanceAnswer],
        [/\.4\d\d\.json$/, ErrorAnswer],
      ]
      let requestId = ''
      const folder = join(import.meta.dirname, 'fixtures')
      for (const name of readdirSync(folder).sort().reverse()) {
        const { request, response } = JSON.parse(readFileSync(join(folder, name), 'utf8'))
        const status = Number(name.split('.').at(-2))
        const schema = schemas.find(([pattern]) => pattern.test(name))?.[1] as TSchema
        if (response) assert.deepEqual([...Value.Errors(schema, response)], [], name)
        if (!request) continue
        if (request.body) assert.ok(Value.Check(SendBody, request.body), name)
        const path = request.path.replace(/[0-9a-f-]{36}/, requestId)
        const init = { method: request.method, headers: new Headers(request.headers) }
        init.headers.set('authorization', `Bearer ${await vendor.token()}`)
        const sent = await fetch(`${server.url}/megasms${path}`, {
          ...init,
          ...(request.body && { body: JSON.stringify(request.body) }),
        })
        const answer = (await sent.json()) as { data: Data }
        assert.equal(sent.status, status, name)
        assert.deepEqual([...Value.Errors(schema, answer)], [], name)
        if (response) assert.deepEqual(shapeOf(answer), shapeOf(response), name)
        requestId = answer.data.request_id
      }
    })

    const balance = async (): Promise<number> => {
      const response = await fetch(`${server.url}/megasms/api/v1/balance`, { headers })
      const { data } = (await response.json()) as {
        data: { balance: number; rate_per_segment: number; currency: string }
      }
      assert.deepEqual([data.rate_per_segment, data.currency], [25, 'TZS'])
      return data.balance
    }
  })
})

/** Distinct numbers. */
function many(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `2557123${String(index).padStart(3, '0')}99`)
}

/** Names and types, in their order; of a list, its first. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return [shapeOf(value[0])]
  if (typeof value !== 'object' || value === null) return typeof value
  return Object.entries(value).map(([name, field]) => [name, shapeOf(field)])
}
