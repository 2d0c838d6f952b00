// What clients of the five APIs were seen to send, and what they need in an answer: one row each, over a whole server.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { promisify } from 'node:util'
import { createCredential } from '../../server/src/setup/credentials.ts'
import { startServer, type TestServer } from '../harness/server.ts'
import { value } from '../harness/setup.ts'
import { type Vendors, vendorsOf } from '../harness/vendors.ts'
import { isErrorOf, type ShapeName } from '../hostile/shapes.ts'

const CLI = resolve(import.meta.dirname, '../../cli/src/main.ts')
const execute = promisify(execFile)

type Keys = Record<string, string>
type Demo = Record<'megasms' | 'msgine' | 'esms' | 'wasambazie' | 'smsbox', Keys & { other: Keys; empty: Keys }>
type Row = [what: string, method: string, path: string, headers: Keys, body: unknown, status: number, says?: RegExp]

const MINUTE_MS = 60_000
const bearer = (token = ''): Keys => ({ authorization: `Bearer ${token}` })
const basic = ({ apiKey, apiSecret }: Keys): Keys => {
  return { authorization: `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}` }
}
const pair = ({ publicKey = '', secretKey = '' }: Keys): Keys => {
  return { 'x-api-public-key': publicKey, 'x-api-secret-key': secretKey }
}

suite('clients of the five APIs', { timeout: 120_000 }, () => {
  const ends: (() => Promise<void>)[] = []
  let server: TestServer
  let demo: Demo
  before(async () => {
    server = await startServer({ after: (end) => void ends.push(end) })
    const env = { PATH: process.env.PATH, NJIWA_URL: server.url, NJIWA_OPERATOR_TOKEN: server.operatorToken }
    const { stdout } = await execute(process.execPath, [CLI, 'demo', '--json'], { env })
    demo = JSON.parse(stdout).dialects
  })
  after(async () => {
    for (const end of ends) await end()
  })

  async function call(method: string, path: string, headers: Keys, body?: unknown) {
    const json = typeof body === 'object' ? { 'content-type': 'application/json' } : {}
    const sent = typeof body === 'object' ? JSON.stringify(body) : (body as string | undefined)
    const response = await fetch(server.url + path, {
      method,
      redirect: 'manual',
      headers: { ...json, ...headers },
      ...(sent !== undefined && { body: sent }),
    })
    return { status: response.status, headers: response.headers, text: await response.text() }
  }

  async function play(rows: Row[]): Promise<void> {
    for (const [what, method, path, headers, body, status, says = /^/] of rows) {
      const answer = await call(method, path, headers, body)
      assert.equal(answer.status, status, `${what}: ${answer.text}`)
      assert.match(answer.text, says, what)
      assert.match(answer.headers.get('content-type') ?? '', /^application\/json/, what)
      assert.match(answer.headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/, what)
    }
  }

  test('MegaSMS: a sender in any case of letters, and an Accept', async () => {
    const path = '/megasms/api/v1/messages'
    const body = { to: '255712345678', sender_id: 'MEGASMS', message: 'Hello' }
    const who = bearer(demo.megasms.token)
    await play([
      ['in small letters', 'POST', path, who, { ...body, sender_id: 'megasms' }, 200],
      ['in both', 'POST', path, who, { ...body, sender_id: 'MegaSms' }, 200],
      ['with an Accept', 'POST', path, { ...who, accept: 'application/json' }, body, 200],
      ['with fields of its own', 'POST', path, who, { ...body, reference: 7, schedule: null }, 200],
      ['a charset', 'POST', path, { ...who, 'content-type': 'application/json; charset=UTF-8' }, body, 200],
      [
        'a GET with a content type',
        'GET',
        '/megasms/api/v1/balance',
        { ...who, 'content-type': 'application/json' },
        undefined,
        200,
      ],
    ])
  })

  test("MsGine: a token in three ways, and the caller's rate on every answer", async () => {
    const path = '/msgine/api/v1/messages/sms'
    const body = { to: '+256701521269', message: 'Hello' }
    const { token = '' } = demo.msgine
    await play([
      ['with Bearer', 'POST', path, bearer(token), body, 201],
      ['without it', 'POST', path, { authorization: token }, body, 201],
      ['as X-Api-Key', 'POST', path, { 'x-api-key': token }, body, 201],
      ['an error says its request', 'POST', path, bearer(token), {}, 400, /"meta":\{"requestId":"[0-9a-f-]{36}"\}/],
    ])
    const parallel = await Promise.all(Array.from({ length: 20 }, () => call('POST', path, bearer(token), body)))
    assert.ok(
      parallel.every(({ status }) => status === 201),
      'a batch as single calls at once',
    )
    const answers = [
      await call('POST', path, bearer(token), body),
      await call('POST', path, bearer(token), { to: '0701' }),
      await call('GET', '/msgine/api/v1/messages/msg_unknown', bearer(token)),
      await call('GET', '/msgine/api/v1/messages/%ff', bearer(token)),
      await call('GET', '/msgine/api/v1/nothing', bearer(token)),
      await call('PATCH', path, bearer(token), {}),
      await call('POST', path, { ...bearer(token), 'content-type': 'text/plain' }, 'Hello'),
      await call('POST', path, bearer(token), { message: 'a'.repeat(1_100_000) }),
      await call('POST', path, {}, body),
    ]
    assert.deepEqual(
      answers.map(({ status }) => status),
      [201, 400, 404, 404, 404, 405, 415, 413, 401],
    )
    for (const { headers, status } of answers) {
      for (const name of ['limit', 'remaining', 'reset']) {
        assert.match(headers.get(`x-ratelimit-${name}`) ?? '', /^\d+$/, `${name} of ${status}`)
      }
    }
  })

  test('eSMS: times with milliseconds and offsets, ids with msg- and without, words that an integrator looks for', async () => {
    const path = '/esms/api/messages/send'
    const body = { to: '+254712345678', text: 'Hello', sender_id: 'MyApp' }
    const who = bearer(demo.esms.token)
    const at = new Date(Date.now() + 60 * MINUTE_MS).toISOString().replace(/\.\d+Z/, '.000Z')
    const later = (scheduled_at: string) => ({ ...body, schedule_mode: 'scheduled', scheduled_at })
    const sent = await call('POST', path, who, body)
    const { id } = JSON.parse(sent.text)
    await play([
      ['milliseconds', 'POST', path, who, later(at), 200, /"scheduled_at":"[-\dT:]+\+00:00"/],
      ['an offset', 'POST', path, who, later(at.replace('.000Z', '+00:00')), 200],
      ['seconds', 'POST', path, who, later(at.replace('.000Z', 'Z')), 200],
      [
        'empty fields written out',
        'POST',
        path,
        who,
        { ...body, route: null, schedule_mode: null, scheduled_at: null },
        200,
      ],
      ['an id', 'GET', `/esms/api/messages/${id}`, who, undefined, 200, /"timeline":\[/],
      ['a bare id', 'GET', `/esms/api/messages/${id.slice('msg-'.length)}`, who, undefined, 200],
      [
        'a list',
        'GET',
        '/esms/api/messages?page=0&limit=10',
        who,
        undefined,
        200,
        /^\{"messages":.*"total":\d+,"page":0,"limit":10\}$/,
      ],
      ['a balance', 'GET', '/esms/api/balance', who, undefined, 200, /^\{"balance":[\d.]+,"currency":"KES"\}$/],
      ['routes', 'GET', '/esms/api/routes', who, undefined, 200, /^\[\{"code":"ESMS_/],
      ['a sender that is not ours', 'POST', path, who, { ...body, sender_id: 'PENDING' }, 403, /sender id/i],
      ['a sender for elsewhere', 'POST', path, who, { ...body, to: '+256712345678' }, 403, /sender id/i],
      [
        'no money',
        'POST',
        path,
        bearer(demo.esms.emptyToken),
        body,
        422,
        /"balance":0,"cost":0\.8,"currency":"KES"\}\}$/,
      ],
      ['a retry without a body', 'POST', `/esms/api/messages/${id}/retry`, who, undefined, 409],
      [
        'a retry with a content type',
        'POST',
        `/esms/api/messages/${id}/retry`,
        { ...who, 'content-type': 'application/json' },
        undefined,
        409,
      ],
    ])
  })

  test('Wasambazie: no redirect, a plus or none, blanks in a list', async () => {
    const path = '/wasambazie/v1/sms/send'
    const body = { to_number: '+255712345678', message: 'Hello', sender_id: 'MYBRAND' }
    const who = pair(demo.wasambazie)
    await play([
      ['with a slash', 'GET', '/wasambazie/v1/balance/', who, undefined, 200, /^\{"balance":\d+\.0\}$/],
      ['without', 'GET', '/wasambazie/v1/balance', who, undefined, 200, /^\{"balance":\d+\.0\}$/],
      ['no plus', 'POST', path, who, { ...body, to_number: '255712345678' }, 201, /"message_batch_id":"\w+"/],
      ['a list', 'POST', path, who, { ...body, to_number: '255712345678 , +255712345679' }, 201],
      ['a sender in small letters', 'POST', path, who, { ...body, sender_id: 'mybrand' }, 201],
      [
        'keys beside a content type',
        'GET',
        '/wasambazie/v1/balance/',
        { ...who, 'content-type': 'application/json' },
        undefined,
        200,
      ],
    ])
  })

  test('SMSBox: samples that disagree are all right', async () => {
    const path = '/smsbox/api/sms/v1/send_sms'
    const to = (recipient: object) => ({ recipients: [{ dest_addr: '+22687161524', ...recipient }] })
    const body = { source_addr: 'INFO', message: 'Hello', ...to({}) }
    const who = basic(demo.smsbox)
    const inHeaders = { 'api-key': demo.smsbox.apiKey ?? '', 'api-secret': demo.smsbox.apiSecret ?? '' }
    const xml = { ...who, 'content-type': 'application/xml' }
    const one =
      '<recipients><recipient><recipient_name>"Jose"</recipient_name><dest_addr>22687161524</dest_addr></recipient></recipients>'
    await play([
      ['credentials in headers', 'POST', path, inHeaders, body, 200],
      ['encoding a text', 'POST', path, who, { ...body, encoding: '0' }, 200],
      ['encoding a number', 'POST', path, who, { ...body, encoding: 0 }, 200],
      ['no plus', 'POST', path, who, { ...body, ...to({ dest_addr: '22687161524' }) }, 200],
      ['a name', 'POST', path, who, { ...body, ...to({ recipient_name: 'Alex' }) }, 200],
      ['a name that is a number', 'POST', path, who, { ...body, ...to({ recipient_name: 1 }) }, 200],
      ['a recipient_id', 'POST', path, who, { ...body, ...to({ recipient_id: 1 }) }, 200],
      ['a recipient_id that is a text', 'POST', path, who, { ...body, ...to({ recipient_id: '1' }) }, 200],
      ['an empty time', 'POST', path, who, { ...body, schedule_time: '' }, 200],
      ['fields of its own', 'POST', path, who, { ...body, campaign: { a: [] } }, 200],
      [
        'XML with quotes in a name',
        'POST',
        path,
        xml,
        `<sms><source_addr>INFO</source_addr><message>Hello</message>${one}</sms>`,
        200,
      ],
      ['a content type without a body', 'GET', '/smsbox/api/sms/v1/query_sms_balance', xml, undefined, 200],
      [
        'no credentials',
        'GET',
        '/smsbox/api/sms/v1/query_sms_balance',
        {},
        undefined,
        400,
        /"error":"No authorization headers"/,
      ],
    ])
  })

  test('past its limit a caller is told so in the words of its API, and when to come again', async () => {
    const vendors: Vendors = vendorsOf(server)
    const vendor = await vendors.vendor(0)
    const limited = async (dialect: ShapeName) => {
      const permissions = ['messages:send', 'messages:read', 'balance:read']
      const input = { dialect, name: 'limited', permissions, requestsPerMinute: 1 }
      const made = value(await createCredential(vendors.setup, 'installation', vendor.accountId, input))
      const { secret, credential } = made
      const keys = {
        publicKey: credential.public_id,
        apiKey: credential.public_id,
        secretKey: secret,
        apiSecret: secret,
      }
      return dialect === 'wasambazie' ? pair(keys) : dialect === 'smsbox' ? basic(keys) : bearer(secret)
    }
    const rows: [dialect: ShapeName, path: string, says: RegExp][] = [
      ['megasms', '/megasms/api/v1/balance', /"code":"rate_limited"/],
      ['msgine', '/msgine/api/v1/messages', /"code":"rate_limit_exceeded",.*"retryAfter":60/],
      ['esms', '/esms/api/balance', /^\{"detail":"Rate limit exceeded/],
      ['wasambazie', '/wasambazie/v1/balance/', /^\{"detail":"Too many requests/],
      ['smsbox', '/smsbox/api/sms/v1/query_sms_balance', /^\{"code":429,"message":"Too many requests"\}$/],
      ['native', '/v1/balance', /"code":"rate_limited"/],
    ]
    for (const [dialect, path, says] of rows) {
      const who = await limited(dialect)
      assert.equal((await call('GET', path, who)).status, 200, dialect)
      const { status, headers, text } = await call('GET', path, who)
      assert.deepEqual([status, headers.get('retry-after')], [429, '60'], `${dialect}: ${text}`)
      assert.match(text, says)
      assert.ok(isErrorOf[dialect](text, headers.get('content-type') ?? ''), text)
    }
    await vendors.close()
  })
})
