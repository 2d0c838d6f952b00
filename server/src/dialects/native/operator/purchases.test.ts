import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testAccount, testSetup, value } from '../../../../../test/harness/setup.ts'
import { setCreditLimits } from '../../../setup/credits.ts'
import { requestPurchase } from '../../../setup/purchases.ts'
import { createStaffToken, type StaffRole } from '../../../setup/staff-tokens.ts'
import { testApp } from '../testing/app.ts'

const setup = await testSetup({ after })
const account = await testAccount(setup)
const api = testApp({ setup })
after(() => api.app.close())

async function staff(role: StaffRole, name: string = role) {
  const { token } = value(await createStaffToken(setup, `user:${name}`, { name, role }))
  return (method: string, path: string, body?: unknown) =>
    api.call(method, `/operator${path}`, body, { authorization: `Bearer ${token}` })
}
const finance = await staff('finance')
const second = await staff('finance', 'second')
const support = await staff('support')

const buy = async (units: bigint) => {
  const asked = { amount: units, currency: 'units', price: units * 25_000_000n, priceCurrency: 'TZS' }
  return value(await requestPurchase(setup, 'user:juma', account, asked))
}

test('a purchase is found by its reference and confirmed once', async () => {
  const { id, reference } = await buy(1000n)
  const [found] = (await support('GET', `/purchases?reference=${reference.toLowerCase()}`)).body.data
  assert.deepEqual(
    [found.id, found.account_id, found.account_name, found.amount, found.price, found.price_currency],
    [id, account, 'Duka la Juma', '1000', '25000.00', 'TZS'],
  )
  const path = `/accounts/${account}/purchases/${id}/confirm`
  const first = await finance('POST', path, { payment: 'QK71XD90' })
  assert.deepEqual([first.status, first.body.status, first.body.payment], [200, 'confirmed', 'QK71XD90'])
  assert.deepEqual((await finance('POST', path, { payment: 'QK71XD90' })).body, first.body)
  assert.equal((await finance('POST', path, { payment: 'other' })).status, 409)
  assert.equal((await finance('GET', `/accounts/${account}`)).body.balance, '1000')
  const { data } = (await finance('GET', `/accounts/${account}/statement`)).body
  assert.deepEqual([data.length, data[0].kind, data[0].note], [1, 'topup', `Purchase ${reference}`])
})

test('above the limit it waits for another person', async (t) => {
  value(await setCreditLimits(setup, 'installation', new Map([['units', 5n]])))
  t.after(async () => void (await setCreditLimits(setup, 'installation', new Map())))
  const { id } = await buy(6n)
  const path = `/accounts/${account}/purchases/${id}/confirm`
  const waiting = (await finance('POST', path, { payment: 'QK2' })).body
  assert.deepEqual([waiting.status, waiting.waits_for_second], ['pending', true])
  const done = (await second('POST', path, { payment: 'QK2' })).body
  assert.deepEqual([done.status, done.waits_for_second], ['confirmed', false])
})

test('a refusal has its reason', async () => {
  const { id } = await buy(1n)
  const path = `/accounts/${account}/purchases/${id}/refuse`
  assert.equal((await finance('POST', path, { reason: ' ' })).status, 422)
  assert.equal((await finance('POST', path, { reason: 'Nothing came.' })).body.reason, 'Nothing came.')
  assert.equal((await finance('POST', path, { reason: 'Again.' })).status, 409)
})

test('the operator says how to pay', async () => {
  assert.deepEqual((await support('GET', '/purchase-terms')).body, { instructions: null })
  const terms = { instructions: 'Till 555111' }
  assert.deepEqual((await finance('PUT', '/purchase-terms', terms)).body, terms)
  assert.deepEqual((await support('GET', '/purchase-terms')).body, terms)
})

const calls = [
  ['POST', `/accounts/${account}/purchases/x/confirm`, { payment: 'x' }],
  ['POST', `/accounts/${account}/purchases/x/refuse`, { reason: 'x' }],
  ['PUT', '/purchase-terms', { instructions: null }],
] as const
for (const [method, path, body] of calls) {
  test(`support may not ${method} ${path.replace(account, '{id}')}`, async () =>
    assert.equal((await support(method, path, body)).status, 403))
}
