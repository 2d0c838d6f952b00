// core/money.ts: exact amounts of money, how they are read, rounded, converted and printed.
//
// An amount is a bigint of 10⁻⁶ of its currency ("micro"). SMS units are whole bigints and never pass through here.
// The one rounding rule is half up: a half goes away from zero, so that the reversal of an amount is exactly its negative.
import type { Result } from './result.ts'

const DECIMALS = 6
const RATE_DECIMALS = 9

/** What is charged and shown has 4 decimals at the most. */
const CHARGED_STEP = 100n

/** Price of one unit of a currency in another, in 10⁻⁹: 0.034349 is `34_349_000n`. */
export type ExchangeRate = bigint

/** '-12.5' is -12_500_000n. At most 12 digits before the point (a signed 64-bit column holds them) and 6 after it. */
export function parseAmount(text: string): Result<bigint, { code: 'amount_invalid' }> {
  return parseDecimal(text, DECIMALS, 'amount_invalid')
}

/** Positive, at most 9 decimals. */
export function parseExchangeRate(text: string): Result<ExchangeRate, { code: 'exchange_rate_invalid' }> {
  const rate = parseDecimal(text, RATE_DECIMALS, 'exchange_rate_invalid')
  return rate.ok && rate.value <= 0n ? { ok: false, error: { code: 'exchange_rate_invalid' } } : rate
}

/** Half up to 4 decimals, the precision of every charge. */
export function roundHalfUp4(micro: bigint): bigint {
  return divideHalfUp(micro, CHARGED_STEP) * CHARGED_STEP
}

/** In the other currency, rounded once, half up to 4 decimals: 35 UGX at 0.034349 are 1.202215, so 1.2022 KES. */
export function convert(micro: bigint, rate: ExchangeRate): bigint {
  return divideHalfUp(micro * rate, 10n ** BigInt(RATE_DECIMALS) * CHARGED_STEP) * CHARGED_STEP
}

/** With exactly `decimals` digits after the point, half up: (1_202_215n, 2) is '1.20'. */
export function formatAmount(micro: bigint, decimals: 0 | 1 | 2 | 3 | 4 | 5 | 6): string {
  return printDecimal(divideHalfUp(micro, 10n ** BigInt(DECIMALS - decimals)), decimals)
}

/**
 * For a JSON body that shows money as a number: at most 4 decimals. The only float, made from the printed decimal and
 * last of all; up to 15 digits JSON prints it back as it was.
 */
export function amountAsNumber(micro: bigint): number {
  return Number(formatAmount(micro, 4))
}

/** Without trailing zeros: 0.034349. */
export function formatExchangeRate(rate: ExchangeRate): string {
  const text = printDecimal(rate, RATE_DECIMALS)
  let end = text.length
  while (text[end - 1] === '0') end -= 1
  return text.slice(0, text[end - 1] === '.' ? end - 1 : end)
}

function parseDecimal<C extends string>(text: string, decimals: number, code: C): Result<bigint, { code: C }> {
  const match = text.length <= 24 ? /^(-?)(\d{1,12})(?:\.(\d{1,9}))?$/.exec(text) : null
  const fraction = match?.[3] ?? ''
  if (match === null || fraction.length > decimals) return { ok: false, error: { code } }
  const magnitude = BigInt(`${match[2]}${fraction.padEnd(decimals, '0')}`)
  return { ok: true, value: match[1] === '-' ? -magnitude : magnitude }
}

function printDecimal(scaled: bigint, decimals: number): string {
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(decimals + 1, '0')
  const sign = scaled < 0n ? '-' : ''
  if (decimals === 0) return sign + digits
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

/** `divisor` is positive. */
function divideHalfUp(amount: bigint, divisor: bigint): bigint {
  const magnitude = amount < 0n ? -amount : amount
  const quotient = (magnitude * 2n + divisor) / (divisor * 2n)
  return amount < 0n ? -quotient : quotient
}
