// How MegaSMS shows a wallet: as SMS units. A wallet of money is shown as the segments at home that it pays for.
import type { Account } from '../../core/accounts.ts'
import { amountAsNumber } from '../../core/money.ts'
import type { ExchangeRates } from '../../core/quotes.ts'
import { unitsOf as wholeUnitsOf } from '../../core/units.ts'

/** An amount of the account's wallet in units. */
export function unitsOf(account: Account, exchangeRates: ExchangeRates, amount: bigint): number {
  return Number(wholeUnitsOf(account, exchangeRates, amount))
}

/** What one unit costs, as the operator sells it. */
export function ratePerSegment({ currency, plan, unitPrice, unitCurrency }: Account): {
  rate: number
  currency: string
} {
  if (currency === 'units') return { rate: amountAsNumber(unitPrice), currency: unitCurrency }
  return { rate: amountAsNumber(plan.homeRate?.price ?? 0n), currency: plan.homeRate?.currency ?? currency }
}
