// A vendor of MegaSMS moves here by changing a host name: its quickstart, what each outcome costs, the last unit, and what
// a killed server owes.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, before, suite, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { verify } from '../../server/src/pipeline/verify.ts'
import { startServer, type TestServer } from '../harness/server.ts'
import { type Vendor, type Vendors, vendorsOf } from '../harness/vendors.ts'

// As the document prints it, and a line that shows what came.
const NODE_SAMPLE = `
const response = await fetch('https://megasms.co.tz/api/v1/messages', {
method: 'POST',
headers: {
Authorization: \`Bearer \${process.env.MEGASMS_API_TOKEN}\`,
'Content-Type': 'application/json'
},
body: JSON.stringify({
to: '255712345678',
sender_id: 'MEGASMS',
message: 'Your verification code is 482913'
})
});
const result = await response.json();
console.log(JSON.stringify(result));
`

type Data = {
  request_id: string
  status: string
  successful: number
  failed: number
  units_charged: number
  balance: number
  messages: { id: string; to: string; status: string; segments: number }[]
}
type Answer = { status: number; text: string; data: Data; error?: { code: string } }

suite('megasms, end to end', { timeout: 120_000 }, () => {
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

  const account = async (units: number) => clientOf(await vendors.vendor(units))
  const clientOf = async (vendor: Vendor) => {
    const token = await vendor.token()
    const call = async (
      path: string,
      init: { method?: string; body?: string; headers?: Record<string, string> } = {},
    ) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...init.headers }
      const response = await fetch(`${server.url}/megasms/api/v1${path}`, { ...init, headers })
      const text = await response.text()
      return { status: response.status, text, ...JSON.parse(text) } as Answer
    }
    const send = (to: string | string[], headers: Record<string, string> = {}) => {
      const body = JSON.stringify({ to, sender_id: 'MEGASMS', message: 'Your order is ready for collection.' })
      return call('/messages', { method: 'POST', body, headers })
    }
    const read = async (id: string) => (await call(`/messages/${id}`)).data
    return {
      token,
      send,
      read,
      balance: async () => (await call('/balance')).data.balance,
      /** Polls, as a client does, until each message has one of these states. */
      async until(id: string, ...states: string[]): Promise<Data> {
        for (;;) {
          const data = await read(id)
          if (data.messages.every(({ status }) => states.includes(status))) return data
          await wait(25)
        }
      },
    }
  }
  const bookIsWhole = async (): Promise<void> => {
    const { breaches } = await verify(vendors.setup.database)
    assert.deepEqual(breaches, [])
  }

  test('the quickstart of the document, with another host and token', async () => {
    const client = await account(1000)
    const sample = NODE_SAMPLE.replace('https://megasms.co.tz', `${server.url}/megasms`)
    const env = { ...process.env, MEGASMS_API_TOKEN: client.token }
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', sample], { env })
    const { success, data } = JSON.parse(stdout)
    assert.equal(success, true)
    assert.equal(data.balance, 999)
    const { messages, units_charged } = await client.until(data.request_id, 'delivered')
    assert.deepEqual([messages[0]?.to, messages[0]?.id, units_charged], ['255712345678', '1', 1])
    assert.equal(await client.balance(), 999)
  })

  test('what becomes of each number of the sandbox, and who pays', async () => {
    const rows: [ending: string, atOnce: string, inTheEnd: string, units: number][] = [
      ['5678', 'sent', 'delivered', 1],
      ['0001', 'failed', 'failed', 0],
      ['0002', 'sent', 'failed', 0],
      ['0003', 'sent', 'failed', 0],
      ['0004', 'sent', 'delivered', 1], // throttled twice
      ['0005', 'sent', 'sent', 1], // no receipt comes
      ['0006', 'sent', 'delivered', 1], // three come
      ['0007', 'sent', 'delivered', 1], // it overtakes the answer
      ['0008', 'sent', 'delivered', 1], // the connection drops once
      ['0009', 'failed', 'failed', 0], // refused at each try
      ['0010', 'sent', 'delivered', 1], // taken after 3 s
    ]
    await Promise.all(
      rows.map(async ([ending, atOnce, inTheEnd, units]) => {
        const client = await account(10)
        const { data } = await client.send(`25571234${ending}`)
        // A receipt may have come already.
        assert.ok([atOnce, inTheEnd].includes(data.messages[0]?.status ?? ''), `${ending}: ${JSON.stringify(data)}`)
        const later = await client.until(data.request_id, inTheEnd)
        assert.equal(later.units_charged, units, ending)
        assert.equal(later.status, inTheEnd === 'failed' ? 'failed' : 'completed', ending)
        assert.equal(await client.balance(), 10 - units, ending)
      }),
    )
    await bookIsWhole()
  })

  test('of a thousand sends at once for one unit, one is accepted', async () => {
    const client = await account(1)
    const answers = await Promise.all(Array.from({ length: 1000 }, (_, n) => client.send(`2557${10_001_000 + n}`)))
    const accepted = answers.filter(({ status }) => status === 200)
    assert.equal(accepted.length, 1)
    for (const { status, error } of answers.filter((answer) => answer !== accepted[0])) {
      assert.deepEqual([status, error?.code], [402, 'insufficient_balance'])
    }
    assert.equal(await client.balance(), 0)
    await bookIsWhole()
  })

  test('a request is sent whole or not at all', async () => {
    const client = await account(2)
    const three = ['255712345671', '255712345672', '255712345673']
    assert.equal((await client.send(three)).error?.code, 'insufficient_balance')
    assert.equal(await client.balance(), 2)
    assert.equal((await client.send(three.slice(1))).data.units_charged, 2)
    assert.equal(await client.balance(), 0)
  })

  test('a killed server owes nothing when it is back: each accepted message ends, and a key has its first answer', async () => {
    const client = await account(1000)
    const first = await client.send('255712345678', { 'idempotency-key': 'kept' })
    const many = Array.from({ length: 100 }, (_, n) => `2557${20_001_000 + n}`)
    const accepted = await client.send(many)
    const cutOff = client.send('255712345679', { 'idempotency-key': 'cut off' }).catch(() => null)
    await server.kill9()
    const early = await cutOff
    await server.restart()
    const repeated = await client.send('255712345678', { 'idempotency-key': 'kept' })
    assert.equal(repeated.text, first.text)
    const again = await client.send('255712345679', { 'idempotency-key': 'cut off' })
    assert.equal(again.status, 200)
    if (early) assert.equal(again.text, early.text)
    for (const { data } of [first, accepted, again]) await client.until(data.request_id, 'delivered')
    assert.equal(await client.balance(), 1000 - 102)
    await bookIsWhole()
  })

  test('a stop lets those finish who are waiting', async () => {
    const client = await account(10)
    const slow = client.send('255712340010')
    for (;;) if ((await client.balance()) === 9) break // it is accepted
    const code = server.stop()
    assert.equal((await slow).data.messages[0]?.status, 'sent')
    assert.equal(await code, 0, server.output())
    assert.match(server.output().trimEnd(), /"msg":"stopped"}$/)
    await server.restart()
  })
})
