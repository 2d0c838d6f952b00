// The book of an account: five books, and every movement takes an amount from one and gives it to another, so that it
// balances by its shape. The wallet is the sum: balance = available + held. Amounts are exact integers of the wallet's
// own unit (whole SMS units, or 10⁻⁶ of its currency).
import type { FailureReason, FinalState } from './messages.ts'
import type { RefundPolicy } from './rates.ts'

type Book = 'funding' | 'available' | 'held' | 'revenue' | 'adjustments'
export type TransferKind = 'topup' | 'hold' | 'capture' | 'release' | 'adjust_up' | 'adjust_down'
export type Wallet = { currency: string; balance: bigint; held: bigint }

/** What moves where. A credit raises `available` and `held` (we owe it to the account) and `revenue` (we earned it). */
export const MOVEMENTS: Record<TransferKind, { debit: Book; credit: Book }> = {
  topup: { debit: 'funding', credit: 'available' },
  hold: { debit: 'available', credit: 'held' },
  capture: { debit: 'held', credit: 'revenue' },
  release: { debit: 'held', credit: 'available' },
  adjust_up: { debit: 'adjustments', credit: 'available' },
  adjust_down: { debit: 'available', credit: 'adjustments' },
}

/** What may still be spent, and what every API shows as the balance. */
export function free(wallet: Wallet): bigint {
  return wallet.balance - wallet.held
}

/** Why a message failed that no carrier had taken: it is never charged. */
export const NEVER_TAKEN: readonly FailureReason[] = ['rejected', 'not_submitted', 'opted_out']

/**
 * Whether a message that ended like this is paid for. A refusal by the carrier (or by us, before any took it) is never
 * charged; what happens behind the carrier is the rate plan's policy.
 */
export function settlement(
  state: FinalState,
  reason: FailureReason | null,
  policy: RefundPolicy,
): 'capture' | 'release' {
  if (state === 'delivered') return 'capture'
  if (state === 'cancelled') return 'release'
  const taken = reason === null || !NEVER_TAKEN.includes(reason)
  return taken && policy === 'on_rejection' ? 'capture' : 'release'
}

/**
 * Which of several requests, in the order they came, a wallet can pay: each is held whole or not at all, and one that
 * is too dear does not stop a later one that fits.
 */
export function payable(freeAmount: bigint, amounts: readonly bigint[]): boolean[] {
  let left = freeAmount
  return amounts.map((amount) => {
    if (amount > left) return false
    left -= amount
    return true
  })
}
