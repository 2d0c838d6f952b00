// core/rates.ts: what a segment costs, by destination: the longest network prefix, then the country, then `*`.
import { callingCodeFor } from './countries.ts'
import type { Recipient } from './recipients.ts'
import type { Result } from './result.ts'

/**
 * Which failures release the hold. `on_rejection`: only when no carrier took the message. `on_failure`: also when its
 * receipt says that it was not delivered, or none came in time.
 */
export type RefundPolicy = 'on_rejection' | 'on_failure'

export interface Rate {
  /** ISO 3166-1 alpha-2, or `*`: every country without a rate of its own. */
  readonly country: string
  /** Of a network: digits of an MSISDN from the calling code on. Absent for the whole country. */
  readonly prefix?: string | undefined
  /** For one segment: 10⁻⁶ of `currency`, or whole units. */
  readonly price: bigint
  /** ISO 4217, or `units`. */
  readonly currency: string
}

export interface RatePlan {
  /** Of the wallets it is for: ISO 4217, or `units`. */
  readonly currency: string
  readonly refundPolicy: RefundPolicy
  /** The country, or `*`, whose rate turns money into units shown. */
  readonly homeCountry: string
  readonly rates: readonly Rate[]
}

/** Made once for a plan, not for a message. */
export interface CompiledRatePlan {
  readonly currency: string
  readonly refundPolicy: RefundPolicy
  /** Of the home country as a whole, its price never zero; undefined where the plan has none. */
  readonly homeRate: Rate | undefined
  /** Undefined: not served. What nobody has priced is refused rather than sent at a loss; a price of zero is a price. */
  readonly rateOf: (recipient: Recipient) => Rate | undefined
  /** The networks of a country that have a price of their own, by their prefixes. */
  readonly prefixesOf: (country: string) => readonly string[]
}

export interface RatePlanInvalid {
  readonly code: 'rate_plan_invalid'
  /** `foreign_prefix`: not digits, or of another calling code. `repeated`: two rates for one place. */
  readonly reason: 'unknown_country' | 'foreign_prefix' | 'repeated' | 'negative'
  /** Which rate, from 0. */
  readonly row: number
}

export interface DestinationNotServed {
  readonly code: 'destination_not_served'
  readonly country: string
}

interface CountryRates {
  whole: Rate | undefined
  readonly byPrefix: Map<string, Rate>
  /** Longest first. */
  prefixLengths: number[]
}

export function compileRatePlan(plan: RatePlan): Result<CompiledRatePlan, RatePlanInvalid> {
  const byCountry = new Map<string, CountryRates>()
  for (const [row, rate] of plan.rates.entries()) {
    const reason = addRate(byCountry, rate)
    if (reason !== undefined) return { ok: false, error: { code: 'rate_plan_invalid', reason, row } }
  }
  for (const country of byCountry.values()) {
    const lengths = Array.from(country.byPrefix.keys(), (prefix) => prefix.length)
    country.prefixLengths = [...new Set(lengths)].sort((one, other) => other - one)
  }
  const elsewhere = byCountry.get('*')?.whole
  const atHome = byCountry.get(plan.homeCountry)?.whole ?? elsewhere
  return {
    ok: true,
    value: {
      currency: plan.currency,
      refundPolicy: plan.refundPolicy,
      homeRate: atHome?.price === 0n ? undefined : atHome,
      rateOf: ({ msisdn, country }) => {
        const rates = byCountry.get(country)
        return (rates && mostSpecific(rates, msisdn)) ?? elsewhere
      },
      prefixesOf: (country) => [...(byCountry.get(country)?.byPrefix.keys() ?? [])],
    },
  }
}

/** What a free amount, which is never negative, is shown as: the whole segments at home that it pays for. */
export function unitsShown(free: bigint, homePrice: bigint): bigint {
  return free / homePrice
}

function mostSpecific({ whole, byPrefix, prefixLengths }: CountryRates, msisdn: string): Rate | undefined {
  for (const length of prefixLengths) {
    const ofNetwork = byPrefix.get(msisdn.slice(0, length))
    if (ofNetwork !== undefined) return ofNetwork
  }
  return whole
}

function addRate(byCountry: Map<string, CountryRates>, rate: Rate): RatePlanInvalid['reason'] | undefined {
  const { country, prefix } = rate
  if (rate.price < 0n) return 'negative'
  const callingCode = callingCodeFor(country)
  if (callingCode === undefined && country !== '*') return 'unknown_country'
  let known = byCountry.get(country)
  if (known === undefined) {
    known = { whole: undefined, byPrefix: new Map(), prefixLengths: [] }
    byCountry.set(country, known)
  }
  if (prefix === undefined) {
    if (known.whole !== undefined) return 'repeated'
    known.whole = rate
    return undefined
  }
  if (callingCode === undefined || !/^\d{1,15}$/.test(prefix) || !prefix.startsWith(callingCode))
    return 'foreign_prefix'
  if (known.byPrefix.has(prefix)) return 'repeated'
  known.byPrefix.set(prefix, rate)
  return undefined
}
