// Rate plans and what a segment costs under each, by destination and from when on.
import { refuse } from '../core/errors.ts'
import { compileRatePlan, type RatePlanInvalid, type RefundPolicy } from '../core/rates.ts'
import { isId, newId } from '../ids.ts'
import {
  addRatePlan,
  listPrices,
  listRatePlanRows,
  type NewPrice,
  type PriceRow,
  type RatePlanRow,
  readRatePlan,
  setPrices,
  updateRatePlan,
} from '../store/rate-plans.ts'
import { countryOrAll, currency, invalid, line } from './fields.ts'
import { type Actor, changeInstallation, notFound, type Outcome, type Setup } from './setup.ts'

export type { NewPrice, PriceRow, RatePlanRow } from '../store/rate-plans.ts'

type RatePlanInput = {
  name: string
  /** `units`, or the wallets' currency. */
  denomination: string
  /** What one unit is sold for, 10⁻⁶ of `unitCurrency`; of a money plan too where a dialect shows a rate. */
  unitPrice: bigint
  unitCurrency: string
  /** The country, or `*`, whose price turns money into units shown. */
  homeCountry: string
  refundPolicy: RefundPolicy
  prices: readonly NewPrice[]
}

export type RatePlan = { plan: RatePlanRow; prices: PriceRow[] }

export function createRatePlan(setup: Setup, actor: Actor, input: RatePlanInput): Outcome<RatePlan> {
  return changeInstallation(setup, actor, async ({ tx, nowMs, audit }) => {
    const plan: RatePlanRow = {
      id: newId(nowMs),
      name: line(input.name, 'name', 100),
      denomination: input.denomination === 'units' ? 'units' : currency(input.denomination, 'denomination'),
      unit_price: input.unitPrice < 0n ? invalid('unit_price', 'a price is zero or more') : input.unitPrice,
      unit_currency: currency(input.unitCurrency, 'unit_currency'),
      home_country: countryOrAll(input.homeCountry, 'home_country'),
      refund_policy: input.refundPolicy,
      created_at: new Date(nowMs),
    }
    judgePrices(plan, input.prices)
    if (!(await addRatePlan(tx, plan))) {
      refuse({
        code: 'conflict',
        field: 'name',
        obstacle: 'already_exists',
        message: 'there is a rate plan of that name',
      })
    }
    if (input.prices.length > 0) await setPrices(tx, plan.id, input.prices)
    const { name, denomination, refund_policy } = plan
    audit('rate_plan.created', plan.id, { name, denomination, refund_policy, prices: input.prices.map(described) })
    return { plan, prices: await listPrices(tx, plan.id) }
  })
}

type RatePlanPatch = {
  [field in 'name' | 'unitPrice' | 'homeCountry' | 'refundPolicy']?: RatePlanInput[field] | undefined
}

/** Fields that are absent stay; what its wallets are in is for good. What is sent already keeps its policy. */
export function changeRatePlan(setup: Setup, actor: Actor, planId: string, patch: RatePlanPatch): Outcome<RatePlan> {
  return changeInstallation(setup, actor, async ({ tx, audit }) => {
    const before = isId(planId) ? await readRatePlan(tx, planId) : null
    if (!before) refuse({ code: 'not_found' })
    const { name, unitPrice = before.unit_price, homeCountry, refundPolicy = before.refund_policy } = patch
    if (unitPrice < 0n) invalid('unit_price', 'a price is zero or more')
    const plan: RatePlanRow = {
      ...before,
      name: name === undefined ? before.name : line(name, 'name', 100),
      unit_price: unitPrice,
      home_country: homeCountry === undefined ? before.home_country : countryOrAll(homeCountry, 'home_country'),
      refund_policy: refundPolicy,
    }
    if (!(await updateRatePlan(tx, plan))) {
      refuse({
        code: 'conflict',
        field: 'name',
        obstacle: 'already_exists',
        message: 'there is a rate plan of that name',
      })
    }
    audit('rate_plan.changed', planId, { from: terms(before), to: terms(plan) })
    return { plan, prices: await listPrices(tx, planId) }
  })
}

/** Adds prices, each from its time on; one for the same place and time is replaced. The others stay. */
export function setRatePlanPrices(
  setup: Setup,
  actor: Actor,
  planId: string,
  prices: readonly NewPrice[],
): Outcome<RatePlan> {
  return changeInstallation(setup, actor, async ({ tx, audit }) => {
    const plan = isId(planId) ? await readRatePlan(tx, planId) : null
    if (!plan) refuse({ code: 'not_found' })
    if (prices.length === 0) invalid('prices', 'at least one price is needed')
    judgePrices(plan, prices)
    await setPrices(tx, planId, prices)
    audit('rate_plan.prices_set', planId, { name: plan.name, prices: prices.map(described) })
    return { plan, prices: await listPrices(tx, planId) }
  })
}

export async function getRatePlan(setup: Setup, planId: string): Outcome<RatePlan> {
  if (!isId(planId)) return notFound()
  return setup.database.transaction([], async (tx) => {
    const [plan, prices] = await Promise.all([readRatePlan(tx, planId), listPrices(tx, planId)])
    return plan ? { ok: true, value: { plan, prices } } : notFound()
  })
}

/** Newest first, before `beforeId`; without their prices. */
export function listRatePlans(setup: Setup, beforeId: string | null, limit: number): Promise<RatePlanRow[]> {
  return setup.database.transaction([], (tx) => listRatePlanRows(tx, beforeId, limit))
}

const PRICES_MAX = 5000

const WHY: Record<RatePlanInvalid['reason'], string> = {
  unknown_country: 'there is no such country',
  foreign_prefix: 'a prefix is digits that begin with the calling code of its country',
  repeated: 'two prices for one place',
  negative: 'a price is zero or more',
}

/** Those of one moment have to make a rate plan by themselves; then any selection of the latest ones does. */
function judgePrices(plan: RatePlanRow, prices: readonly NewPrice[]): void {
  if (prices.length > PRICES_MAX) invalid('prices', `at most ${PRICES_MAX} at a time`)
  const byMoment = Map.groupBy(prices.entries(), ([, price]) => price.effectiveAtMs)
  for (const entries of byMoment.values()) {
    const compiled = compileRatePlan({
      currency: plan.denomination,
      refundPolicy: plan.refund_policy,
      homeCountry: plan.home_country ?? '*',
      rates: entries.map(([, { country, prefix, price, currency }]) =>
        prefix === '' ? { country, price, currency } : { country, prefix, price, currency },
      ),
    })
    if (!compiled.ok) {
      const [row] = entries[compiled.error.row] as [number, NewPrice]
      invalid(`prices.${row}`, WHY[compiled.error.reason])
    }
  }
  for (const [row, price] of prices.entries()) {
    if (price.price > PRICE_MAX) invalid(`prices.${row}`, 'the price is too high')
    // Units are bought, not exchanged: there is no rate between them and money.
    const unitsHere = price.currency === 'units'
    if (unitsHere !== (plan.denomination === 'units')) {
      invalid(`prices.${row}.currency`, `the prices of this plan are in ${unitsHere ? 'money' : plan.denomination}`)
    }
    if (!unitsHere) currency(price.currency, `prices.${row}.currency`)
  }
}

const PRICE_MAX = 10n ** 15n // a thousand million of a currency: segments × price stays far inside 64 bits

function terms({ name, unit_price, home_country, refund_policy }: RatePlanRow): Record<string, unknown> {
  return { name, unit_price: String(unit_price), home_country, refund_policy }
}

function described(price: NewPrice): Record<string, unknown> {
  const { country, prefix, currency: of } = price
  const from = price.effectiveAtMs === null ? null : new Date(price.effectiveAtMs).toISOString()
  return { country, prefix, price: String(price.price), currency: of, effective_at: from }
}
