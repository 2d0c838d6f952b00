import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Account } from '../../core/accounts.ts'
import { compileRatePlan } from '../../core/rates.ts'
import { amountOf, priceOf } from './wallet.ts'

test('an amount is a number of at most 4 decimals, or of units', () => {
  const rows: [currency: string, amount: bigint, shown: number][] = [
    ['USD', 50_000n, 0.05],
    ['USD', 150_000n, 0.15],
    ['USD', 99_999_949n, 99.9999],
    ['USD', 99_999_950n, 100],
    ['USD', 0n, 0],
    ['units', 998n, 998],
  ]
  for (const [currency, amount, shown] of rows) assert.equal(amountOf(currency, amount), shown, `${currency} ${amount}`)
})

test('a price is in the money of the wallet, for the whole country', () => {
  const plan = compileRatePlan({
    currency: 'USD',
    refundPolicy: 'on_rejection',
    homeCountry: 'UG',
    rates: [
      { country: 'UG', price: 50_000n, currency: 'USD' },
      { country: 'UG', prefix: '25677', price: 60_000n, currency: 'USD' },
      { country: 'KE', price: 1_000_000n, currency: 'KES' },
      { country: 'TZ', price: 25_000_000n, currency: 'TZS' },
    ],
  })
  assert.ok(plan.ok)
  const account = { currency: 'USD', plan: plan.value } as Account
  const exchangeRates = new Map([['KES/USD', 7_740_000n]])
  const rows: [country: string, price: number | null][] = [
    ['UG', 0.05],
    ['KE', 0.0077],
    ['TZ', null], // nobody has said what a shilling is in dollars
    ['BF', null],
    ['XX', null],
    ['*', null],
    ['', null],
  ]
  for (const [country, price] of rows) assert.equal(priceOf(account, exchangeRates, country), price, country)

  const everywhere = compileRatePlan({
    currency: 'USD',
    refundPolicy: 'on_rejection',
    homeCountry: '*',
    rates: [{ country: '*', price: 50_000n, currency: 'USD' }],
  })
  assert.ok(everywhere.ok)
  const open = { currency: 'USD', plan: everywhere.value } as Account
  assert.deepEqual([priceOf(open, exchangeRates, 'BF'), priceOf(open, exchangeRates, 'XX')], [0.05, null])
})
