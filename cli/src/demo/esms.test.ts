import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createApi } from '../api.ts'
import { fakeApi } from '../fixtures/fake-api.ts'
import { esms } from './esms.ts'

const PLANS = '/v1/operator/rate-plans'
const ACCOUNTS = '/v1/operator/accounts'
const RATES = '/v1/operator/exchange-rates'

/** An operator's API on which everything works; of several accounts each is called by what it is. */
async function operator(t: { after(done: () => void): void }, rates: object[]) {
  const named = (name: string) => name.split(', ')[1] ?? 'main'
  const ofAccount = ['main', 'empty', 'other'].flatMap((id) => [
    [`POST ${ACCOUNTS}/${id}/credits`, { body: { status: 'applied' } }],
    [`POST ${ACCOUNTS}/${id}/sender-ids`, (sent: unknown) => ({ body: { id: (sent as { name: string }).name } })],
    [`POST /v1/operator/sender-ids/${id}/MyApp/approve`, { body: {} }],
    [`POST /v1/operator/sender-ids/${id}/eSMSAfrica/approve`, { body: {} }],
    [`POST ${ACCOUNTS}/${id}/credentials`, { body: { secret: `esms_live_${id}` } }],
  ])
  return fakeApi(t, {
    [`GET ${PLANS}`]: { body: { data: [], next: null } },
    [`POST ${PLANS}`]: { body: { id: 'p1' } },
    [`GET ${RATES}`]: { body: { data: rates } },
    [`PUT ${RATES}`]: { body: { data: [] } },
    [`POST ${ACCOUNTS}`]: (sent: unknown) => ({
      body: { id: named((sent as { name: string }).name), currency: 'KES' },
    }),
    ...Object.fromEntries(ofAccount),
  })
}

const create = async (t: { after(done: () => void): void }, rates: object[] = [], flags = {}) => {
  const server = await operator(t, rates)
  const made = await esms.create({ api: createApi(server.url, 'njo_test'), mark: '12d687', flags })
  const bodies = (call: string) => server.calls.filter((each) => each.call === call).map(({ body }) => body)
  return { server, made, bodies }
}

test('its block of the document, field for field', async (t) => {
  const { server, made, bodies } = await create(t)
  assert.equal(made.accountId, 'main')
  assert.deepEqual(made.document('2000.00'), {
    baseUrl: `${server.url}/esms`,
    token: 'esms_live_main',
    emptyToken: 'esms_live_empty',
    otherToken: 'esms_live_other',
    sender: 'MyApp',
    senderCountries: ['KE', 'TZ'],
    everywhereSender: 'eSMSAfrica',
    pendingSender: 'PENDING',
    balance: 2000,
    currency: 'KES',
    routes: {
      UG: { code: 'ESMS_UG', price: 35, currency: 'UGX' },
      KE: { code: 'ESMS_KE', price: 0.8, currency: 'KES' },
    },
    rates: { 'UGX/KES': 0.034349 },
  })
  assert.match(made.curl, /\/esms\/api\/messages\/send' \\\n[\s\S]+-H 'Authorization: Bearer esms_live_main'/)
  for (const body of bodies(`POST ${ACCOUNTS}`)) assert.ok(!('default_sender' in (body as object)), 'the route has one')
  for (const id of ['main', 'empty', 'other']) {
    assert.deepEqual(bodies(`POST /v1/operator/sender-ids/${id}/MyApp/approve`), [{ countries: ['KE', 'TZ'] }])
    assert.deepEqual(bodies(`POST /v1/operator/sender-ids/${id}/eSMSAfrica/approve`), [{}])
  }
  assert.deepEqual(
    ['main', 'empty', 'other'].map((id) => bodies(`POST ${ACCOUNTS}/${id}/credits`).length),
    [1, 0, 1],
  )
})

const rate = (rate: string, effective_at: string, base = 'UGX') => ({ base, quote: 'KES', rate, effective_at })
const PAST = '2020-01-01T00:00:00.000Z'
const FUTURE = '2999-01-01T00:00:00.000Z'

const rows: { is: string; rates: object[]; sets: number }[] = [
  { is: 'nowhere', rates: [], sets: 1 },
  { is: 'in force', rates: [rate('0.034349', PAST)], sets: 0 },
  { is: 'another now', rates: [rate('0.04', '2021-01-01T00:00:00.000Z'), rate('0.034349', PAST)], sets: 1 },
  { is: 'not in force yet', rates: [rate('0.034349', FUTURE)], sets: 1 },
  { is: 'in force, with another to come', rates: [rate('0.04', FUTURE), rate('0.034349', PAST)], sets: 0 },
  { is: "another currency's", rates: [rate('0.034349', PAST, 'TZS')], sets: 1 },
]
for (const { is, rates, sets } of rows) {
  test(`a rate that is ${is} is ${sets === 0 ? 'left' : 'set'}`, async (t) => {
    const { bodies } = await create(t, rates)
    const expected = { rates: [{ base: 'UGX', quote: 'KES', rate: '0.034349' }] }
    assert.deepEqual(bodies(`PUT ${RATES}`), Array(sets).fill(expected))
  })
}
