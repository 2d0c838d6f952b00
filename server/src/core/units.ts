// core/units.ts: what an amount of a wallet is in SMS units. A wallet of money is the segments at home that it pays for.
import type { Account } from './accounts.ts'
import { convert } from './money.ts'
import type { ExchangeRates } from './quotes.ts'
import { unitsShown } from './rates.ts'

/** Whole units; 0 where no price at home says what one is. */
export function unitsOf(
  account: Pick<Account, 'currency' | 'plan'>,
  exchangeRates: ExchangeRates,
  amount: bigint,
): bigint {
  if (account.currency === 'units') return amount
  const price = homePrice(account, exchangeRates)
  return price > 0n ? unitsShown(amount, price) : 0n
}

/** In the wallet's currency. */
function homePrice(
  { currency, plan: { homeRate } }: Pick<Account, 'currency' | 'plan'>,
  exchangeRates: ExchangeRates,
): bigint {
  if (homeRate === undefined) return 0n
  if (homeRate.currency === currency) return homeRate.price
  return convert(homeRate.price, exchangeRates.get(`${homeRate.currency}/${currency}`) ?? 0n)
}
