import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createApi } from '../api.ts'
import { fakeApi } from '../fixtures/fake-api.ts'
import { msgine } from './msgine.ts'

const PLANS = '/v1/operator/rate-plans'
const ACCOUNTS = '/v1/operator/accounts'

/** An operator's API on which everything works; of several accounts each is called by what it is. */
async function operator(t: { after(done: () => void): void }) {
  const named = (name: string) => name.split(', ')[1] ?? 'main'
  const ofAccount = ['main', 'empty', 'other'].flatMap((id) => [
    [`POST ${ACCOUNTS}/${id}/credits`, { body: { status: 'applied' } }],
    [`POST ${ACCOUNTS}/${id}/sender-ids`, (sent: unknown) => ({ body: { id: (sent as { name: string }).name } })],
    [`POST ${ACCOUNTS}/${id}/webhook-secret`, { body: { webhook_secret: 'whsec_x' } }],
    [
      `POST ${ACCOUNTS}/${id}/credentials`,
      (sent: unknown) => ({ body: { id: 'k', secret: `${id} ${(sent as { name: string }).name}` } }),
    ],
  ])
  return fakeApi(t, {
    [`GET ${PLANS}`]: { body: { data: [], next: null } },
    [`POST ${PLANS}`]: { body: { id: 'p1' } },
    [`POST ${ACCOUNTS}`]: (sent: unknown) => ({
      body: { id: named((sent as { name: string }).name), currency: 'USD' },
    }),
    ...Object.fromEntries(ofAccount),
    ...Object.fromEntries(
      ['main', 'empty', 'other'].flatMap((id) =>
        ['MyApp', '+256701234567'].map((name) => [`POST /v1/operator/sender-ids/${id}/${name}/approve`, { body: {} }]),
      ),
    ),
  })
}

test('its block of the document, field for field', async (t) => {
  const server = await operator(t)
  const set = { api: createApi(server.url, 'njo_test'), mark: (1_234_567).toString(16), flags: {} }
  const made = await msgine.create(set)
  assert.equal(made.accountId, 'main')
  assert.deepEqual(made.document('100.00'), {
    baseUrl: `${server.url}/msgine`,
    token: 'main everything',
    emptyToken: 'empty everything',
    otherToken: 'other everything',
    limitedToken: 'main 5 requests a minute',
    sender: 'MyApp',
    number: '+256701234567',
    balance: 100,
    currency: 'USD',
    price: { UG: 0.05, US: 0.01, GB: 0.04 },
    webhookSecret: 'whsec_x',
  })
  assert.match(
    made.curl,
    /^curl -X POST 'http:[^']+\/msgine\/api\/v1\/messages\/sms' \\\n {2}-H 'Authorization: Bearer main/,
  )

  const bodies = <T>(call: string) => server.calls.filter((each) => each.call === call).map(({ body }) => body as T)
  const [plan] = bodies<{ denomination: string; prices: { country: string; price: string }[] }>(`POST ${PLANS}`)
  assert.equal(plan?.denomination, 'USD')
  const priceOf = (country: string) => plan?.prices.find((each) => each.country === country)?.price
  assert.deepEqual(['UG', 'US', 'GB', 'GG', 'JE', 'IM'].map(priceOf), ['0.05', '0.01', '0.04', '0.04', '0.04', '0.04'])
  const tokens = bodies<{ requests_per_minute?: number }>(`POST ${ACCOUNTS}/main/credentials`)
  const limits = tokens.map(({ requests_per_minute }) => requests_per_minute)
  assert.deepEqual(limits, [undefined, 5])
  const credited = ['main', 'empty', 'other'].map((id) => bodies(`POST ${ACCOUNTS}/${id}/credits`).length)
  assert.deepEqual(credited, [1, 0, 1])
})
