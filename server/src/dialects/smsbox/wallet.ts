// How SMSBox shows a wallet: what may still be spent, a JSON number in the wallet's currency.
import { free, type Wallet } from '../../core/ledger.ts'
import { amountAsNumber } from '../../core/money.ts'

export function balanceMoney(wallet: Wallet): number {
  return wallet.currency === 'units' ? Number(free(wallet)) : amountAsNumber(free(wallet))
}
