import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { refusal, testAccount, testSetup, value } from '../../../../test/harness/setup.ts'
import { newId } from '../../ids.ts'
import { secretHash } from '../../secrets.ts'
import { assignNumber, unassignNumber } from '../../setup/numbers.ts'
import { addInbound } from '../../store/inbound.ts'
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

test('a number is assigned by the operator, told at an address of ours, and nobody else knows of it', async () => {
  const input = { number: '255701000001', carrierId: null, callbackUrl: null, style: 'native' }
  const { id } = value(await assignNumber(setup, 'installation', ours, input))
  const [shown] = (await we('GET', '/numbers')).body.data
  assert.deepEqual([shown.id, shown.number, shown.callback_url, shown.style], [id, '+255701000001', null, 'native'])
  assert.deepEqual((await they('GET', '/numbers')).body.data, [])
  assert.equal((await they('PATCH', `/numbers/${id}`, { callback_url: HOOK })).status, 404)
  assert.equal((await we('PATCH', `/numbers/${id}`, { callback_url: 'https://10.0.0.1/' })).status, 422)
  assert.equal((await we('PATCH', `/numbers/${id}`, { callback_url: HOOK })).body.callback_url, HOOK)
  assert.equal((await we('PATCH', `/numbers/${id}`, { callback_url: null })).body.callback_url, null)
  assert.equal(refusal(await assignNumber(setup, 'installation', theirs, input)), 'conflict number')
  const account = await setup.knowledge.account(ours)
  assert.equal(account?.senders.get('255701000001')?.status, 'approved')
  value(await unassignNumber(setup, 'installation', ours, id))
  assert.equal((await setup.knowledge.account(ours))?.senders.get('255701000001')?.status, 'rejected')
  value(await assignNumber(setup, 'installation', theirs, input))
})

const KEYWORDS: [string, object, string][] = [
  ['two words', { keyword: 'BEI LEO', action: 'reply', reply: 'x' }, 'field_invalid'],
  ['no letter', { keyword: '!', action: 'reply', reply: 'x' }, 'field_invalid'],
  ['a reply without a text', { keyword: 'A', action: 'reply' }, 'field_missing'],
  ['a reply without letters', { keyword: 'A', action: 'reply', reply: '' }, 'field_invalid'],
  ['a reply that is too long', { keyword: 'A', action: 'reply', reply: 'x'.repeat(1601) }, 'field_invalid'],
  ['a forward without an address', { keyword: 'A', action: 'forward' }, 'field_missing'],
  ['a forward to a private address', { keyword: 'A', action: 'forward', url: 'https://10.0.0.1/' }, 'field_invalid'],
  ['an address of a reply', { keyword: 'A', action: 'reply', reply: 'x', url: HOOK }, 'field_invalid'],
  ['an action that is none', { keyword: 'A', action: 'shout' }, 'field_invalid'],
]
for (const [name, body, code] of KEYWORDS) {
  test(`a keyword rule of ${name} is refused`, async () => {
    const { status, body: answer } = await we('POST', '/keywords', body)
    assert.deepEqual([status, answer.error.code], [422, code])
  })
}

test('a keyword rule is added, changed and removed; the words that everybody has are turned off', async () => {
  const added = await we('POST', '/keywords', { keyword: 'béi', action: 'reply', reply: 'TZS 950' })
  assert.deepEqual([added.status, added.body.keyword, added.body.action], [201, 'BEI', 'reply'])
  assert.equal((await we('POST', '/keywords', { keyword: 'Bei', action: 'opt_in' })).status, 409)
  const path = `/keywords/${added.body.id}`
  const forward = await we('PATCH', path, { action: 'forward', url: HOOK })
  assert.deepEqual([forward.body.action, forward.body.reply, forward.body.url], ['forward', 'TZS 950', HOOK])
  assert.deepEqual((await we('PATCH', path, { action: 'opt_out', reply: null })).body.url, null)
  assert.equal((await they('PATCH', path, { reply: 'x' })).status, 404)
  assert.equal((await they('DELETE', path)).status, 404)
  assert.equal((await we('GET', '/keywords')).body.data.length, 1)
  assert.equal((await we('DELETE', path)).status, 204)
  assert.deepEqual((await we('GET', '/keywords')).body.data, [])
  assert.equal((await we('GET', '/keywords/built-in')).body.enabled, true)
  assert.equal((await we('PATCH', '/keywords/built-in', { enabled: false })).body.enabled, false)
  assert.equal((await they('GET', '/keywords/built-in')).body.enabled, true)
})

test('a number is opted out and in again, for that account alone', async () => {
  const added = await we('POST', '/opt-outs', { number: '+255701000000' })
  assert.deepEqual([added.status, added.body.number, added.body.source], [201, '+255701000000', 'account'])
  assert.equal((await we('POST', '/opt-outs', { number: '255701000000' })).status, 409)
  assert.equal((await we('POST', '/opt-outs', { number: '0701' })).body.error.code, 'recipient_invalid')
  assert.equal((await setup.knowledge.account(ours))?.hasOptOuts, true)
  assert.equal((await setup.knowledge.account(theirs))?.hasOptOuts, false)
  assert.deepEqual((await we('GET', '/opt-outs?number=%2B255701000000')).body.data, [added.body])
  assert.deepEqual((await we('GET', '/opt-outs?number=255701000001')).body.data, [])
  assert.deepEqual((await they('GET', '/opt-outs')).body.data, [])
  assert.equal((await they('DELETE', `/opt-outs/${added.body.id}`)).status, 404)
  assert.equal((await we('DELETE', `/opt-outs/${added.body.id}`)).status, 204)
  assert.equal((await setup.knowledge.account(ours))?.hasOptOuts, false)
})

test('what was written is read by number, writer and time, and by its account alone', async () => {
  const write = (msisdn: string, second: number) => {
    const receivedAtMs = Date.parse('2026-03-02T09:00:00Z') + second * 1000
    const row = { id: newId(), number: '15015', msisdn, text: `at ${second}`, carrierId: newId(), receivedAtMs }
    const met = { keyword: null, action: null, reply: null }
    return setup.database.transaction([ours], (tx) => addInbound(tx, ours, row, met))
  }
  for (const [index, msisdn] of ['255701000000', '255701000001', 'INFO'].entries()) await write(msisdn, index)
  const read = async (query: string) =>
    (await we('GET', `/inbound?${query}`)).body.data.map((row: { from: string; text: string }) => [row.from, row.text])
  assert.deepEqual(await read('number=15015'), [
    ['INFO', 'at 2'],
    ['+255701000001', 'at 1'],
    ['+255701000000', 'at 0'],
  ])
  assert.deepEqual(await read('from=%2B255701000001'), [['+255701000001', 'at 1']])
  assert.deepEqual(await read('since=2026-03-02T09:00:01Z&until=2026-03-02T09:00:02Z'), [['+255701000001', 'at 1']])
  assert.deepEqual(await read('number=15016'), [])
  assert.deepEqual((await they('GET', '/inbound')).body.data, [])
  const first = (await we('GET', '/inbound?limit=2')).body
  const second = (await we('GET', `/inbound?limit=2&cursor=${first.next}`)).body
  assert.deepEqual([first.data.length, second.data.length, second.next], [2, 1, null])
})
