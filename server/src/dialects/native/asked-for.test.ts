import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testAccount, testSetup, value } from '../../../../test/harness/setup.ts'
import { newId } from '../../ids.ts'
import { listCarriers } from '../../setup/carriers.ts'
import { numberRequestQueue, refuseNumberRequest } from '../../setup/number-requests.ts'
import { assignNumber } from '../../setup/numbers.ts'
import { approveSender, rejectSender } from '../../setup/sender-ids.ts'
import { addInbound } from '../../store/inbound.ts'
import { PERMISSIONS } from './auth.ts'
import { testApp } from './testing/app.ts'

const setup = await testSetup({ after })
const api = testApp({ setup })
after(() => api.app.close())

/** An account of the test's own, and its calls. */
async function accountOf(permissions: readonly string[] = PERMISSIONS) {
  const id = await testAccount(setup)
  const authorization = `Bearer ${api.token(permissions, { id })}`
  const call = (method: string, path: string, body?: unknown) => api.call(method, path, body, { authorization })
  const notices = async (query = '') =>
    (await call('GET', `/notices${query}`)).body.data.map(({ kind, detail }: { kind: string; detail: object }) => [
      kind,
      detail,
    ])
  return { id, call, notices }
}

test('a sender ID is asked for with its countries and its sample; the account hears what was decided', async () => {
  const { id, call, notices } = await accountOf()
  const ask = { name: 'Duka', sample_content: 'Your order is on its way.', countries: ['UG', 'TZ', 'UG'] }
  const asked = (await call('POST', '/sender-ids', ask)).body
  assert.deepEqual(
    [asked.asked_countries, asked.countries, asked.sample_content],
    [['TZ', 'UG'], null, 'Your order is on its way.'],
  )
  value(await approveSender(setup, 'staff-token:a', id, asked.id, ['TZ']))
  value(await rejectSender(setup, 'staff-token:a', id, asked.id, 'It is a brand of another.'))
  assert.deepEqual(await notices(), [
    ['sender_id.rejected', { name: 'Duka', reason: 'It is a brand of another.' }],
    ['sender_id.approved', { name: 'Duka', countries: 'TZ' }],
  ])
})

const wrong: [what: string, body: object][] = [
  ['a sample of 14 characters', { name: 'Duka', sample_content: 'x'.repeat(14) }],
  ['a sample of 171', { name: 'Duka', sample_content: 'x'.repeat(171) }],
  ['a country that there is none of', { name: 'Duka', countries: ['XX'] }],
  ['no country at all', { name: 'Duka', countries: [] }],
]
for (const [what, body] of wrong) {
  test(`a sender ID with ${what} is refused`, async () =>
    assert.equal((await (await accountOf()).call('POST', '/sender-ids', body)).status, 422))
}

test('a notice is put away by one for all, and is nobody else’s', async () => {
  const ours = await accountOf()
  const theirs = await accountOf()
  const asked = (await ours.call('POST', '/sender-ids', { name: 'Duka' })).body
  value(await approveSender(setup, 'staff-token:a', ours.id, asked.id, null))
  const [notice] = (await ours.call('GET', '/notices?unseen=true')).body.data
  assert.deepEqual([notice.kind, notice.subject_id, notice.seen_at], ['sender_id.approved', asked.id, null])
  for (const id of [notice.id, newId(), 'x']) {
    assert.equal((await theirs.call('POST', `/notices/${id}/seen`)).status, 404)
  }
  assert.equal((await ours.call('POST', `/notices/${notice.id}/seen`)).status, 204)
  assert.equal((await ours.call('POST', `/notices/${notice.id}/seen`)).status, 204)
  assert.deepEqual(await ours.notices('?unseen=true'), [])
  assert.equal((await ours.notices()).length, 1)
})

const ASK = { country: 'TZ', kind: 'long_code', purpose: 'Orders by SMS' }

test('a number is asked for, assigned for that request, and the account hears of it', async () => {
  const { id, call, notices } = await accountOf()
  const asked = await call('POST', '/number-requests', ASK)
  assert.deepEqual([asked.status, asked.body.status, asked.body.number], [201, 'pending', null])
  const waiting = await numberRequestQueue(setup, 'pending', null, 100)
  assert.ok(waiting.some((each) => each.id === asked.body.id && each.account_name === 'Duka la Juma'))
  const input = {
    number: '+255701000009',
    carrierId: null,
    callbackUrl: null,
    style: 'native',
    requestId: asked.body.id,
  }
  value(await assignNumber(setup, 'staff-token:a', id, input))
  const [request] = (await call('GET', '/number-requests')).body.data
  assert.deepEqual([request.status, request.number], ['assigned', '+255701000009'])
  assert.equal((await call('GET', '/numbers')).body.data[0].number, '+255701000009')
  assert.deepEqual(await notices(), [['number.assigned', { number: '+255701000009' }]])
  const again = await assignNumber(setup, 'staff-token:a', id, { ...input, number: '15099' })
  assert.equal(again.ok, false)
  assert.equal((await call('GET', '/numbers')).body.data.length, 1)
})

test('a request for a number is refused with a reason, or withdrawn while nobody has decided', async () => {
  const { id, call, notices } = await accountOf()
  const refused = (await call('POST', '/number-requests', ASK)).body
  const withdrawn = (await call('POST', '/number-requests', ASK)).body
  value(await refuseNumberRequest(setup, 'staff-token:a', id, refused.id, 'For banks alone.'))
  assert.equal((await call('DELETE', `/number-requests/${refused.id}`)).status, 404)
  assert.equal((await (await accountOf()).call('DELETE', `/number-requests/${withdrawn.id}`)).status, 404)
  assert.equal((await call('DELETE', `/number-requests/${withdrawn.id}`)).status, 204)
  const { data } = (await call('GET', '/number-requests')).body
  assert.deepEqual(
    data.map(({ status, reason }: { status: string; reason: string }) => [status, reason]),
    [['refused', 'For banks alone.']],
  )
  assert.deepEqual(await notices(), [['number_request.refused', { country: 'TZ', reason: 'For banks alone.' }]])
})

const wrongNumbers: [what: string, body: object, status: number][] = [
  ['no country', { kind: 'long_code', purpose: 'x' }, 422],
  ['a kind that there is none of', { ...ASK, kind: 'gold' }, 422],
  ['no purpose', { ...ASK, purpose: ' ' }, 422],
]
for (const [what, body, status] of wrongNumbers) {
  test(`a request for a number with ${what} is refused`, async () =>
    assert.equal((await (await accountOf()).call('POST', '/number-requests', body)).status, status))
}

test('ten requests for numbers wait at the most', async () => {
  const { call } = await accountOf()
  for (let i = 0; i < 10; i++) assert.equal((await call('POST', '/number-requests', ASK)).status, 201)
  assert.equal((await call('POST', '/number-requests', ASK)).status, 409)
})

test('conversations are the last message of each subscriber and number, newest first, in pages', async () => {
  const { id, call } = await accountOf()
  const carrierId = (await listCarriers(setup))[0]?.id as string
  const write = (msisdn: string, number: string, text: string) =>
    setup.database.transaction([id], (tx) =>
      addInbound(
        tx,
        id,
        { id: newId(), number, msisdn, text, carrierId, receivedAtMs: Date.now() },
        { keyword: null, action: null, reply: null },
      ),
    )
  await write('255701000001', '15015', 'first')
  await write('255701000002', '15015', 'hello')
  await write('255701000001', '15016', 'elsewhere')
  await write('255701000001', '15015', 'last')
  const read = async (query = '') => (await call('GET', `/inbound/conversations${query}`)).body
  const texts = ({ data }: { data: { from: string; number: string; text: string }[] }) =>
    data.map(({ from, number, text }) => `${from} ${number} ${text}`)
  const first = await read('?limit=2')
  assert.deepEqual(texts(first), ['+255701000001 15015 last', '+255701000001 15016 elsewhere'])
  assert.deepEqual(texts(await read(`?cursor=${first.next}`)), ['+255701000002 15015 hello'])
  assert.deepEqual(texts(await read('?number=15016')), ['+255701000001 15016 elsewhere'])
})

test('an endpoint in the style of a published API, and one of ours that hears of other endpoints', async () => {
  const { call } = await accountOf()
  const url = 'https://hooks.example.com/sms'
  const added = await call('POST', '/webhooks', { url, events: ['endpoint.disabled'] })
  assert.deepEqual([added.status, added.body.style, added.body.events], [201, 'native', ['endpoint.disabled']])
  assert.equal((await call('POST', '/webhooks', { url, style: 'none' })).status, 422)
})

test('what was told at an endpoint that is disabled or gone is not told again, and of which status is listed', async () => {
  const { call } = await accountOf()
  const { id } = (await call('POST', '/webhooks', { url: 'https://hooks.example.com/sms' })).body
  const told = (await call('POST', `/webhooks/${id}/test`)).body.id
  const statuses = async (query: string) =>
    (await call('GET', `/webhooks/${id}/attempts${query}`)).body.data.map((each: { status: string }) => each.status)
  assert.deepEqual(await statuses('?status=pending'), ['pending'])
  assert.deepEqual(await statuses('?status=given_up'), [])
  await call('PATCH', `/webhooks/${id}`, { enabled: false })
  assert.equal((await call('POST', `/webhooks/attempts/${told}/retry`)).status, 409)
  await call('PATCH', `/webhooks/${id}`, { enabled: true })
  assert.equal((await call('POST', `/webhooks/attempts/${told}/retry`)).status, 202)
  await call('DELETE', `/webhooks/${id}`)
  assert.equal((await call('POST', `/webhooks/attempts/${told}/retry`)).status, 409)
})
