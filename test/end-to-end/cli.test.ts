// The command line as its user types it, against a whole server: the demo's document, and an operator's day.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, before, suite, test } from 'node:test'
import { startServer, type TestServer } from '../harness/server.ts'

const MAIN = resolve(import.meta.dirname, '../../cli/src/main.ts')

interface MegaSms {
  baseUrl: string
  token: string
  sendOnlyToken: string
  readOnlyToken: string
  expiredToken: string
  revokedToken: string
  inactiveToken: string
  emptyToken: string
  otherToken: string
  sender: string
  pendingSender: string
  balance: number
  ratePerSegment: number
  currency: string
}

interface Demo {
  url: string
  portal: { email: string; password: string }
  operator: { email: string; password: string; token: string }
  dialects: { megasms: MegaSms }
}

suite('the command line', { timeout: 300_000 }, () => {
  let server: TestServer
  let set: Demo
  let megasms: MegaSms
  const ends: (() => Promise<void>)[] = []
  before(async () => {
    server = await startServer({ after: (end) => void ends.push(end) })
    set = demoOf(await njiwa(server, 'demo', '--json'))
    megasms = set.dialects.megasms
  })
  after(async () => {
    for (const end of ends) await end()
  })

  test('the demo prints its document and nothing else', () => {
    assert.equal(set.url, server.url)
    assert.deepEqual(Object.keys(set), ['url', 'portal', 'operator', 'dialects'])
    assert.deepEqual(Object.keys(set.operator), ['email', 'password', 'token'])
    const { baseUrl, sender, pendingSender, balance, ratePerSegment, currency, ...tokens } = megasms
    assert.deepEqual(
      { baseUrl, sender, pendingSender, balance, ratePerSegment, currency },
      {
        baseUrl: `${server.url}/megasms`,
        sender: 'MEGASMS',
        pendingSender: 'PENDING',
        balance: 1000,
        ratePerSegment: 25,
        currency: 'TZS',
      },
    )
    assert.equal(Object.keys(tokens).length, 8)
    for (const token of Object.values(tokens)) assert.match(token, /^ms_live_/)
  })

  const reads = [
    { token: 'token', status: 200, code: undefined, balance: 1000 },
    { token: 'readOnlyToken', status: 200, code: undefined, balance: 1000 },
    { token: 'otherToken', status: 200, code: undefined, balance: 1000 },
    { token: 'emptyToken', status: 200, code: undefined, balance: 0 },
    { token: 'sendOnlyToken', status: 403, code: 'forbidden' },
    { token: 'inactiveToken', status: 403, code: 'vendor_inactive' },
    { token: 'expiredToken', status: 401, code: 'unauthenticated' },
    { token: 'revokedToken', status: 401, code: 'unauthenticated' },
  ] as const

  for (const { token, status, code, ...expected } of reads) {
    test(`the demo's ${token} reads its balance with ${status}`, async () => {
      const answer = await call(megasms, token, 'GET', '/api/v1/balance')
      assert.deepEqual([answer.status, answer.error?.code], [status, code])
      if ('balance' in expected) assert.equal(answer.data?.balance, expected.balance)
    })
  }

  const sends = [
    { token: 'readOnlyToken', sender: 'sender', status: 403, code: 'forbidden' },
    { token: 'emptyToken', sender: 'sender', status: 402, code: 'insufficient_balance' },
    { token: 'token', sender: 'pendingSender', status: 422, code: 'invalid_sender_id' },
    { token: 'sendOnlyToken', sender: 'sender', status: 200, code: undefined },
    { token: 'otherToken', sender: 'sender', status: 200, code: undefined },
  ] as const

  for (const { token, sender, status, code } of sends) {
    test(`the demo's ${token} sends from its ${sender} with ${status}`, async () => {
      const body = { to: '255712345678', sender_id: megasms[sender], message: 'Habari' }
      const answer = await call(megasms, token, 'POST', '/api/v1/messages', body)
      assert.deepEqual([answer.status, answer.error?.code], [status, code])
    })
  }

  test('sets share nothing, and wallets are filled to what is asked: 1,001 units', async () => {
    const another = demoOf(await njiwa(server, 'demo', '--json', '--balance', '1001'))
    assert.equal(another.dialects.megasms.balance, 1001)
    assert.notEqual(another.portal.email, set.portal.email)
    assert.notEqual(another.operator.email, set.operator.email)
  })

  test('sample messages leave the balance as it is printed, never under 1,000, and tell their progress on standard error', async () => {
    const flags = [
      '--messages',
      '501',
      '--balance',
      '999',
      '--webhook-url',
      'https://a.example',
      '--inbound-url',
      'https://b.example',
    ]
    const ended = await njiwa(server, 'demo', '--json', ...flags, '--dlr-url', 'https://c.example')
    assert.match(ended.err, /501 of 501 messages/)
    const { balance, ...other } = demoOf(ended).dialects.megasms
    const answer = await call({ ...other, balance }, 'token', 'GET', '/api/v1/balance')
    assert.deepEqual([balance, answer.data?.balance], [1000, 1000])
  })

  test("without --json the demo's curl line is there to be pasted", async () => {
    const { out, code } = await njiwa(server, 'demo')
    assert.equal(code, 0)
    assert.match(
      out,
      /curl -X POST 'http:[^']+\/megasms\/api\/v1\/messages' \\\n {2}-H 'Authorization: Bearer ms_live_/,
    )
  })

  test("an operator's day: an account from nothing to a delivered and a refused message", async () => {
    const steps = [
      ['account', 'create', 'Duka', '--plan', 'Standard', '--sender', 'DUKA'],
      ['account', 'credit', 'Duka', '2'],
      ['sender', 'request', 'Duka', 'DUKA'],
    ]
    for (const step of steps) assert.equal((await njiwa(server, ...step)).code, 0, step.join(' '))
    const [requested] = JSON.parse((await njiwa(server, 'sender', 'list', '--account', 'Duka', '--json')).out)
    assert.equal((await njiwa(server, 'sender', 'approve', 'Duka', requested.id)).code, 0)

    const delivered = await njiwa(server, 'send', '--account', 'Duka', '--to', '255712345678', '--json')
    assert.equal(JSON.parse(delivered.out).state, 'delivered', delivered.err)
    const shown = await njiwa(server, 'message', 'show', JSON.parse(delivered.out).id, '--account', 'Duka')
    assert.match(shown.out, /\+0\.000 s {2}accepted [\s\S]+ s {2}delivered {2}by Sandbox/)

    const refused = await njiwa(server, 'send', '--account', 'Duka', '--to', '255712340001')
    assert.deepEqual([refused.code, refused.err.split(':')[0]], [1, 'njiwa'])
    assert.match((await njiwa(server, 'wallet', 'show', 'Duka')).out, /^balance +1 units\nheld +0 units\n$/)
  })

  for (const args of [['doctor'], ['ledger', 'verify'], ['audit', 'verify']]) {
    test(`after all that njiwa ${args.join(' ')} finds nothing wrong`, async () => {
      const { code, out, err } = await njiwa(server, ...args)
      assert.deepEqual({ code, err }, { code: 0, err: '' }, out)
      assert.match(out, /^(✓ .+\n)+$/)
    })
  }
})

function demoOf({ code, out, err }: { code: number | null; out: string; err: string }): Demo {
  assert.equal(code, 0, err)
  return JSON.parse(out)
}

async function njiwa({ url, dataDir }: TestServer, ...args: string[]) {
  const env = { PATH: process.env.PATH, NJIWA_URL: url, NJIWA_DATA_DIR: dataDir }
  const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code: code as number | null, out, err }
}

interface Answer {
  status: number
  data?: { balance: number }
  error?: { code: string }
}

async function call(demo: MegaSms, token: keyof MegaSms, method: string, path: string, body?: object): Promise<Answer> {
  const response = await fetch(demo.baseUrl + path, {
    method,
    headers: { authorization: `Bearer ${demo[token]}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: response.status, ...((await response.json()) as object) }
}
