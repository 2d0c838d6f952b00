import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileRatePlan } from '../../core/rates.ts'
import type { Route } from '../../core/routes.ts'
import { amountInWords, amountOf, rateOf } from './wallet.ts'

test('an amount as a number and in words', () => {
  const rows: [currency: string, amount: bigint, number: number, words: string][] = [
    ['KES', 1_202_200n, 1.2022, 'KES 1.20'],
    ['USD', 500_000n, 0.5, 'USD 0.50'],
    ['KES', 1_965_000_000n, 1965, 'KES 1965.00'],
    ['KES', 0n, 0, 'KES 0.00'],
    ['KES', 4_999n, 0.005, 'KES 0.00'],
    ['KES', 5_000n, 0.005, 'KES 0.01'],
    ['KES', 49n, 0, 'KES 0.00'],
    ['KES', 50n, 0.0001, 'KES 0.00'],
    ['units', 12n, 12, 'units 12'],
  ]
  for (const [currency, amount, number, words] of rows) {
    assert.equal(amountOf(currency, amount), number, `${amount}`)
    assert.equal(amountInWords(currency, amount), words, `${amount}`)
  }
})

test('what a route costs: the most specific price for what it serves', () => {
  const plan = compileRatePlan({
    currency: 'KES',
    refundPolicy: 'on_failure',
    homeCountry: 'KE',
    rates: [
      { country: 'UG', price: 35n, currency: 'UGX' },
      { country: 'UG', prefix: '25677', price: 40n, currency: 'UGX' },
    ],
  })
  assert.ok(plan.ok)
  const priceOf = (country: string, prefix: string) => rateOf({ plan: plan.value }, { country, prefix } as Route)?.price
  assert.equal(priceOf('UG', ''), 35n)
  assert.equal(priceOf('UG', '25677'), 40n)
  assert.equal(priceOf('UG', '256771'), 40n)
  assert.equal(priceOf('UG', '2567'), 35n)
  assert.equal(priceOf('KE', ''), undefined)
  assert.equal(priceOf('*', ''), undefined)
})
