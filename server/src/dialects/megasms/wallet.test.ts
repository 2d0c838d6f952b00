import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Account } from '../../core/accounts.ts'
import { compileRatePlan, type Rate } from '../../core/rates.ts'
import { ratePerSegment, unitsOf } from './wallet.ts'

function account(currency: string, rates: Rate[]): Account {
  const plan = compileRatePlan({ currency, refundPolicy: 'on_failure', homeCountry: 'TZ', rates })
  assert.ok(plan.ok)
  return { currency, plan: plan.value, unitPrice: 25_000_000n, unitCurrency: 'TZS' } as Account
}

const inUnits = account('units', [{ country: 'TZ', price: 1n, currency: 'units' }])
const inShillings = account('TZS', [{ country: 'TZ', price: 25_000_000n, currency: 'TZS' }])
const inDollars = account('USD', [{ country: 'TZ', price: 25_000_000n, currency: 'TZS' }])
const abroadOnly = account('TZS', [{ country: 'KE', price: 25_000_000n, currency: 'TZS' }])
const exchangeRates = new Map([['TZS/USD', 400_000n]]) // 25 TZS are 0.01 USD

test('the units of a wallet', () => {
  const rows: [account: Account, amount: bigint, units: number][] = [
    [inUnits, 998n, 998],
    [inUnits, 0n, 0],
    [inShillings, 25_000_000n, 1],
    [inShillings, 24_999_999n, 0],
    [inShillings, 74_999_999n, 2],
    [inShillings, 75_000_000n, 3],
    [inDollars, 1_000_000n, 100],
    [inDollars, 9_999n, 0],
    [inDollars, 10_000n, 1],
    [abroadOnly, 1_000_000_000n, 0], // nothing to count in
  ]
  for (const [of, amount, units] of rows)
    assert.equal(unitsOf(of, exchangeRates, amount), units, `${of.currency} ${amount}`)
  assert.equal(unitsOf(inDollars, new Map(), 1_000_000n), 0)
})

test('what a unit costs: as sold, or as it is taken from a wallet of money', () => {
  assert.deepEqual(ratePerSegment(inUnits), { rate: 25, currency: 'TZS' })
  assert.deepEqual(ratePerSegment(inShillings), { rate: 25, currency: 'TZS' })
  assert.deepEqual(ratePerSegment(inDollars), { rate: 25, currency: 'TZS' })
  assert.deepEqual(ratePerSegment(abroadOnly), { rate: 0, currency: 'TZS' })
})
