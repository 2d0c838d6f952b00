import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { compileRatePlan, type Rate, unitsShown } from './rates.ts'

const world = rate('*', undefined, 90n)
const tanzania = rate('TZ', undefined, 25n)
const network = rate('TZ', '25575', 22n)
const range = rate('TZ', '2557512', 21n)
const kenyanNetwork = rate('KE', '25471', 30n)
const canada = rate('CA', undefined, 0n) // free, and served

function rate(country: string, prefix: string | undefined, price: bigint): Rate {
  return { country, prefix, price, currency: 'TZS' }
}

function compile(rates: Rate[], homeCountry = '*') {
  return compileRatePlan({ currency: 'TZS', refundPolicy: 'on_failure', homeCountry, rates })
}

function planOf(rates: Rate[], homeCountry?: string) {
  const plan = compile(rates, homeCountry)
  assert.ok(plan.ok)
  return plan.value
}

describe('the rate of a number', () => {
  const plan = planOf([world, tanzania, range, network, kenyanNetwork, canada])
  const rows: [msisdn: string, country: string, value: Rate][] = [
    ['255751234567', 'TZ', range],
    ['255751334567', 'TZ', network],
    ['255741234567', 'TZ', tanzania],
    ['254711234567', 'KE', kenyanNetwork],
    ['254721234567', 'KE', world],
    ['14165550123', 'CA', canada],
    ['14155552671', 'US', world],
  ]
  for (const [msisdn, country, value] of rows) {
    it(`${msisdn} is under ${value.country} ${value.prefix ?? ''}`, () => {
      assert.equal(plan.rateOf({ msisdn, country }), value)
    })
  }

  it('is none for what has no price', () => {
    const withoutWorld = planOf([tanzania, kenyanNetwork])
    assert.equal(withoutWorld.rateOf({ msisdn: '254721234567', country: 'KE' }), undefined)
    assert.equal(withoutWorld.rateOf({ msisdn: '256701521269', country: 'UG' }), undefined)
  })
})

describe('compileRatePlan', () => {
  const homes: [name: string, rates: Rate[], homeCountry: string, homeRate: Rate | undefined][] = [
    ['of the country as a whole', [network, tanzania, world], 'TZ', tanzania],
    ['of the world where the country has none', [network, world], 'TZ', world],
    ['none without a row for it', [network], 'TZ', undefined],
    ['of the world when the home is *', [tanzania, world], '*', world],
    ['none when it is free, by which nothing can be divided', [canada], 'CA', undefined],
  ]
  for (const [name, rates, homeCountry, homeRate] of homes) {
    it(`has a home rate: ${name}`, () => assert.equal(planOf(rates, homeCountry).homeRate, homeRate))
  }

  const refused: [rates: Rate[], reason: string, row: number][] = [
    [[tanzania, rate('XX', undefined, 1n)], 'unknown_country', 1],
    [[rate('tz', undefined, 1n)], 'unknown_country', 0],
    [[rate('TZ', '25471', 1n)], 'foreign_prefix', 0],
    [[rate('TZ', '+25571', 1n)], 'foreign_prefix', 0],
    [[rate('TZ', '', 1n)], 'foreign_prefix', 0],
    [[rate('*', '255', 1n)], 'foreign_prefix', 0],
    [[tanzania, rate('TZ', undefined, 1n)], 'repeated', 1],
    [[world, rate('*', undefined, 1n)], 'repeated', 1],
    [[network, tanzania, rate('TZ', '25575', 1n)], 'repeated', 2],
    [[rate('TZ', undefined, -1n)], 'negative', 0],
  ]
  for (const [rates, reason, row] of refused) {
    const named = rates.map(({ country, prefix, price }) => `${country} ${prefix ?? ''} ${price}`).join(', ')
    it(`refuses ${named}: ${reason}`, () => {
      assert.deepEqual(compile(rates), { ok: false, error: { code: 'rate_plan_invalid', reason, row } })
    })
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
