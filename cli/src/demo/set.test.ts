import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createApi } from '../api.ts'
import { fakeApi, refusal } from '../fixtures/fake-api.ts'
import { createAccount, ensurePlan, newSet } from './set.ts'

const plan = { id: 'p1', name: 'MegaSMS demo' }
const PLANS = '/v1/operator/rate-plans'

const races = [
  { is: 'there already', seen: [[plan]], made: refusal(500, 'internal', 'not asked'), calls: ['GET'] },
  { is: 'not there', seen: [[]], made: { body: plan }, calls: ['GET', 'POST'] },
  {
    is: 'made by another set meanwhile',
    seen: [[], [plan]],
    made: refusal(409, 'conflict', 'taken'),
    calls: ['GET', 'POST', 'GET'],
  },
]

for (const { is, seen, made, calls } of races) {
  test(`a plan that is ${is} is the one that is used`, async (t) => {
    const answers = seen.values()
    const server = await fakeApi(t, {
      [`GET ${PLANS}`]: () => ({ body: { data: answers.next().value, next: null } }),
      [`POST ${PLANS}`]: made,
    })
    assert.equal(await ensurePlan(createApi(server.url, 'njo_test'), { name: plan.name }), 'p1')
    assert.deepEqual(
      server.calls.map(({ call }) => call.split(' ')[0]),
      calls,
    )
  })
}

test('a plan that cannot be made is said', async (t) => {
  const server = await fakeApi(t, {
    [`GET ${PLANS}`]: { body: { data: [], next: null } },
    [`POST ${PLANS}`]: refusal(403, 'permission_missing', 'This token may not do that.'),
  })
  await assert.rejects(ensurePlan(createApi(server.url, 'njo_test'), plan), { message: 'This token may not do that.' })
})

test('a wallet that waits for a second person is no demo', async (t) => {
  const server = await fakeApi(t, {
    'POST /v1/operator/accounts': { body: { id: 'a1', currency: 'units' } },
    'POST /v1/operator/accounts/a1/credits': { body: { status: 'pending' } },
  })
  const set = newSet(createApi(server.url, 'njo_test'), {})
  const wanted = { name: 'MegaSMS', planId: 'p1', sender: 'MEGASMS', balance: 1000 }
  await assert.rejects(createAccount(set, wanted), { message: /^1000 units are above the limit of one person/ })
})
