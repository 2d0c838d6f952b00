// How our own API shows money: decimal strings beside their currency, exact, so that nobody adds them up as floats.
import { formatAmount } from '../../core/money.ts'

/** `1.2022`, `25.00`, and whole units as `25`: every digit there is, and two after the point at the least. */
export function amountText(currency: string, amount: bigint): string {
  if (currency === 'units') return amount.toString()
  const exact = formatAmount(amount, 6)
  let end = exact.length
  const shortest = end - 4
  while (end > shortest && exact.charCodeAt(end - 1) === ZERO) end--
  return exact.slice(0, end)
}

const ZERO = 0x30
