// The document's own examples: its requests are taken as printed, its answers are what ours are, name by name.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { startServer, type TestServer } from '../../../../test/harness/server.ts'
import { type Vendors, vendorsOf } from '../../../../test/harness/vendors.ts'
import { basic, customersOf, type Keys } from './conformance.ts'
import { clientOf, idIn, TO } from './testing/client.ts'

type Fixture = {
  request: { method: string; path: string; headers: Record<string, string>; body?: string | { source_addr?: string } }
  response?: { message?: string }
}
const folder = join(import.meta.dirname, 'fixtures')
const names = readdirSync(folder).sort()
const PRINTED = 'sms-2025050112252123117a517ef211f2dbdb'
const OUR_OWN = new Headers(basic({ key: '<api-key>', secret: '<api-secret>' })).get('authorization')

suite("smsbox: the document's examples", { timeout: 60_000 }, () => {
  let server: TestServer
  let vendors: Vendors
  let keys: Keys
  let waiting: string
  const ends: (() => Promise<void>)[] = []
  before(async () => {
    server = await startServer({ after: (end) => void ends.push(end) })
    vendors = vendorsOf(server)
    const customer = await (await customersOf(vendors.setup))(100)
    keys = await customer.keys()
    const sent = await clientOf(server, keys).send({
      schedule_time: '2099-01-01 00:00',
      recipients: [{ dest_addr: TO }],
    })
    waiting = idIn(sent)
  })
  after(async () => {
    await vendors.close()
    for (const end of ends) await end()
  })

  /** Host, credentials, sender and id are ours; wrong credentials and ids stay wrong. */
  async function play({ method, path, headers, body }: Fixture['request']) {
    const sender = { 'YOUR APPROVED SENDER ID': 'INFO', '<source_addr>': 'INFO' }[
      (body as { source_addr: string })?.source_addr
    ]
    const json = sender === undefined ? body : { ...(body as object), source_addr: sender }
    const shown = headers.Authorization === OUR_OWN ? { ...headers, Authorization: basic(keys).authorization } : headers
    const sent = typeof json === 'string' ? json : JSON.stringify(json)
    const answer = await fetch(`${server.url}/smsbox${path.replace(PRINTED, waiting)}`, {
      method,
      headers: shown,
      ...(sent !== undefined && { body: sent }),
    })
    return { status: answer.status, body: (await answer.json()) as { message: string; error?: string } }
  }

  for (const name of names) {
    const { request, response } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Fixture
    test(name.slice(0, -'.json'.length), async () => {
      const { status, body } = await play(request)
      assert.equal(status, Number(name.split('.').at(-2)), JSON.stringify(body))
      if (status === 200) assert.deepEqual(shapeOf(body), shapeOf(response ?? body))
      // Where the document prints no code, ours is beside its words.
      else assert.deepEqual(body, body.error === undefined ? response : { ...response, code: 107 })
      const said = response?.message?.replace(PRINTED, waiting)
      if (said !== undefined) assert.equal(body.message.replace(/\d+(?= created)/, '299'), said)
    })
  }

  test('an id has the form of the printed one', () => {
    const form = (id: string) => id.replace(/[0-9]/g, '0').replace(/[a-f]/g, '0')
    assert.equal(form(waiting), form(PRINTED))
  })
})

/** Names and types, in their order; of a list, its first. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return [shapeOf(value[0])]
  if (typeof value !== 'object' || value === null) return typeof value
  return Object.entries(value).map(([name, field]) => [name, shapeOf(field)])
}
