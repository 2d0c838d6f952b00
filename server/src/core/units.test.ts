import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileRatePlan, type Rate } from './rates.ts'
import { unitsOf } from './units.ts'

function account(currency: string, rates: Rate[]) {
  const plan = compileRatePlan({ currency, refundPolicy: 'on_failure', homeCountry: 'TZ', rates })
  assert.ok(plan.ok)
  return { currency, plan: plan.value }
}

const inUnits = account('units', [{ country: 'TZ', price: 1n, currency: 'units' }])
const inShillings = account('TZS', [{ country: 'TZ', price: 25_000_000n, currency: 'TZS' }])
const inDollars = account('USD', [{ country: 'TZ', price: 25_000_000n, currency: 'TZS' }])
const abroadOnly = account('TZS', [{ country: 'KE', price: 25_000_000n, currency: 'TZS' }])
const rates = new Map([['TZS/USD', 400_000n]]) // 25 TZS are 0.01 USD

const ROWS = [
  { is: 'units', of: inUnits, amount: 998n, units: 998n },
  { is: 'more units than a double holds', of: inUnits, amount: 9_007_199_254_740_993n, units: 9_007_199_254_740_993n },
  { is: 'just less than two segments', of: inShillings, amount: 49_999_999n, units: 1n },
  { is: 'two segments', of: inShillings, amount: 50_000_000n, units: 2n },
  { is: 'just less than one, converted', of: inDollars, amount: 9_999n, units: 0n },
  { is: 'one, converted', of: inDollars, amount: 10_000n, units: 1n },
  { is: 'without a price at home', of: abroadOnly, amount: 1_000_000_000n, units: 0n },
]
for (const { is, of, amount, units } of ROWS) {
  test(`a wallet's amount in units: ${is}`, () => assert.equal(unitsOf(of, rates, amount), units))
}

test('without an exchange rate no unit can be counted', () => {
  assert.equal(unitsOf(inDollars, new Map(), 1_000_000n), 0n)
})
