// What a message costs: its segments at the plan's price for the destination, converted once when the price is in
// another currency than the wallet, rounded half up to 4 decimals. What is quoted is what is held and charged.
import type { Account } from './accounts.ts'
import { convert, roundHalfUp4 } from './money.ts'
import type { DestinationNotServed } from './rates.ts'
import type { Recipient } from './recipients.ts'
import type { Result } from './result.ts'

type Quote = {
  /** In the wallet's unit. */
  amount: bigint
  /** In the currency that the price is in. */
  routeAmount: bigint
  routeCurrency: string
  /** From the one to the other, 10⁻⁹; null when they are the same. */
  exchangeRate: bigint | null
}

/** `UGX/KES` → what 1 UGX is in KES, 10⁻⁹. */
export type ExchangeRates = ReadonlyMap<string, bigint>

export function quote(
  account: Pick<Account, 'plan' | 'currency'>,
  exchangeRates: ExchangeRates,
  recipient: Recipient,
  segments: number,
): Result<Quote, DestinationNotServed> {
  const rate = account.plan.rateOf(recipient)
  if (rate === undefined) return notServed(recipient)
  const routeAmount = BigInt(segments) * rate.price
  if (rate.currency === account.currency) {
    const amount = rate.currency === 'units' ? routeAmount : roundHalfUp4(routeAmount)
    return { ok: true, value: { amount, routeAmount, routeCurrency: rate.currency, exchangeRate: null } }
  }
  const exchangeRate = exchangeRates.get(`${rate.currency}/${account.currency}`)
  if (exchangeRate === undefined) return notServed(recipient) // without a rate there is no price
  const amount = convert(routeAmount, exchangeRate)
  return { ok: true, value: { amount, routeAmount, routeCurrency: rate.currency, exchangeRate } }
}

function notServed(recipient: Recipient): Result<never, DestinationNotServed> {
  return { ok: false, error: { code: 'destination_not_served', country: recipient.country } }
}
