// How MsGine shows money: a JSON number, in the wallet's currency.
import type { Account } from '../../core/accounts.ts'
import { callingCodeFor } from '../../core/countries.ts'
import { amountAsNumber } from '../../core/money.ts'
import { type ExchangeRates, quote } from '../../core/quotes.ts'

/** At most 4 decimals; a wallet of units has whole ones. */
export function amountOf(currency: string, amount: bigint): number {
  return currency === 'units' ? Number(amount) : amountAsNumber(amount)
}

/** For a segment to any network of a country that has no price of its own; null where the plan does not serve it. */
export function priceOf(account: Account, exchangeRates: ExchangeRates, country: string): number | null {
  if (callingCodeFor(country) === undefined) return null
  const priced = quote(account, exchangeRates, { msisdn: '', country }, 1)
  return priced.ok ? amountOf(account.currency, priced.value.amount) : null
}
