import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testAccount, testSetup, value } from '../../../../test/harness/setup.ts'
import { confirmPurchase, refusePurchase, setPurchaseTerms } from '../../setup/purchases.ts'
import { PERMISSIONS } from './auth.ts'
import { testApp } from './testing/app.ts'

const setup = await testSetup({ after })
const [ours, theirs] = [await testAccount(setup, 'KES'), await testAccount(setup, 'KES')]
const api = testApp({ setup })
after(() => api.app.close())

const by = (id: string, permissions: readonly string[] = PERMISSIONS) => {
  const authorization = `Bearer ${api.token(permissions, { id })}`
  return (method: string, path: string, body?: unknown) => api.call(method, path, body, { authorization })
}
const we = by(ours)

test('what is bought is to be paid as the operator says, under its reference', async () => {
  value(await setPurchaseTerms(setup, 'user:op', { instructions: 'Pay {price}, account {reference}. $& {name}' }))
  const terms = (await we('GET', '/purchases/terms')).body
  assert.deepEqual(terms, {
    currency: 'KES',
    unit_price: '0.80',
    price_currency: 'KES',
    instructions: 'Pay {price}, account {reference}. $& {name}',
  })
  const { status, body } = await we('POST', '/purchases', { units: 1000 })
  assert.deepEqual([status, body.status, body.amount, body.price], [201, 'pending', '800.00', '800.00'])
  assert.equal(body.instructions, `Pay KES 800.00, account ${body.reference}. $& {name}`)
  assert.deepEqual((await we('GET', `/purchases/${body.id}`)).body, body)
  assert.deepEqual((await we('GET', '/purchases?status=pending')).body.data, [body])
  assert.deepEqual((await we('GET', '/purchases?status=refused')).body.data, [])
})

test('its end is told, and then nothing is to be paid', async () => {
  const { body } = await we('POST', '/purchases', { amount: '250.5' })
  value(await confirmPurchase(setup, 'user:op', ours, body.id, 'QK1'))
  const confirmed = (await we('GET', `/purchases/${body.id}`)).body
  assert.deepEqual([confirmed.status, confirmed.amount, confirmed.instructions], ['confirmed', '250.50', null])
  const other = (await we('POST', '/purchases', { amount: '1' })).body
  value(await refusePurchase(setup, 'user:op', ours, other.id, 'Nothing came.'))
  const refused = (await we('GET', `/purchases/${other.id}`)).body
  assert.deepEqual([refused.status, refused.reason], ['refused', 'Nothing came.'])
  const third = (await we('POST', '/purchases', { amount: '1' })).body
  assert.equal((await we('POST', `/purchases/${third.id}/cancel`)).body.status, 'cancelled')
  assert.equal((await we('POST', `/purchases/${third.id}/cancel`)).status, 409)
})

const REFUSED: [string, object, string][] = [
  ['nothing', {}, 'field_invalid units'],
  ['both', { units: 1, amount: '1' }, 'field_invalid units'],
  ['no units', { units: 0 }, 'field_invalid units'],
  ['a part of a unit', { units: 1.5 }, 'field_invalid units'],
  ['units as text', { units: '5' }, 'field_invalid units'],
  ['no amount', { amount: '0.00' }, 'field_invalid amount'],
  ['an amount below zero', { amount: '-5' }, 'field_invalid amount'],
  ['an amount as a number', { amount: 5 }, 'field_invalid amount'],
  ['seven decimals', { amount: '1.0000001' }, 'field_invalid amount'],
]
for (const [name, body, expected] of REFUSED) {
  test(`a purchase of ${name} is refused`, async () => {
    const { status, body: answer } = await we('POST', '/purchases', body)
    assert.deepEqual([status, `${answer.error.code} ${answer.error.details.field}`], [422, expected])
  })
}

test('nobody else knows of it, and reading is not buying', async () => {
  const { body } = await we('POST', '/purchases', { units: 1 })
  const they = by(theirs)
  assert.equal((await they('GET', `/purchases/${body.id}`)).status, 404)
  assert.equal((await they('POST', `/purchases/${body.id}/cancel`)).status, 404)
  assert.deepEqual((await they('GET', '/purchases')).body.data, [])
  const reader = by(ours, ['balance:read'])
  assert.equal((await reader('GET', '/purchases')).status, 200)
  assert.equal((await reader('POST', '/purchases', { units: 1 })).status, 403)
  assert.equal((await reader('POST', `/purchases/${body.id}/cancel`)).status, 403)
})
