import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { test } from 'node:test'
import Type from 'typebox'
import { plainDialect, plainErrors, serveEdge, testCaller } from '../../../test/harness/edge.ts'
import { refuse } from '../core/errors.ts'
import { answerRefusal } from './edge.ts'

const good = testCaller()
const reader = testCaller({ credential: { permissions: new Set(['read']) } })
const inactive = testCaller({ account: { status: 'suspended' } })
const inactiveReader = testCaller({ account: { status: 'suspended' }, credential: { permissions: new Set(['read']) } })
const foreign = testCaller({ credential: { dialect: 'native' } })
const elsewhere = testCaller({ credential: { allowedIps: ['203.0.113.0/24'] } })
const limited = testCaller({ credential: { requestsPerMinute: 1 } })
const callers = [good, reader, inactive, inactiveReader, foreign, elsewhere, limited]

const dialect = plainDialect((app) => {
  const config = { permission: 'send' }
  app.post('/things', { config, schema: { body: Type.Object({ a: Type.String() }) } }, async ({ body }) => body)
  app.get<{ Params: { id: string } }>('/things/:id', { config }, async ({ params }) => params)
  app.get('/any', { config: { permission: null } }, async () => ({ any: true }))
  app.post('/bare', { config }, async ({ body }) => ({ bare: body ?? 'nothing' }))
  app.delete('/things/:id', { config }, async ({ body }) => ({ bare: body ?? 'nothing' }))
  app.get('/own', { config: { admit: async () => refuse({ code: 'credentials_invalid' }) } }, async () => ({}))
  app.get('/bug', { config: { open: true } }, async () => {
    throw Object.assign(new Error('relation "secret" does not exist'), { detail: 'Key (text)=(a private text)' })
  })
  app.get('/away', { config: { open: true } }, async () => {
    throw new Error('database away')
  })
  app.register(
    (nested, _options, done) => {
      nested.delete('/things', { config }, async () => ({}))
      done()
    },
    { prefix: '/nested' },
  )
})

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const json = { ...bearer(good.token), 'content-type': 'application/json' }
const over = 'x'.repeat(1_048_576)

test('every call gets the first refusal that applies, or its answer', async (t) => {
  const { url } = await serveEdge(t, { dialects: [dialect], callers })
  const rows: [
    call: string,
    headers: Record<string, string>,
    body: string | undefined,
    status: number,
    says: string,
  ][] = [
    ['POST /plain/things', json, '{"a":"b"}', 200, '{"a":"b"}'],
    [
      'POST /plain/things',
      { ...json, 'content-type': 'application/json; charset=utf-8' },
      '{"a":"b"}',
      200,
      '{"a":"b"}',
    ],
    ['GET /plain/things/7?x=%00y', json, undefined, 400, 'field_invalid'],
    ['GET /plain/things/7', json, undefined, 200, '{"id":"7"}'],
    [`GET /plain/things/${'7'.repeat(9000)}`, json, undefined, 200, `{"id":"${'7'.repeat(9000)}"}`],
    ['HEAD /plain/things/7', json, undefined, 200, ''],
    // 1. Path and method, whoever asks with whatever body.
    ['GET /plain/nothing', {}, undefined, 404, 'path_unknown'],
    ['POST /plain/nothing', json, '{', 404, 'path_unknown'],
    ['POST /plain/nothing', json, over + over, 404, 'path_unknown'],
    ['GET /plain', {}, undefined, 404, 'path_unknown'],
    ['PUT /plain/things', { 'content-type': 'text/plain' }, 'x', 405, 'method_not_allowed'],
    ['OPTIONS /plain/things', {}, undefined, 405, 'method_not_allowed'],
    ['PROPFIND /plain/things/7', {}, undefined, 405, 'method_not_allowed'],
    ['POST /plain/nested/things', json, '{', 405, 'method_not_allowed'],
    ['GET /plain/things/%00', json, undefined, 404, 'not_found'],
    ['GET /plain/%zz', {}, undefined, 404, 'path_unknown'],
    ['GET /plain/%ff/things', json, undefined, 404, 'path_unknown'],
    ['GET /plainest', {}, undefined, 404, 'path_unknown'],
    ['GET /', {}, undefined, 404, 'path_unknown'],
    ['GET /%zz', {}, undefined, 404, 'path_unknown'],
    // A path that cannot be decoded is taken by its letters.
    ['GET /plain/things/%ff', {}, undefined, 401, 'credentials_missing'],
    ['GET /plain/things/%ff?x=%ff', json, undefined, 200, '{"id":"%ff"}'],
    ['GET /plain/things/%2541%', json, undefined, 200, '{"id":"%2541%"}'],
    ['GET /plain/things/%2541', json, undefined, 200, '{"id":"%41"}'],
    ['GET /plain/things/%c0%80', json, undefined, 200, '{"id":"%c0%80"}'],
    ['GET /plain/things/%00%', json, undefined, 200, '{"id":"%00%"}'],
    // Headers of 16 KiB and of more.
    ['GET /plain/any', { ...json, x: 'y'.repeat(16_000) }, undefined, 200, '{"any":true}'],
    ['GET /plain/any', { ...json, x: 'y'.repeat(16_384) }, undefined, 431, 'headers_too_large'],
    ['POST /plain/things', { x: 'y'.repeat(60_000) }, '{', 431, 'headers_too_large'],
    ['GET /plain/nothing', { x: 'y'.repeat(16_384) }, undefined, 404, 'path_unknown'],
    // 2. Credentials.
    ['POST /plain/things', { 'content-type': 'text/plain' }, over, 401, 'credentials_missing'],
    ['POST /plain/things', { ...json, authorization: 'Basic eDp5' }, '{', 401, 'credentials_unreadable'],
    ['POST /plain/things', { ...json, ...bearer('unknown') }, '{', 401, 'credentials_invalid'],
    ['POST /plain/things', { ...json, ...bearer(testCaller().token) }, '{', 401, 'credentials_invalid'],
    ['POST /plain/things', { ...json, ...bearer(foreign.token) }, '{', 401, 'credentials_invalid'],
    ['POST /plain/things', { ...json, ...bearer(elsewhere.token) }, '{', 401, 'credentials_invalid'],
    ['GET /plain/own', json, undefined, 401, 'credentials_invalid'],
    // 3. Rate: the first call of this minute, and the second, which lacks the permission besides.
    ['GET /plain/any', bearer(limited.token), undefined, 200, '{"any":true}'],
    ['POST /plain/things', bearer(limited.token), '{', 429, 'rate_limited'],
    // 4. Permission, then the account's state.
    ['POST /plain/things', { ...bearer(reader.token), 'content-type': 'text/plain' }, 'x', 403, 'permission_missing'],
    ['POST /plain/things', { ...bearer(inactiveReader.token) }, '{', 403, 'permission_missing'],
    ['POST /plain/things', { ...bearer(inactive.token), 'content-type': 'text/plain' }, 'x', 403, 'account_not_active'],
    ['GET /plain/any', bearer(inactive.token), undefined, 403, 'account_not_active'],
    // 5. Size and content type; an absent body is unreadable, whatever its type.
    ['POST /plain/things', json, `"${over.slice(2)}"`, 400, 'field_invalid'],
    ['POST /plain/things', json, `"${over.slice(1)}"`, 413, 'body_too_large'],
    ['POST /plain/things', json, over + over + over, 413, 'body_too_large'],
    ['POST /plain/things', { ...json, 'content-type': 'text/plain' }, '{"a":"b"}', 415, 'content_type_unsupported'],
    ['POST /plain/things', { ...json, 'content-type': ';;' }, '{"a":"b"}', 415, 'content_type_unsupported'],
    ['POST /plain/things', { ...json, 'content-encoding': 'gzip' }, '{"a":"b"}', 415, 'content_type_unsupported'],
    ['POST /plain/things', { ...json, 'content-encoding': 'identity' }, '{"a":"b"}', 200, '{"a":"b"}'],
    ['POST /plain/things', json, undefined, 400, 'body_unreadable'],
    ['POST /plain/things', json, '', 400, 'body_unreadable'],
    ['POST /plain/things', { ...json, 'content-type': 'text/plain' }, '', 400, 'body_unreadable'],
    ['POST /plain/things', bearer(good.token), undefined, 400, 'body_unreadable'],
    // A call without a body, whatever comes as one.
    ['POST /plain/bare', json, undefined, 200, '{"bare":"nothing"}'],
    ['POST /plain/bare', json, '', 200, '{"bare":"nothing"}'],
    ['POST /plain/bare', json, '{', 200, '{"bare":"nothing"}'],
    ['POST /plain/bare', json, over + over, 200, '{"bare":"nothing"}'],
    ['POST /plain/bare', { ...json, 'content-type': ';;' }, 'x', 200, '{"bare":"nothing"}'],
    ['POST /plain/bare', bearer(good.token), undefined, 200, '{"bare":"nothing"}'],
    ['DELETE /plain/things/7', json, undefined, 200, '{"bare":"nothing"}'],
    ['DELETE /plain/things/7', { ...json, 'content-type': 'text/plain' }, 'x', 200, '{"bare":"nothing"}'],
    ['DELETE /plain/things/7', { ...json, 'content-encoding': 'gzip' }, 'x', 200, '{"bare":"nothing"}'],
    // 6. Syntax, then fields.
    ['POST /plain/things', json, '{"a":"b"', 400, 'body_unreadable'],
    ['POST /plain/things', json, '{"a":"b","a":"c"}', 400, 'body_unreadable'],
    ['POST /plain/things', json, `${'['.repeat(21)}${']'.repeat(21)}`, 400, 'body_unreadable'],
    ['POST /plain/things', json, '{}', 400, 'field_missing'],
    ['POST /plain/things', json, '{"a":1}', 400, 'field_invalid'],
    ['POST /plain/things', json, 'null', 400, 'field_invalid'],
    // 7. What we did not expect.
    ['GET /plain/bug', {}, undefined, 500, 'internal'],
    ['GET /plain/away', {}, undefined, 503, 'unavailable'],
  ]
  for (const [call, headers, body, status, says] of rows) {
    const [method, path] = call.split(' ') as [string, string]
    const response = await fetch(url + path, { method, headers, ...(body !== undefined && { body }) })
    const text = await response.text()
    const label = `${call.slice(0, 60)} ${JSON.stringify(headers).slice(0, 200)} ${body?.slice(0, 40)}: ${text.slice(0, 100)}`
    assert.equal(response.status, status, label)
    assert.ok(text === says || text.includes(`"${says}"`), label)
    assert.match(response.headers.get('x-request-id') ?? '', /^[0-9a-f]{8}-[0-9a-f]{4}-7/, label)
    if (status === 405) assert.ok(response.headers.get('allow'), label)
    if (status === 429) assert.equal(response.headers.get('retry-after'), '60', label)
  }
})

test('a body that grows past the limit is answered, though its length was not told', async (t) => {
  const { url } = await serveEdge(t, { dialects: [dialect], callers })
  const body = new ReadableStream({
    start(stream) {
      for (let i = 0; i < 30; i++) stream.enqueue(new Uint8Array(65_536))
      stream.close()
    },
  })
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', headers: json, body, duplex: 'half' }
  assert.equal((await fetch(`${url}/plain/things`, init)).status, 413)
})

test('a caller learns which methods a path has', async (t) => {
  const { url } = await serveEdge(t, { dialects: [dialect] })
  const allowed = async (path: string) => (await fetch(url + path, { method: 'PATCH' })).headers.get('allow')
  assert.equal(await allowed('/plain/things'), 'POST')
  assert.equal(await allowed('/plain/things/7'), 'DELETE, GET, HEAD')
  assert.equal(await allowed('/plain/nested/things'), 'DELETE')
})

test("a request id is ours, whatever a caller's is", async (t) => {
  const { url } = await serveEdge(t, { dialects: [dialect] })
  const { headers } = await fetch(`${url}/plain/any`, { headers: { 'x-request-id': 'theirs', 'request-id': 'theirs' } })
  assert.notEqual(headers.get('x-request-id'), 'theirs')
})

test('a mapped host name sees its dialect at the root and nothing of another', async (t) => {
  const { url } = await serveEdge(t, { dialects: [dialect], callers, hosts: [['sms.acme.co.tz', 'megasms']] })
  const get = (path: string, host: string) =>
    exchange(
      url,
      `GET ${path} HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${good.token}\r\nconnection: close\r\n\r\n`,
    )
  assert.match(await get('/any', 'sms.acme.co.tz'), /200 OK.*"any":true/s)
  assert.match(await get('/any', 'SMS.Acme.co.tz:8443'), /200 OK/)
  assert.match(await get('http://sms.acme.co.tz/any', 'sms.acme.co.tz'), /200 OK/)
  assert.match(await get('/plain/any', 'sms.acme.co.tz'), /404 .*"path_unknown"/s)
  assert.match(await get('/plain/any', 'other.acme.co.tz'), /200 OK/)
  assert.match(await get('/any', 'other.acme.co.tz'), /404 /)
})

for (const path of ['/livez', '/readyz', '/metrics', '/readyz?from=balancer']) {
  test(`${path} answers for the process at a mapped host name, too`, async (t) => {
    const { url } = await serveEdge(t, { dialects: [dialect], hosts: [['sms.acme.co.tz', 'megasms']] })
    const answer = await exchange(url, `GET ${path} HTTP/1.1\r\nhost: sms.acme.co.tz\r\nconnection: close\r\n\r\n`)
    assert.match(answer, /^HTTP\/1\.1 200 /)
  })
}

test('a host name mapped to no dialect stops the start', async (t) => {
  await assert.rejects(serveEdge(t, { dialects: [dialect], hosts: [['a.example', 'nosuch']] }), /a\.example.*nosuch/)
})

test('a route that does not say who may call it stops the start', async (t) => {
  const silent = plainDialect((app) => void app.get('/silent', async () => ({})))
  await assert.rejects(serveEdge(t, { dialects: [silent] }), /GET \/plain\/silent does not say who may call it/)
})

test('what is not HTTP is refused and the connection ends', async (t) => {
  const { url } = await serveEdge(t, { dialects: [dialect] })
  const post = 'POST /plain/things HTTP/1.1\r\nhost: a\r\n'
  const rows: [bytes: string, status: RegExp][] = [
    ['garbage\r\n\r\n', /^HTTP\/1\.1 400 /],
    [`GET /livez HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(65_536)}\r\n\r\n`, /^HTTP\/1\.1 431 /],
    [`${post}content-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`, /^HTTP\/1\.1 400 /], // smuggling
    [`${post}content-length: 3\r\ncontent-length: 4\r\n\r\nabc`, /^HTTP\/1\.1 400 /],
    ['GET /livez HTTP/1.1\r\nhost: a\r\nx: a\r\n folded\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['GET /livez HTTP/1.1\r\n\r\n', /^HTTP\/1\.1 400 /], // no Host
  ]
  for (const [bytes, status] of rows) assert.match(await exchange(url, bytes), status, bytes.slice(0, 80))
})

test('what a caller expects besides is no matter', async (t) => {
  const { url } = await serveEdge(t, { dialects: [dialect], callers })
  const call = (expect: string) =>
    exchange(url, `GET /plain/nothing HTTP/1.1\r\nhost: a\r\nexpect: ${expect}\r\nconnection: close\r\n\r\n`)
  for (const expect of ['200-ok', 'x', '100-continue'])
    assert.match(await call(expect), /404 .*"path_unknown"/s, expect)
})

test('the process answers for itself', async (t) => {
  let isReady = true
  const { url } = await serveEdge(t, { dialects: [dialect], isReady: () => isReady })
  const get = async (path: string) => {
    const response = await fetch(url + path)
    return `${response.status} ${await response.text()}`
  }
  assert.equal(await get('/livez'), '200 ok\n')
  assert.equal(await get('/readyz'), '200 ready\n')
  assert.equal(await get('/metrics'), '200 njiwa_up 1\n')
  isReady = false
  assert.equal(await get('/readyz'), '503 not ready\n')
  assert.equal(await get('/livez'), '200 ok\n')
})

test('a close answers who is waiting, and waits for no connection without a call', { timeout: 20_000 }, async (t) => {
  const called = Promise.withResolvers<void>()
  const answer = Promise.withResolvers<object>()
  const slow = plainDialect((app) => {
    app.get('/slow', { config: { open: true } }, () => {
      called.resolve()
      return answer.promise
    })
  })
  const { url, close } = await serveEdge(t, { dialects: [slow] })
  await (await fetch(`${url}/livez`)).text() // leaves its connection open
  const response = fetch(`${url}/plain/slow`)
  await called.promise
  const closed = close()
  const drained = await fetch(`${url}/readyz`)
  assert.deepEqual([drained.status, drained.headers.get('connection')], [503, 'close'])
  answer.resolve({ late: true })
  assert.deepEqual(await (await response).json(), { late: true })
  await closed
})

test('the log has a bug with its stack, and never a query, a body or what PostgreSQL quotes', async (t) => {
  const { url, logged } = await serveEdge(t, { dialects: [dialect], callers })
  await fetch(`${url}/plain/bug?message=canary`)
  await fetch(`${url}/plain/things`, { method: 'POST', headers: json, body: '{"a":"canary"}' })
  const bug = logged.find((line) => line.msg === 'a call failed') as { path: string; err: { stack: string } }
  assert.equal(bug.path, '/plain/bug')
  assert.match(bug.err.stack, /relation "secret"/)
  const text = JSON.stringify(logged)
  for (const secret of ['canary', 'a private text', good.token]) assert.ok(!text.includes(secret), secret)
})

test('wrong credentials are slowed past thirty a minute, and right ones are not', async (t) => {
  const { url } = await serveEdge(t, { dialects: [dialect], callers })
  const status = async (token: string) => (await fetch(`${url}/plain/any`, { headers: bearer(token) })).status
  const wrong = await Promise.all(Array.from({ length: 33 }, () => status(testCaller().token)))
  assert.ok(wrong.every((each) => each === 401))
  const slow = status(testCaller().token)
  const first = await Promise.race([slow.then(() => 'wrong'), status(good.token).then(() => 'right')])
  assert.equal(first, 'right')
  assert.equal(await slow, 401)
})

test('a dialect says the headers that its answer needs', () => {
  const sent: Record<string, unknown> = {}
  const reply = {
    request: { id: 'r' },
    header: (name: string, value: unknown) => Object.assign(sent, { [name]: value }),
    headers: (values: object) => Object.assign(sent, values),
    code: () => ({ send: () => reply }),
  }
  const errors = { ...plainErrors, unavailable: () => ({ status: 503, body: {}, headers: { 'x-own': '1' } }) }
  answerRefusal(reply as never, errors, { code: 'unavailable', retryAfterSeconds: 3 })
  assert.deepEqual(sent, { 'cache-control': 'no-store', 'retry-after': 3, 'x-own': '1' })
})

async function exchange(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  let answer = ''
  socket.on('data', (data) => {
    answer += data
  })
  socket.write(bytes)
  await once(socket, 'close')
  return answer
}
