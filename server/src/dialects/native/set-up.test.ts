import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testAccount, testSetup } from '../../../../test/harness/setup.ts'
import { secretHash } from '../../secrets.ts'
import { PERMISSIONS } from './auth.ts'
import { testApp } from './testing/app.ts'

const setup = await testSetup({ after })
const [ours, theirs] = [await testAccount(setup), await testAccount(setup)]
const api = testApp({ setup })
after(() => api.app.close())

const by = (id: string, permissions: readonly string[] = PERMISSIONS) => {
  const authorization = `Bearer ${api.token(permissions, { id })}`
  return (method: string, path: string, body?: unknown) => api.call(method, path, body, { authorization })
}
const we = by(ours)
const they = by(theirs)
const HOOK = 'https://hooks.example.com/sms'

test('a sender ID is asked for, listed, and nobody else knows of it', async () => {
  const asked = await we('POST', '/sender-ids', { name: 'Duka', sample_content: 'Your order is on its way.' })
  assert.equal(asked.status, 201)
  assert.deepEqual([asked.body.name, asked.body.status, asked.body.countries], ['Duka', 'pending', null])
  assert.deepEqual((await we('GET', '/sender-ids?status=pending')).body.data, [asked.body])
  assert.deepEqual((await we('GET', '/sender-ids?status=approved')).body.data, [])
  assert.deepEqual((await they('GET', '/sender-ids')).body.data, [])
  const again = await we('POST', '/sender-ids', { name: 'DUKA' })
  assert.deepEqual([again.status, again.body.error.code], [409, 'conflict'])
})

test('a credential is made, its secret shown once, and revoked', async () => {
  const made = await we('POST', '/credentials', { name: 'Web shop', permissions: ['messages:send'] })
  assert.equal(made.status, 201)
  const { secret, ...shown } = made.body
  assert.match(secret, /^nj_live_[0-9A-Za-z]{49}$/)
  assert.deepEqual((await we('GET', '/credentials')).body.data, [shown])
  const known = await setup.knowledge.credential(secretHash(secret))
  assert.deepEqual([known?.accountId, [...(known?.permissions ?? [])]], [ours, ['messages:send']])
  assert.equal((await they('DELETE', `/credentials/${shown.id}`)).status, 404)
  const revoked = await we('DELETE', `/credentials/${shown.id}`)
  assert.deepEqual([revoked.status, revoked.text], [204, ''])
  assert.equal((await setup.knowledge.credential(secretHash(secret)))?.revoked, true)
})

test('a token makes none that may do more than itself', async () => {
  const limited = by(ours, ['account:write', 'messages:read'])
  const ask = async (permissions: string[]) =>
    (await limited('POST', '/credentials', { name: 'x', permissions })).status
  assert.equal(await ask(['messages:read']), 201)
  assert.equal(await ask(['messages:read', 'messages:send']), 403)
  assert.equal(await ask(['everything']), 422)
})

test('a webhook endpoint is added, changed, rotated and removed', async () => {
  const added = await we('POST', '/webhooks', { url: HOOK, events: ['message.failed'] })
  assert.equal(added.status, 201)
  const { secret, ...endpoint } = added.body
  assert.match(secret, /^whsec_/)
  assert.deepEqual(
    [endpoint.url, endpoint.events, endpoint.style, endpoint.enabled],
    [HOOK, ['message.failed'], 'native', true],
  )
  assert.deepEqual((await we('GET', '/webhooks')).body.data, [endpoint])

  const path = `/webhooks/${endpoint.id}`
  const changed = await we('PATCH', path, { events: ['message.sent', 'message.delivered'] })
  assert.deepEqual(
    [changed.status, changed.body.url, changed.body.events],
    [200, HOOK, ['message.sent', 'message.delivered']],
  )
  const rotated = await we('POST', `${path}/rotate?overlap_seconds=60`)
  assert.equal(rotated.status, 200)
  assert.notEqual(rotated.body.secret, secret)
  assert.equal(rotated.body.previous_secret_until, new Date(setup.clock.ms + 60_000).toISOString())

  for (const [method, of] of [
    ['PATCH', path],
    ['DELETE', path],
    ['GET', `${path}/attempts`],
  ] as const) {
    assert.equal((await they(method, of, method === 'PATCH' ? {} : undefined)).status, 404)
  }
  assert.equal((await we('DELETE', path)).status, 204)
  assert.equal((await we('DELETE', path)).status, 404)
})

const REFUSED: [string, object][] = [
  ['http', { url: 'http://hooks.example.com' }],
  ['a private address', { url: 'https://127.0.0.1/' }],
  ['no URL', {}],
  ['an event that there is none of', { url: HOOK, events: ['message.read'] }],
  ['no events', { url: HOOK, events: [] }],
]
for (const [name, body] of REFUSED) {
  test(`an endpoint with ${name} is refused`, async () =>
    assert.equal((await we('POST', '/webhooks', body)).status, 422))
}

test('an endpoint is tried, its attempts are read, and what was told is told again', async () => {
  const { id } = (await we('POST', '/webhooks', { url: HOOK })).body
  const tried = await we('POST', `/webhooks/${id}/test`)
  assert.equal(tried.status, 202)
  const { data } = (await we('GET', `/webhooks/${id}/attempts`)).body
  assert.deepEqual(
    data.map((telling: Record<string, unknown>) => [
      telling.id,
      telling.url,
      telling.event,
      telling.status,
      telling.attempts,
    ]),
    [[tried.body.id, HOOK, 'message.delivered', 'pending', []]],
  )
  assert.equal((await we('POST', `/webhooks/attempts/${tried.body.id}/retry`)).status, 202)
  assert.equal((await they('POST', `/webhooks/attempts/${tried.body.id}/retry`)).status, 404)
  const recovered = await we('POST', `/webhooks/${id}/recover?since=2026-01-01T00:00:00Z`)
  assert.deepEqual([recovered.status, recovered.body], [202, { recovered: 0 }])
  assert.equal((await we('POST', `/webhooks/${id}/recover`)).body.error.code, 'field_missing')
  assert.equal((await we('POST', `/webhooks/${id}/recover?since=x`)).body.error.code, 'field_invalid')
})
