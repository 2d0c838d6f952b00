// The suite that every dialect passes, over the whole server: what is the same in all of them, each in its own words.
import assert from 'node:assert/strict'
import { before, suite, test } from 'node:test'
import fc from 'fast-check'
import type { Json } from '../strict-json.ts'
import { readJson } from '../strict-json.ts'

type Call = { method: string; path: string; headers: Record<string, string>; body?: string | Uint8Array }
export type Answer = { status: number; text: string; headers: Headers }
/** The status, and what the body has to say. */
type Says = { status: number; says: RegExp }

export type Driver = {
  /** Where the dialect's published paths begin. */
  baseUrl: string
  /** Headers that show credentials. */
  credentials: {
    funded: Record<string, string>
    other: Record<string, string>
    empty: Record<string, string>
    /** By what is wrong with them; all are one answer. */
    unknown: Record<string, Record<string, string>>
  }
  /** Callers who are known and may not, and what they hear. */
  forbidden: Record<string, { call: Call } & Says>
  /** A good send of one message that costs 1, without credentials. */
  send: { method: string; path: string; body: { [field: string]: Json } }
  /** Fields of the send that are texts, and without which it is refused. */
  required: readonly string[]
  idOf(answer: Answer): string
  read(id: string): { method: string; path: string }
  /** Resolves once the funded caller's send can be read, where that is not at once. */
  untilReadable?(id: string): Promise<void>
  /** What the account may spend, in what a send costs. */
  balance(headers: Record<string, string>): Promise<number>
  accepted: number
  refusals: Record<Situation, Says>
}

type Situation =
  | 'credentials_missing'
  | 'credentials_unknown'
  | 'insufficient_funds'
  | 'id_unknown'
  | 'path_unknown'
  | 'method_not_allowed'
  | 'content_type_unsupported'
  | 'body_too_large'
  | 'body_unreadable'
  | 'key_invalid'
  | 'key_reused'
  | 'field_missing'

const JSON_TYPE = { 'content-type': 'application/json' }
const BODY_BYTES_MAX = 1_048_576
const MALFORMED_BODIES = 1000

export function conformance(name: string, setUp: () => Promise<Driver>): void {
  suite(`${name}: as every dialect`, () => {
    let driver: Driver
    before(async () => {
      driver = await setUp()
    })

    const call = (made: Call): Promise<Answer> => exchange(driver.baseUrl, made)
    const send = (headers: Record<string, string>, change: Partial<Call> = {}): Promise<Answer> => {
      const { method, path, body } = driver.send
      return call({ method, path, body: JSON.stringify(body), ...change, headers: { ...JSON_TYPE, ...headers } })
    }
    const refused = (answer: Answer, situation: Situation, what?: string): void => {
      const { status, says } = driver.refusals[situation]
      assert.equal(answer.status, status, `${what ?? situation}: ${answer.text}`)
      assert.match(answer.text, says, what)
    }

    test('a send is accepted, costs what it says, and can be read', async () => {
      const { funded } = driver.credentials
      const before = await driver.balance(funded)
      const answer = await send(funded)
      assert.equal(answer.status, driver.accepted, answer.text)
      assert.equal(await driver.balance(funded), before - 1)
      await driver.untilReadable?.(driver.idOf(answer))
      const found = await call({ ...driver.read(driver.idOf(answer)), headers: funded })
      assert.equal(found.status, 200, found.text)
      assert.equal(driver.idOf(found), driver.idOf(answer))
    })

    test('an unknown field is no matter', async () => {
      const body = JSON.stringify({ ...driver.send.body, unknown_field: { a: [1] } })
      assert.equal((await send(driver.credentials.funded, { body })).status, driver.accepted)
    })

    test('a repetition with its key gets the first answer byte for byte, and is charged once', async () => {
      const { funded, other } = driver.credentials
      const before = await driver.balance(funded)
      const key = { 'idempotency-key': `once-${Date.now()}` }
      const [first, ...parallel] = await Promise.all(Array.from({ length: 5 }, () => send({ ...funded, ...key })))
      const later = await send({ ...funded, ...key })
      assert.equal(first?.status, driver.accepted)
      for (const { status, text } of [...parallel, later]) {
        assert.deepEqual({ status, text }, { status: first?.status, text: first?.text })
      }
      assert.equal(await driver.balance(funded), before - 1)
      const changed = JSON.stringify({ ...driver.send.body, unknown_field: 1 })
      refused(await send({ ...funded, ...key }, { body: changed }), 'key_reused')
      refused(await send({ ...funded, ...key }, { body: '{}' }), 'key_reused', 'a key is judged before the fields')
      assert.notEqual(
        driver.idOf(await send({ ...other, ...key })),
        driver.idOf(first),
        "another account's key is another",
      )
    })

    test('what a key may be', async () => {
      const { funded } = driver.credentials
      for (const key of ['', 'x'.repeat(256), 'caf\u00e9']) {
        refused(await send({ ...funded, 'idempotency-key': key }), 'key_invalid', key)
      }
      const longest = { 'idempotency-key': `${Date.now()}`.padEnd(255, 'x') }
      assert.equal((await send({ ...funded, ...longest })).status, driver.accepted)
    })

    test('an empty wallet sends nothing', async () => {
      const { empty } = driver.credentials
      const key = { 'idempotency-key': 'empty' }
      refused(await send(empty), 'insufficient_funds')
      const parallel = await Promise.all(Array.from({ length: 5 }, () => send({ ...empty, ...key })))
      for (const answer of parallel) refused(answer, 'insufficient_funds', 'a refusal takes no key')
      assert.equal(await driver.balance(empty), 0)
    })

    test("another account's message is as unknown as any", async () => {
      const { funded, other } = driver.credentials
      const theirs = driver.idOf(await send(other))
      const mine = driver.idOf(await send(funded))
      const unknown = mine.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
      const answers: unknown[] = []
      for (const id of [theirs, unknown, 'x', '0', '%27', '%00', '%ff', '..%2f', 'x'.repeat(5000)]) {
        const answer = await call({ ...driver.read(id), headers: funded })
        refused(answer, 'id_unknown', id)
        answers.push(masked(answer, id))
      }
      for (const answer of answers) assert.deepEqual(answer, answers[0])
    })

    test('whoever is not known hears that alone', async () => {
      refused(await send({}), 'credentials_missing')
      refused(await send({}, { body: '{' }), 'credentials_missing', 'before the body')
      const answers: unknown[] = []
      for (const [what, headers] of Object.entries(driver.credentials.unknown)) {
        const answer = await send(headers, { body: '{' })
        refused(answer, 'credentials_unknown', what)
        answers.push(masked(answer, ''))
      }
      for (const answer of answers) assert.deepEqual(answer, answers[0])
    })

    test('whoever may not is told so before the body is looked at', async () => {
      for (const [what, { call: made, status, says }] of Object.entries(driver.forbidden)) {
        const answer = await call(made)
        assert.equal(answer.status, status, `${what}: ${answer.text}`)
        assert.match(answer.text, says, what)
      }
    })

    test('path, method, type and size', async () => {
      const { funded } = driver.credentials
      const { path, body } = driver.send
      const whole = JSON.stringify(body)
      refused(await call({ method: 'GET', path: `${path}/x/y`, headers: {} }), 'path_unknown')
      refused(await call({ method: 'POST', path: '/', headers: funded, body: '{' }), 'path_unknown')
      for (const method of ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
        const answer = await call({ method, path, headers: {} })
        if (answer.status === 200 || answer.status === 401) continue // the path has this method too
        refused(answer, 'method_not_allowed', method)
        assert.match(answer.headers.get('allow') ?? '', /POST/)
      }
      refused(await send({ ...funded, 'content-type': 'text/plain' }), 'content_type_unsupported')
      refused(
        await send({ ...funded, 'content-type': 'application/x-www-form-urlencoded' }),
        'content_type_unsupported',
      )
      refused(await send({ ...funded, 'content-encoding': 'gzip' }), 'content_type_unsupported')
      refused(await send(funded, { body: whole + ' '.repeat(BODY_BYTES_MAX + 1 - whole.length) }), 'body_too_large')
      refused(await send(funded, { body: whole + ' '.repeat(5 * BODY_BYTES_MAX) }), 'body_too_large')
      const largest = await send(funded, { body: whole + ' '.repeat(BODY_BYTES_MAX - whole.length) })
      assert.equal(largest.status, driver.accepted)
    })

    test('what is no JSON, or means two things', async () => {
      const { funded } = driver.credentials
      const before = await driver.balance(funded)
      const whole = JSON.stringify(driver.send.body)
      const field = driver.required[0] as string
      const rows: [what: string, body: string | Uint8Array][] = [
        ['empty', ''],
        ['blank', ' \n'],
        ['cut short', whole.slice(0, -1)],
        ['one too many', `${whole}}`],
        ['a form', 'a=b'],
        ['a key twice', `{"${field}":"x",${whole.slice(1)}`],
        ['__proto__', `{"__proto__":{},${whole.slice(1)}`],
        ['constructor', `{"x":{"constructor":{}},${whole.slice(1)}`],
        ['U+0000', `{"x":"\\u0000",${whole.slice(1)}`],
        ['half a surrogate pair', `{"x":"\\ud83d",${whole.slice(1)}`],
        ['no double', `{"x":1e400,${whole.slice(1)}`],
        ['NaN', `{"x":NaN,${whole.slice(1)}`],
        ['21 deep', `{"x":${'['.repeat(20)}${']'.repeat(20)},${whole.slice(1)}`],
        ['no UTF-8', Buffer.concat([Buffer.from(whole.slice(0, 2)), Buffer.from([0xff]), Buffer.from(whole.slice(2))])],
        ['UTF-16', Buffer.from(whole, 'utf16le')],
      ]
      for (const [what, body] of rows) refused(await send(funded, { body }), 'body_unreadable', what)
      refused(await send(funded, { body: undefined as never }), 'body_unreadable', 'no body')
      assert.equal((await send(funded, { body: `\ufeff${whole}` })).status, driver.accepted, 'a byte order mark')
      assert.equal(await driver.balance(funded), before - 1)
    })

    test('each required field', async () => {
      for (const field of driver.required) {
        const { [field]: _, ...rest } = driver.send.body
        refused(await send(driver.credentials.funded, { body: JSON.stringify(rest) }), 'field_missing', field)
      }
    })

    test(`${MALFORMED_BODIES} malformed bodies: each is the caller's fault, and the wallet stays`, async () => {
      const { funded } = driver.credentials
      const before = await driver.balance(funded)
      const judge = async (body: Uint8Array): Promise<void> => {
        const answer = await send(funded, { body })
        assert.ok(answer.status >= 400 && answer.status < 500, `${answer.status} ${answer.text}`)
      }
      await fc.assert(fc.asyncProperty(malformed(driver), judge), { numRuns: MALFORMED_BODIES })
      assert.equal(await driver.balance(funded), before)
    })
  })
}

/** Every answer is JSON with a request id, and says nothing of what is behind it. */
async function exchange(baseUrl: string, { method, path, headers, body }: Call): Promise<Answer> {
  const response = await fetch(baseUrl + path, {
    method,
    headers,
    ...(body !== undefined && { body: body as string }),
  })
  const text = await response.text()
  assert.match(response.headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/)
  assert.match(response.headers.get('content-type') ?? '', /^application\/json/, text)
  JSON.parse(text)
  if (response.status >= 400) assert.doesNotMatch(text, /node_modules|select |postgres|fastify|FST_| at .*\.ts/i)
  return { status: response.status, text, headers: response.headers }
}

/** All that a caller sees of an answer but the request id, the time, its own rate and the id that it asked for. */
function masked({ status, text, headers }: Answer, id: string): unknown {
  const seen = [...headers].filter(([name]) => !/^(x-request-id|date|x-ratelimit-.+)$/.test(name))
  const common = text.replaceAll(headers.get('x-request-id') as string, 'REQUEST')
  return { status, text: id.length < 4 ? common : common.replaceAll(id, 'ID'), headers: seen }
}

/** Bodies near a good one: a required field of a wrong type or gone and the others at random, or bytes that are no JSON. */
function malformed({ send: { body }, required }: Driver): fc.Arbitrary<Uint8Array> {
  const noText = fc.jsonValue({ maxDepth: 4 }).filter((value) => !isTextual(value))
  const wrongField = fc
    .record({
      field: fc.constantFrom(...required),
      wrong: fc.option(noText, { nil: undefined }), // undefined is left out by JSON.stringify
      others: fc.dictionary(fc.constantFrom(...Object.keys(body), 'unknown'), fc.jsonValue()),
    })
    .map(({ field, wrong, others }) => Buffer.from(JSON.stringify({ ...body, ...others, [field]: wrong })))
  const whole = Buffer.from(JSON.stringify(body))
  const noJson = fc
    .record({ at: fc.nat(whole.length), drop: fc.nat(8), put: fc.uint8Array({ maxLength: 8 }) })
    .map(({ at, drop, put }) => Buffer.concat([whole.subarray(0, at), put, whole.subarray(at + drop)]))
    .filter((bytes) => !readJson(bytes).ok)
  return fc.oneof(wrongField, noJson)
}

function isTextual(value: unknown): boolean {
  return typeof value === 'string' || (Array.isArray(value) && value.length > 0 && value.every(isTextual))
}
