// How eSMS Africa shows money: JSON numbers beside their currency, and in words with two decimals.
import type { Account } from '../../core/accounts.ts'
import { amountAsNumber, formatAmount } from '../../core/money.ts'
import type { Rate } from '../../core/rates.ts'
import type { Route } from '../../core/routes.ts'

/** At most 4 decimals; a wallet of units has whole ones. */
export function amountOf(currency: string, amount: bigint): number {
  return currency === 'units' ? Number(amount) : amountAsNumber(amount)
}

/** `USD 0.50`: the numbers beside it are the exact ones. */
export function amountInWords(currency: string, amount: bigint): string {
  return `${currency} ${currency === 'units' ? amount : formatAmount(amount, 2)}`
}

/** What a segment by this route costs the account; undefined where its plan has no price. */
export function rateOf({ plan }: Pick<Account, 'plan'>, { country, prefix }: Route): Rate | undefined {
  return plan.rateOf({ country, msisdn: prefix })
}
