import assert from 'node:assert/strict'
import { test } from 'node:test'
import { purchase } from './purchases.ts'
import { compileRatePlan } from './rates.ts'

/** 25 TZS a unit, or 35 UGX a segment at home. */
function buyer(currency: 'units' | 'UGX' | 'KES', { unitPrice = 25_000_000n, homeCountry = 'UG' } = {}) {
  const rate = {
    country: 'UG',
    price: currency === 'units' ? 1n : 35_000_000n,
    currency: currency === 'units' ? 'units' : 'UGX',
  }
  const plan = compileRatePlan({ currency, refundPolicy: 'on_failure', homeCountry, rates: [rate] })
  if (!plan.ok) throw new Error(plan.error.reason)
  return { currency, plan: plan.value, unitPrice, unitCurrency: 'TZS' }
}
const units = buyer('units')
const unpriced = buyer('units', { unitPrice: 0n })
const shillings = buyer('UGX')
const homeless = buyer('UGX', { homeCountry: 'KE' })
const rates = new Map([['UGX/KES', 34_349_000n]])

const rows = [
  { what: '1,000 units', of: units, asked: { units: 1000n }, is: '1000 units for 25000000000 TZS' },
  { what: 'units for 25,000 TZS', of: units, asked: { amount: 25_000_000_000n }, is: '1000 units for 25000000000 TZS' },
  { what: 'units for 49.99 TZS', of: units, asked: { amount: 49_990_000n }, is: '1 units for 25000000 TZS' },
  { what: 'units for 24.99 TZS', of: units, asked: { amount: 24_990_000n }, is: 'too_little' },
  { what: 'no units', of: units, asked: { units: 0n }, is: 'too_little' },
  { what: 'units without a price', of: unpriced, asked: { units: 5n }, is: '5 units for null TZS' },
  { what: 'an amount of units without a price', of: unpriced, asked: { amount: 5n }, is: 'no_price' },
  { what: 'more units than a book holds', of: units, asked: { units: 2n ** 62n + 1n }, is: 'too_much' },
  { what: 'units dearer than a book holds', of: units, asked: { units: 2n ** 40n }, is: 'too_much' },
  { what: '100 UGX', of: shillings, asked: { amount: 100_000_000n }, is: '100000000 UGX for 100000000 UGX' },
  { what: 'UGX for 2 messages', of: shillings, asked: { units: 2n }, is: '70000000 UGX for 70000000 UGX' },
  {
    what: 'KES for 1,000 messages',
    of: buyer('KES'),
    asked: { units: 1000n },
    is: '1202200000 KES for 1202200000 KES',
  },
  { what: 'UGX for messages without a home price', of: homeless, asked: { units: 2n }, is: 'no_price' },
  { what: 'UGX without a home price', of: homeless, asked: { amount: 1n }, is: '1 UGX for 1 UGX' },
] as const
for (const { what, of, asked, is } of rows) {
  test(`${what}: ${is}`, () => {
    const bought = purchase(of, rates, asked)
    assert.equal(
      bought.ok
        ? `${bought.value.amount} ${bought.value.currency} for ${bought.value.price} ${bought.value.priceCurrency}`
        : bought.error.code,
      is,
    )
  })
}
