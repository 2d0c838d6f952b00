import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testAccount, testSetup, value } from '../../../../test/harness/setup.ts'
import { cancelPurchase, confirmPurchase, refusePurchase, setPurchaseTerms } from '../../setup/purchases.ts'
import { findKey, keepAnswer } from '../../store/idempotency.ts'
import { PERMISSIONS } from './auth.ts'
import { testApp } from './testing/app.ts'

const setup = await testSetup({ after })
const [ours, theirs] = [await testAccount(setup, 'KES'), await testAccount(setup, 'KES')]
const api = testApp({ setup })
after(() => api.app.close())
api.platform.idempotency = {
  find: (id, key) => setup.database.transaction([id], (tx) => findKey(tx, id, key)),
  keep: (id, ...answer) => setup.database.transaction([id], (tx) => keepAnswer(tx, id, ...answer)),
}

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

const underKey = (id: string, key: string) => {
  const headers = { authorization: `Bearer ${api.token(PERMISSIONS, { id })}`, 'idempotency-key': key }
  return (body: unknown) => api.call('POST', '/purchases', body, headers)
}
const countOf = async (id: string): Promise<number> => (await by(id)('GET', '/purchases')).body.data.length

test('under a key it is ordered once: the first answer comes again, whatever became of the purchase', async () => {
  const account = await testAccount(setup, 'KES')
  const order = underKey(account, 'k')
  const [first, second] = await Promise.all([order({ units: 5 }), order({ units: 5 })])
  assert.deepEqual([first.status, second.text], [201, first.text])
  value(await cancelPurchase(setup, 'user:juma', account, first.body.id))
  assert.equal((await order({ units: 5 })).text, first.text)
  assert.equal(await countOf(account), 1)
})

test('a key without its answer, for the node died, is answered from the purchase', async (t) => {
  const { ms } = setup.clock
  t.after(() => {
    setup.clock.ms = ms
  })
  setup.clock.ms = Date.now() - 60_000 // longer ago than an answer is waited for
  const account = await testAccount(setup, 'KES')
  const { keep } = api.platform.idempotency
  api.platform.idempotency.keep = () => Promise.reject(new Error('the node dies'))
  assert.equal((await underKey(account, 'k')({ units: 5 })).status, 500)
  api.platform.idempotency.keep = keep
  const [{ id }] = (await by(account)('GET', '/purchases')).body.data
  const again = await underKey(account, 'k')({ units: 5 })
  assert.deepEqual([again.status, again.body.id, await countOf(account)], [201, id, 1])
})

test('a key is of one body, of one account, and not kept by a refusal', async () => {
  const account = await testAccount(setup, 'KES')
  const order = underKey(account, 'k')
  assert.equal((await order({})).status, 422)
  assert.equal((await order({ units: 5 })).status, 201)
  const other = await order({ units: 6 })
  assert.deepEqual([other.status, other.body.error.code], [422, 'idempotency_key_reused'])
  assert.equal((await underKey(await testAccount(setup, 'KES'), 'k')({ units: 6 })).status, 201)
  const unreadable = await underKey(account, 'ké')({ units: 5 })
  assert.deepEqual([unreadable.status, unreadable.body.error.code], [422, 'idempotency_key_invalid'])
  assert.equal(await countOf(account), 1)
})

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
