import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { refusal, testAccount, testSetup, value } from '../../../test/harness/setup.ts'
import { changeAccountSettings, createAccount } from './accounts.ts'
import { setExchangeRates } from './exchange-rates.ts'
import { createRatePlan, getRatePlan, type NewPrice, setRatePlanPrices } from './rate-plans.ts'

const setup = await testSetup({ after })
const price = (change: Partial<NewPrice> = {}): NewPrice => ({
  country: 'KE',
  prefix: '',
  price: 800_000n,
  currency: 'KES',
  effectiveAtMs: null,
  ...change,
})
let plans = 0
const plan = (prices: NewPrice[], change: { name?: string; denomination?: string } = {}) =>
  createRatePlan(setup, 'user:a', {
    name: `Plan ${++plans}`,
    denomination: 'KES',
    unitPrice: 0n,
    unitCurrency: 'KES',
    homeCountry: 'KE',
    refundPolicy: 'on_failure',
    prices,
    ...change,
  })

const rows: { what: string; prices: NewPrice[]; denomination?: string; code: string }[] = [
  { what: 'no price yet', prices: [], code: 'ok' },
  { what: 'a country and a network of it', prices: [price(), price({ prefix: '25472' })], code: 'ok' },
  { what: 'a price of nothing', prices: [price({ price: 0n })], code: 'ok' },
  { what: 'a price below zero', prices: [price({ price: -1n })], code: 'field_invalid prices.0' },
  { what: 'a country that is none', prices: [price(), price({ country: 'XX' })], code: 'field_invalid prices.1' },
  { what: "another country's network", prices: [price({ prefix: '25571' })], code: 'field_invalid prices.0' },
  { what: 'two prices for one place', prices: [price(), price()], code: 'field_invalid prices.1' },
  { what: 'the same place at two times', prices: [price(), price({ effectiveAtMs: 1 })], code: 'ok' },
  { what: 'a currency that is none', prices: [price({ currency: 'XXZ' })], code: 'field_invalid prices.0.currency' },
  { what: 'units in a plan of money', prices: [price({ currency: 'units' })], code: 'field_invalid prices.0.currency' },
  {
    what: 'money in a plan of units',
    prices: [price()],
    denomination: 'units',
    code: 'field_invalid prices.0.currency',
  },
  { what: 'more than a segment can cost', prices: [price({ price: 10n ** 15n + 1n })], code: 'field_invalid prices.0' },
]
for (const { what, prices, denomination = 'KES', code } of rows) {
  test(`a plan with ${what}: ${code}`, async () => assert.equal(refusal(await plan(prices, { denomination })), code))
}

test('a name is of one plan', async () => {
  value(await plan([], { name: 'Same' }))
  assert.equal(refusal(await plan([], { name: 'Same' })), 'conflict name')
})

test('a new price holds at once, one for later does not, and the old one can still be read', async () => {
  const { plan: made } = value(await plan([price()]))
  const { account } = value(await createAccount(setup, 'user:a', { name: 'x', ratePlanId: made.id }))
  const recipient = { msisdn: '254720000000', country: 'KE' }
  const now = async () => (await setup.knowledge.account(account.id))?.plan.rateOf(recipient)?.price
  assert.equal(await now(), 800_000n)
  value(await setRatePlanPrices(setup, 'user:a', made.id, [price({ price: 900_000n })]))
  assert.equal(await now(), 900_000n)
  const later = Date.now() + 86_400_000 // the database's clock says what holds
  value(await setRatePlanPrices(setup, 'user:a', made.id, [price({ price: 1n, effectiveAtMs: later })]))
  assert.equal(await now(), 900_000n)
  const all = value(await getRatePlan(setup, made.id)).prices.map((row) => row.price)
  assert.deepEqual(all, [1n, 900_000n, 800_000n])
})

test('prices of a plan that is not there are not found', async () => {
  assert.equal(refusal(await setRatePlanPrices(setup, 'user:a', 'x', [price()])), 'not_found')
  assert.equal(refusal(await getRatePlan(setup, '0190b8f0-0000-7000-8000-000000000000')), 'not_found')
})

test("an account's plan changes only to one in its wallet's currency", async () => {
  const account = await testAccount(setup, 'KES')
  const same = value(await plan([price()])).plan.id
  const other = value(await plan([], { denomination: 'TZS' })).plan.id
  assert.equal(value(await changeAccountSettings(setup, 'user:a', account, { ratePlanId: same })).rate_plan_id, same)
  assert.equal(
    refusal(await changeAccountSettings(setup, 'user:a', account, { ratePlanId: other })),
    'conflict rate_plan_id',
  )
  assert.equal(
    refusal(await changeAccountSettings(setup, 'user:a', account, { ratePlanId: 'x' })),
    'field_invalid rate_plan_id',
  )
})

const rate = (base: string, quote: string, rate = 34_349_000n) => ({ base, quote, rate, effectiveAtMs: null })
const rates = [
  { what: 'a pair', list: [rate('UGX', 'KES')], code: 'ok' },
  { what: 'both directions', list: [rate('UGX', 'KES'), rate('KES', 'UGX', 29_113_000_000n)], code: 'ok' },
  { what: 'no pair', list: [], code: 'field_invalid rates' },
  { what: 'a currency in itself', list: [rate('KES', 'KES')], code: 'field_invalid rates.0' },
  { what: 'a rate of nothing', list: [rate('UGX', 'KES', 0n)], code: 'field_invalid rates.0.rate' },
  { what: 'units', list: [rate('units', 'KES')], code: 'field_invalid rates.0.base' },
  { what: 'a pair twice', list: [rate('UGX', 'KES'), rate('UGX', 'KES')], code: 'field_invalid rates.1' },
]
for (const { what, list, code } of rates) {
  test(`exchange rates of ${what}: ${code}`, async () => {
    assert.equal(refusal(await setExchangeRates(setup, 'user:a', list)), code)
  })
}

test('the latest exchange rate is the one that the next price is converted at', async () => {
  value(await setExchangeRates(setup, 'user:a', [rate('USD', 'KES', 129_000_000_000n)]))
  value(await setExchangeRates(setup, 'user:a', [rate('USD', 'KES', 130_000_000_000n)]))
  assert.equal((await setup.knowledge.network()).exchangeRates.get('USD/KES'), 130_000_000_000n)
})
