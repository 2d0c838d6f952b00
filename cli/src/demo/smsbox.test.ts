import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createApi } from '../api.ts'
import { fakeApi } from '../fixtures/fake-api.ts'
import type { DemoFlags } from './set.ts'
import { smsbox } from './smsbox.ts'

const PLANS = '/v1/operator/rate-plans'
const ACCOUNTS = '/v1/operator/accounts'
const KINDS = ['main', 'empty', 'other']

/** An operator's API on which everything works; of several accounts each is called by what it is. */
function operator(t: { after(done: () => void): void }, taken: string[]) {
  const named = (name: string) => name.split(', ')[1] ?? 'main'
  const ofAccount = KINDS.flatMap((id) => [
    [`POST ${ACCOUNTS}/${id}/credits`, { body: { status: 'applied' } }],
    [`POST ${ACCOUNTS}/${id}/sender-ids`, (sent: unknown) => ({ body: { id: (sent as { name: string }).name } })],
    [`POST ${ACCOUNTS}/${id}/credentials`, { body: { id: 'k', public_id: `${id} key`, secret: `${id} secret` } }],
    [`POST /v1/operator/sender-ids/${id}/INFO/approve`, { body: {} }],
  ])
  return fakeApi(t, {
    [`GET ${PLANS}`]: { body: { data: [], next: null } },
    [`POST ${PLANS}`]: { body: { id: 'p1' } },
    [`POST ${ACCOUNTS}`]: (sent: unknown) => ({
      body: { id: named((sent as { name: string }).name), currency: 'TZS' },
    }),
    'GET /v1/operator/numbers': { body: { data: taken.map((number) => ({ number })), next: null } },
    [`POST ${ACCOUNTS}/main/numbers`]: { body: {} },
    [`POST ${ACCOUNTS}/main/webhooks`]: { body: { secret: 'whsec_x' } },
    ...Object.fromEntries(ofAccount),
  })
}

async function makeSet(t: { after(done: () => void): void }, flags: DemoFlags, taken: string[] = []) {
  const server = await operator(t, taken)
  const made = await smsbox.create({ api: createApi(server.url, 'njo_test'), mark: 'abc', flags })
  const bodies = <T>(call: string) => server.calls.filter((each) => each.call === call).map(({ body }) => body as T)
  return { url: server.url, made, bodies }
}

test('its block of the document, field for field', async (t) => {
  const { url, made, bodies } = await makeSet(t, {})
  assert.equal(made.accountId, 'main')
  assert.deepEqual(made.document('100.00'), {
    baseUrl: `${url}/smsbox`,
    apiKey: 'main key',
    apiSecret: 'main secret',
    empty: { apiKey: 'empty key', apiSecret: 'empty secret' },
    other: { apiKey: 'other key', apiSecret: 'other secret' },
    sender: 'INFO',
    pendingSender: 'PENDING',
    balance: 100,
    currency: 'TZS',
    price: 1,
    inboundNumber: '255701000001',
  })
  assert.match(
    made.curl,
    /^curl -X POST 'http:[^']+\/smsbox\/api\/sms\/v1\/send_sms' \\\n {2}-u 'main key:main secret'/,
  )
  const [plan] = bodies<{ denomination: string; prices: unknown[] }>(`POST ${PLANS}`)
  assert.deepEqual(plan?.prices, [{ country: '*', prefix: '', price: '1.00', currency: 'TZS' }])
  assert.deepEqual(
    KINDS.map((id) => bodies<{ amount: string }>(`POST ${ACCOUNTS}/${id}/credits`).map(({ amount }) => amount)),
    [['100'], [], ['100']],
  )
  assert.deepEqual(bodies(`POST ${ACCOUNTS}/main/webhooks`), [])
})

test('the next set has the next number, wallets as large as wanted, and addresses that are told', async (t) => {
  const flags = { balance: 500, dlrUrl: 'http://127.0.0.1:1/dlr', inboundUrl: 'http://127.0.0.1:1/in' }
  const { made, bodies } = await makeSet(t, flags, ['+255701000001', '+255701000003'])
  assert.equal((made.document('500.00') as { inboundNumber: string }).inboundNumber, '255701000002')
  assert.equal(bodies<{ amount: string }>(`POST ${ACCOUNTS}/main/credits`)[0]?.amount, '500')
  assert.deepEqual(bodies(`POST ${ACCOUNTS}/main/webhooks`), [
    { url: flags.dlrUrl, style: 'smsbox', events: ['message.delivered', 'message.failed'] },
  ])
  assert.deepEqual(bodies(`POST ${ACCOUNTS}/main/numbers`), [
    { number: '255701000002', style: 'smsbox', callback_url: flags.inboundUrl },
  ])
})
