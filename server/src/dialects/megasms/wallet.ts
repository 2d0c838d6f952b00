// How MegaSMS shows a wallet: as SMS units. A wallet of money is shown as the segments at home that it pays for.
import type { Account } from '../../core/accounts.ts'
import { amountAsNumber, convert } from '../../core/money.ts'
import type { ExchangeRates } from '../../core/quotes.ts'
import { unitsShown } from '../../core/rates.ts'

/** An amount of the account's wallet in units. */
export function unitsOf(account: Account, exchangeRates: ExchangeRates, amount: bigint): number {
  if (account.currency === 'units') return Number(amount)
  const price = homePrice(account, exchangeRates)
  return price > 0n ? Number(unitsShown(amount, price)) : 0 // without a price at home no unit can be counted
}

/** What one unit costs, as the operator sells it. */
export function ratePerSegment({ currency, plan, unitPrice, unitCurrency }: Account): {
  rate: number
  currency: string
} {
  if (currency === 'units') return { rate: amountAsNumber(unitPrice), currency: unitCurrency }
  return { rate: amountAsNumber(plan.homeRate?.price ?? 0n), currency: plan.homeRate?.currency ?? currency }
}

/** In the wallet's currency. */
function homePrice({ currency, plan: { homeRate } }: Account, exchangeRates: ExchangeRates): bigint {
  if (homeRate === undefined) return 0n
  if (homeRate.currency === currency) return homeRate.price
  return convert(homeRate.price, exchangeRates.get(`${homeRate.currency}/${currency}`) ?? 0n)
}
