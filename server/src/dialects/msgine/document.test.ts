// The document's own examples: its requests are taken as printed, its answers are what ours are, name by name.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { startServer, type TestServer } from '../../../../test/harness/server.ts'
import { type Vendors, vendorsOf } from '../../../../test/harness/vendors.ts'
import { bearer, type Customer, customersOf, MESSAGES, SEND } from './conformance.ts'
import { ErrorAnswer } from './error-reference.ts'
import { ListAnswer, MessageAnswer, MessageStatusAnswer, PricingAnswer } from './response.ts'

type Fixture = {
  request?: { method: string; path: string; headers: Record<string, string>; body?: Record<string, unknown> }
  response?: Record<string, unknown>
}
type Body = Record<string, unknown> & { id: string; status: string; error: Record<string, unknown>; meta: object }

const folder = join(import.meta.dirname, 'fixtures')
const fixture = (name: string): Fixture => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))
const names = readdirSync(folder).flatMap((file) => /^(.+\.(\d{3}))\.json$/.exec(file)?.[1] ?? [])

const SCHEMAS: [name: RegExp, schema: TSchema][] = [
  [/\.201$/, MessageAnswer],
  [/^message-status/, MessageStatusAnswer],
  [/^list-messages/, ListAnswer],
  [/^pricing/, PricingAnswer],
  [/\.4\d\d$/, ErrorAnswer],
]
const schemaOf = (name: string) => SCHEMAS.find(([pattern]) => pattern.test(name))?.[1] as TSchema

suite("msgine: the document's examples", { timeout: 60_000 }, () => {
  let server: TestServer
  let vendors: Vendors
  let customer: Customer
  let poor: Customer
  let token: string
  const ends: (() => Promise<void>)[] = []
  before(async () => {
    server = await startServer({ after: (end) => void ends.push(end) })
    vendors = vendorsOf(server)
    const customerWith = await customersOf(vendors.setup)
    customer = await customerWith(10)
    poor = await customerWith(0.5)
    token = await customer.token()
  })
  after(async () => {
    await vendors.close()
    for (const end of ends) await end()
  })

  const call = async (path: string, init: RequestInit = {}): Promise<{ status: number; body: Body }> => {
    const response = await fetch(`${server.url}/msgine${path}`, init)
    return { status: response.status, body: (await response.json()) as Body }
  }
  /** Host, token and id are ours, and nobody is called who does not know of it. */
  const play = ({ method, path, headers, body }: NonNullable<Fixture['request']>, id: string) =>
    call(path.replace('msg_1234567890', id), {
      method,
      headers: { ...headers, Authorization: headers.Authorization?.replace('YOUR_API_TOKEN', token) ?? '' },
      ...(body && { body: JSON.stringify(body).replace('your-app.com', 'your-app.example') }),
    })
  const send = (who: string, body: object) => {
    const headers = { ...bearer(who), 'content-type': 'application/json' }
    return call(SEND, { method: 'POST', headers, body: JSON.stringify({ message: 'x', ...body }) })
  }

  test('what it sends is taken, what it reads is there, and both look as printed', async () => {
    let id = ''
    for (const name of names.toSorted().toReversed()) {
      const { request, response } = fixture(name)
      if (response) assert.deepEqual([...Value.Errors(schemaOf(name), response)], [], name)
      if (!request) continue
      const { status, body } = await play(request, id)
      assert.equal(status, Number(name.slice(-3)), `${name}: ${JSON.stringify(body)}`)
      assert.deepEqual([...Value.Errors(schemaOf(name), body)], [], name)
      if (response) assert.deepEqual(shapeOf(body), shapeOf(response), name)
      if (status === 201) {
        id = body.id
        await delivered(id)
      }
    }
  })

  const delivered = async (id: string): Promise<void> => {
    while ((await call(`${MESSAGES}/${id}`, { headers: bearer(token) })).body.status !== 'delivered') await wait(20)
  }

  test('the prices printed are paid: 0.05 for one, 0.15 for three, two parts for 180 characters', async () => {
    const before = await customer.balance()
    const one = await play(fixture('send-sms.201').request as never, '')
    const three = await play(fixture('send-to-multiple.201').request as never, '')
    const long = await send(token, { to: '+256701521269', message: 'a'.repeat(180) })
    assert.deepEqual([one.body.cost, three.body.cost, long.body.cost], [0.05, 0.15, 0.1])
    assert.ok(Math.abs(before - (await customer.balance()) - 0.3) < 1e-9)
  })

  test('its refusals, word for word', async () => {
    const rows: [name: string, played: Promise<{ status: number; body: Body }>][] = [
      ['invalid-phone-number.400', send(token, { to: '0701234567' })],
      ['unauthorized.401', call(MESSAGES, { headers: bearer('YOUR_API_TOKEN') })],
      ['unauthorized.401', call(MESSAGES)],
      ['insufficient-balance.402', send(await poor.token(), { to: numbers(25) })],
    ]
    for (const [name, played] of rows) {
      const { status, body } = await played
      const { meta: _, ...rest } = body
      assert.deepEqual([status, rest], [Number(name.slice(-3)), fixture(name).response], name)
    }
    assert.equal(await poor.balance(), 0.5)
  })

  test('past its limit a caller is told how long to wait', async () => {
    const limited = await customer.token({ requestsPerMinute: 1 })
    await call(MESSAGES, { headers: bearer(limited) })
    const { status, body } = await call(MESSAGES, { headers: bearer(limited) })
    const { error } = fixture('rate-limit-exceeded.429').response as { error: Record<string, unknown> }
    assert.deepEqual([status, body.error], [429, { ...error, retryAfter: body.error.retryAfter }])
    assert.ok(Number(body.error.retryAfter) > 50 && Number(body.error.retryAfter) <= 60)
  })
})

function numbers(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `+2567015213${index + 10}`)
}

/** Names and types, in their order; of a list, its first. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return [shapeOf(value[0])]
  if (typeof value !== 'object' || value === null) return typeof value
  return Object.entries(value).map(([name, field]) => [name, shapeOf(field)])
}
