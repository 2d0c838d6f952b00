// core/rates.ts: what a segment costs, by destination, and what a failed message gives back.
import { compileDestinations, type Destination, type DestinationInvalid } from './destinations.ts'
import type { Recipient } from './recipients.ts'
import type { Result } from './result.ts'

/**
 * Which failures release the hold. `on_rejection`: only when no carrier took the message. `on_failure`: also when its
 * receipt says that it was not delivered, or none came in time.
 */
export type RefundPolicy = 'on_rejection' | 'on_failure'

export interface Rate extends Destination {
  /** For one segment: 10⁻⁶ of the plan's currency, or whole units when the plan is in units. */
  readonly price: bigint
}

export interface RatePlan {
  /** ISO 4217, or `units`. */
  readonly currency: string
  readonly refundPolicy: RefundPolicy
  /** The country whose price turns money into units shown. */
  readonly homeCountry: string
  readonly rates: readonly Rate[]
}

export interface CompiledRatePlan {
  readonly currency: string
  readonly refundPolicy: RefundPolicy
  /** Of one segment in the home country. */
  readonly homePrice: bigint
  readonly rateOf: (recipient: Recipient) => Rate | undefined
}

export type RatePlanInvalid =
  | DestinationInvalid
  | { readonly code: 'price_negative'; readonly row: number }
  | HomePriceMissing

/** The home country has no price of its own nor by `*`, or it is zero, by which nothing can be divided. */
export interface HomePriceMissing {
  readonly code: 'home_price_missing'
}

export interface DestinationNotServed {
  readonly code: 'destination_not_served'
  readonly country: string
}

/** Once for a plan, not for a message. */
export function compileRatePlan(plan: RatePlan): Result<CompiledRatePlan, RatePlanInvalid> {
  const negative = plan.rates.findIndex(({ price }) => price < 0n)
  if (negative !== -1) return { ok: false, error: { code: 'price_negative', row: negative } }
  const table = compileDestinations(plan.rates)
  if (!table.ok) return table
  // No prefix matches an empty number: this is the price of the country as a whole.
  const homePrice = table.value({ country: plan.homeCountry, msisdn: '' })?.price ?? 0n
  if (homePrice === 0n) return { ok: false, error: { code: 'home_price_missing' } }
  const { currency, refundPolicy } = plan
  return { ok: true, value: { currency, refundPolicy, homePrice, rateOf: table.value } }
}

/** Of one segment. A destination without a price is not served: what nobody has priced is not sent at a loss. */
export function priceFor(plan: CompiledRatePlan, recipient: Recipient): Result<bigint, DestinationNotServed> {
  const rate = plan.rateOf(recipient)
  if (rate === undefined) return { ok: false, error: { code: 'destination_not_served', country: recipient.country } }
  return { ok: true, value: rate.price }
}

/** Units that a free amount, which is never negative, is shown as: whole segments at home it pays for. */
export function unitsShown(free: bigint, homePrice: bigint): bigint {
  return free / homePrice
}
