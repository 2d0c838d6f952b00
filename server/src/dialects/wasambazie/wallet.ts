// How Wasambazie shows a wallet: as SMS credits.
import type { Account } from '../../core/accounts.ts'
import type { ExchangeRates } from '../../core/quotes.ts'
import { unitsOf } from '../../core/units.ts'

/** The body of a balance, written out: the document prints whole credits with a decimal, and JSON.stringify drops it. */
export function balanceBody(account: Account, exchangeRates: ExchangeRates, free: bigint): string {
  return `{"balance":${unitsOf(account, exchangeRates, free)}.0}`
}
