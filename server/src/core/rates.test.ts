import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { compileRatePlan, priceFor, type RatePlan, unitsShown } from './rates.ts'

const plan: RatePlan = {
  currency: 'TZS',
  refundPolicy: 'on_failure',
  homeCountry: 'TZ',
  rates: [
    { country: 'TZ', price: 25_000_000n },
    { country: 'TZ', prefix: '25575', price: 22_000_000n },
    { country: 'KE', price: 0n },
  ],
}

function compiled(changes: Partial<RatePlan> = {}) {
  const result = compileRatePlan({ ...plan, ...changes })
  assert.ok(result.ok)
  return result.value
}

describe('priceFor', () => {
  const rows: [msisdn: string, country: string, price: bigint][] = [
    ['255712345678', 'TZ', 25_000_000n],
    ['255751234567', 'TZ', 22_000_000n],
    ['254712345678', 'KE', 0n], // free is a price
  ]
  for (const [msisdn, country, value] of rows) {
    it(`${msisdn} costs ${value}`, () => {
      assert.deepEqual(priceFor(compiled(), { msisdn, country }), { ok: true, value })
    })
  }

  it('does not serve a destination without a price', () => {
    assert.deepEqual(priceFor(compiled(), { msisdn: '256701521269', country: 'UG' }), {
      ok: false,
      error: { code: 'destination_not_served', country: 'UG' },
    })
  })

  it('serves the rest of the world at the price of *', () => {
    const open = compiled({ rates: [...plan.rates, { country: '*', price: 90_000_000n }] })
    assert.deepEqual(priceFor(open, { msisdn: '256701521269', country: 'UG' }), { ok: true, value: 90_000_000n })
  })
})

describe('compileRatePlan', () => {
  it('has the home price of the country as a whole', () => {
    assert.equal(compiled().homePrice, 25_000_000n)
    assert.equal(compiled({ homeCountry: 'UG', rates: [{ country: '*', price: 7n }] }).homePrice, 7n)
  })

  const refused: [name: string, changes: Partial<RatePlan>, error: object][] = [
    ['a negative price', { rates: [{ country: 'TZ', price: -1n }] }, { code: 'price_negative', row: 0 }],
    ['no price at home', { homeCountry: 'UG' }, { code: 'home_price_missing' }],
    ['a price at home of zero', { homeCountry: 'KE' }, { code: 'home_price_missing' }],
    [
      'an unknown country',
      { rates: [{ country: 'XX', price: 1n }] },
      { code: 'destination_invalid', reason: 'unknown_country', row: 0 },
    ],
  ]
  for (const [name, changes, error] of refused) {
    it(`refuses ${name}`, () => assert.deepEqual(compileRatePlan({ ...plan, ...changes }), { ok: false, error }))
  }
})

describe('unitsShown', () => {
  const rows: [free: bigint, homePrice: bigint, units: bigint][] = [
    [0n, 25_000_000n, 0n],
    [24_999_999n, 25_000_000n, 0n],
    [25_000_000n, 25_000_000n, 1n],
    [24_974_999_999n, 25_000_000n, 998n],
    [998n, 1n, 998n], // a wallet in units
  ]
  for (const [free, homePrice, units] of rows) {
    it(`${free} at ${homePrice} is ${units}`, () => assert.equal(unitsShown(free, homePrice), units))
  }

  it('never shows a unit that cannot be paid for', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 18n), fc.bigInt(1n, 10n ** 9n), (free, homePrice) => {
        const units = unitsShown(free, homePrice)
        assert.ok(units * homePrice <= free && (units + 1n) * homePrice > free)
      }),
    )
  })
})
