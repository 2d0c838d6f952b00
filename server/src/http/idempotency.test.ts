import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import Type from 'typebox'
import { plainDialect, serveEdge, testCaller } from '../../../test/harness/edge.ts'
import { RefusedError, refuse } from '../core/errors.ts'
import type { Platform } from '../pipeline/platform.ts'
import { once } from './idempotency.ts'

type KeyRow = NonNullable<Awaited<ReturnType<Platform['idempotency']['find']>>>

const good = testCaller()
const other = testCaller()

/** A send that counts itself; `state.hold` makes it wait, `state.refusal` refuses it. */
async function serve(t: TestContext, waitMs?: number) {
  const rows = new Map<string, KeyRow>()
  const state: {
    sent: number
    hold: Promise<void> | null
    refusal: 'insufficient_funds' | 'idempotency_key_busy' | null
  } = {
    sent: 0,
    hold: null,
    refusal: null,
  }
  const idempotency: Platform['idempotency'] = {
    find: async (accountId, key) => rows.get(`${accountId} ${key}`) ?? null,
    keep: async (accountId, key, status, answer) => {
      const row = rows.get(`${accountId} ${key}`)
      if (row && row.answer === null) Object.assign(row, { status, answer })
    },
  }
  const take = (accountId: string, key: { key: string; bodyHash: Buffer }, createdAtMs: number): void => {
    const name = `${accountId} ${key.key}`
    if (rows.has(name)) refuse({ code: 'idempotency_key_busy' })
    const row = { body_hash: key.bodyHash, request_id: `r${state.sent}`, status: null, answer: null }
    rows.set(name, { ...row, created_at: new Date(createdAtMs) })
  }
  const send = once<{ text: string }>(
    { idempotency },
    {
      async first({ caller, body }, key) {
        if (state.refusal) throw new RefusedError({ code: state.refusal })
        const n = ++state.sent
        if (key) take(caller.account.id, key, Date.now())
        await state.hold
        return { status: 201, body: { n, text: body.text } }
      },
      again: async (_request, requestId) => ({ status: 201, body: { again: requestId } }),
    },
    waitMs,
  )
  const dialect = plainDialect((app) => {
    const options = {
      config: { permission: 'send' },
      attachValidation: true,
      schema: { body: Type.Object({ text: Type.String() }) },
    }
    app.post('/send', options, send)
    app.post('/send-too', options, send)
  })
  const { url } = await serveEdge(t, { dialects: [dialect], callers: [good, other] })
  const call = async (key: string | null, body: string, { token, path } = { token: good.token, path: 'send' }) => {
    const headers: Record<string, string> = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    if (key !== null) headers['idempotency-key'] = key
    const response = await fetch(`${url}/plain/${path}`, { method: 'POST', headers, body })
    return `${response.status} ${response.headers.get('content-type')} ${await response.text()}`
  }
  return { call, state, rows, take }
}

const JSON_TYPE = 'application/json; charset=utf-8'

test('a repetition gets the first answer byte for byte and sends nothing', async (t) => {
  const { call, state } = await serve(t)
  const first = await call('k', '{"text":"a"}')
  assert.equal(first, `201 ${JSON_TYPE} {"n":1,"text":"a"}`)
  assert.equal(await call('k', '{"text":"a"}'), first)
  assert.equal(await call('k2', '{"text":"a"}'), `201 ${JSON_TYPE} {"n":2,"text":"a"}`)
  assert.equal(await call(null, '{"text":"a"}'), `201 ${JSON_TYPE} {"n":3,"text":"a"}`)
  assert.equal(state.sent, 3)
})

test('a key is of its account, its path and its body', async (t) => {
  const { call } = await serve(t)
  await call('k', '{"text":"a"}')
  assert.match(await call('k', '{"text":"b"}'), /idempotency_key_reused/)
  assert.match(await call('k', '{"text":"a" }'), /idempotency_key_reused/) // bytes, not meaning
  assert.match(await call('k', '{}'), /idempotency_key_reused/) // judged before the fields
  assert.match(await call('k', '{"text":"a"}', { token: good.token, path: 'send-too' }), /idempotency_key_reused/)
  assert.match(await call('k', '{"text":"a"}', { token: other.token, path: 'send' }), /"n":2/)
})

test('what a key may be', async (t) => {
  const { call } = await serve(t)
  const rows: [key: string, taken: boolean][] = [
    ['a', true],
    ['7b6c9a3e-1f0e-4a7b-9f57-0f7d3d6a2b11', true],
    ['with spaces, and "signs"', true],
    ['x'.repeat(255), true],
    ['x'.repeat(256), false],
    ['', false],
    ['caf\u00e9', false],
    ['tab\there', false],
  ]
  for (const [key, taken] of rows) {
    assert.match(await call(key, '{"text":"a"}'), taken ? /^201/ : /idempotency_key_invalid/, key)
  }
  assert.match(await call('', '{}'), /idempotency_key_invalid/) // before the fields
  assert.match(await call('', '{'), /body_unreadable/) // after the syntax
})

test('a refusal keeps nothing: the same key may be tried again', async (t) => {
  const { call, state } = await serve(t)
  assert.match(await call('k', '{}'), /field_missing/)
  state.refusal = 'insufficient_funds'
  assert.match(await call('k', '{"text":"a"}'), /insufficient_funds/)
  state.refusal = null
  assert.match(await call('k', '{"text":"a"}'), /^201/)
})

test('who comes while the first is running waits for its answer', async (t) => {
  const { call, state } = await serve(t)
  let release = (): void => {}
  state.hold = new Promise((resolve) => {
    release = resolve
  })
  const calls = Array.from({ length: 5 }, () => call('k', '{"text":"a"}'))
  release()
  const answers = await Promise.all(calls)
  assert.equal(new Set(answers).size, 1)
  assert.equal(state.sent, 1)
})

test('who has waited long enough is told to come back', async (t) => {
  const { call, state } = await serve(t, 20)
  const held = Promise.withResolvers<void>()
  state.hold = held.promise
  const first = call('k', '{"text":"a"}')
  assert.match(await Promise.race([call('k', '{"text":"a"}'), first]), /idempotency_key_busy/)
  held.resolve()
  await first
  assert.match(await call('k', '{"text":"a"}'), /"n":1/)
  assert.equal(state.sent, 1)
})

test('a key that another node took is answered from what is stored, once for all', async (t) => {
  const { call, rows, take, state } = await serve(t)
  await call('k', '{"text":"a"}')
  const kept = rows.get(`${good.caller.account.id} k`) as KeyRow
  // That node died before it kept its answer, 15 s ago.
  rows.clear()
  take(good.caller.account.id, { key: 'k', bodyHash: kept.body_hash }, Date.now() - 15_000)
  const rendered = await call('k', '{"text":"a"}')
  assert.equal(rendered, `201 ${JSON_TYPE} {"again":"r1"}`)
  assert.equal(await call('k', '{"text":"a"}'), rendered)
  // That node is still at it, and keeps its answer while we look.
  rows.clear()
  take(good.caller.account.id, { key: 'k', bodyHash: kept.body_hash }, Date.now())
  const waiting = call('k', '{"text":"a"}')
  Object.assign(rows.get(`${good.caller.account.id} k`) as KeyRow, { status: 201, answer: '{"theirs":1}' })
  assert.equal(await waiting, `201 ${JSON_TYPE} {"theirs":1}`)
  assert.equal(state.sent, 1)
})

test('of two nodes that take a key at once, the slower one answers what the faster one did', async (t) => {
  const { call, rows, state } = await serve(t)
  await call('k', '{"text":"a"}')
  const kept = rows.get(`${good.caller.account.id} k`) as KeyRow
  rows.clear()
  state.refusal = 'idempotency_key_busy' // accept lost the race for the key
  const find = rows.get.bind(rows)
  let looks = 0
  rows.get = (name) => (++looks === 1 ? undefined : (find(name) ?? kept)) // it was not there yet when we looked first
  assert.equal(await call('k', '{"text":"a"}'), `201 ${JSON_TYPE} {"n":1,"text":"a"}`)
})
