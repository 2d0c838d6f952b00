import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createApi } from '../api.ts'
import { fakeApi } from '../fixtures/fake-api.ts'
import { wasambazie } from './wasambazie.ts'

const PLANS = '/v1/operator/rate-plans'
const ACCOUNTS = '/v1/operator/accounts'

/** An operator's API on which everything works; of several accounts each is called by what it is. */
async function operator(t: { after(done: () => void): void }) {
  const named = (name: string) => name.split(', ')[1] ?? 'main'
  const ofAccount = ['main', 'empty', 'other'].flatMap((id) => [
    [`POST ${ACCOUNTS}/${id}/credits`, { body: { status: 'applied' } }],
    [`POST ${ACCOUNTS}/${id}/sender-ids`, (sent: unknown) => ({ body: { id: (sent as { name: string }).name } })],
    [`POST /v1/operator/sender-ids/${id}/MYBRAND/approve`, { body: {} }],
    [
      `POST ${ACCOUNTS}/${id}/credentials`,
      (sent: unknown) => {
        const name = (sent as { name: string }).name
        return { body: { id: name, public_id: `pk_${id}_${name}`, secret: `sk_${id}_${name}` } }
      },
    ],
  ])
  return fakeApi(t, {
    [`GET ${PLANS}`]: { body: { data: [], next: null } },
    [`POST ${PLANS}`]: { body: { id: 'p1' } },
    [`POST ${ACCOUNTS}`]: (sent: unknown) => ({
      body: { id: named((sent as { name: string }).name), currency: 'units' },
    }),
    ...Object.fromEntries(ofAccount),
    [`DELETE ${ACCOUNTS}/main/credentials/revoked`]: { status: 204, body: undefined },
    [`POST ${ACCOUNTS}/main/webhooks`]: { body: { secret: 'whsec_x' } },
  })
}

const rows = [
  { is: 'with an endpoint', flags: { webhookUrl: 'https://a.example' }, webhookSecret: 'whsec_x', endpoints: 1 },
  { is: 'without an endpoint', flags: {}, webhookSecret: null, endpoints: 0 },
]
for (const { is, flags, webhookSecret, endpoints } of rows) {
  test(`its block of the document, field for field, ${is}`, async (t) => {
    const server = await operator(t)
    const made = await wasambazie.create({ api: createApi(server.url, 'njo_test'), mark: '12d687', flags })
    const keysOf = (id: string, name: string) => ({ publicKey: `pk_${id}_${name}`, secretKey: `sk_${id}_${name}` })
    assert.equal(made.accountId, 'main')
    assert.deepEqual(made.document('4250'), {
      baseUrl: `${server.url}/wasambazie`,
      ...keysOf('main', 'everything'),
      revoked: keysOf('main', 'revoked'),
      empty: keysOf('empty', 'everything'),
      other: keysOf('other', 'everything'),
      sender: 'MYBRAND',
      pendingSender: 'PENDING',
      balance: 4250,
      webhookSecret,
    })
    assert.match(made.curl, /\/wasambazie\/v1\/sms\/send' \\\n[\s\S]+-H 'X-API-PUBLIC-KEY: pk_main_everything'/)

    const bodies = (call: string) => server.calls.filter((each) => each.call === call).map(({ body }) => body)
    assert.equal((bodies(`POST ${PLANS}`)[0] as { refund_policy: string }).refund_policy, 'on_rejection')
    assert.equal(bodies(`DELETE ${ACCOUNTS}/main/credentials/revoked`).length, 1)
    const told = { url: 'https://a.example', style: 'wasambazie', events: ['request.done'] }
    assert.deepEqual(bodies(`POST ${ACCOUNTS}/main/webhooks`), endpoints === 1 ? [told] : [])
    const credited = ['main', 'empty', 'other'].map((id) => bodies(`POST ${ACCOUNTS}/${id}/credits`).length)
    assert.deepEqual(credited, [1, 0, 1])
  })
}
