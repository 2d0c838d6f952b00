// What a purchase puts into a wallet and what is paid for it: units at the plan's unit price, or money for itself.
import type { Account } from './accounts.ts'
import { type ExchangeRates, quote } from './quotes.ts'
import type { Result } from './result.ts'

/** So many units, or as much as this amount pays for: 10⁻⁶ of the currency that is paid in. */
export type Asked = { units: bigint } | { amount: bigint }

export type Purchase = {
  /** For the wallet, in its own unit. */
  amount: bigint
  currency: string
  /** 10⁻⁶ of `priceCurrency`; null where the plan has no price and the operator says it. */
  price: bigint | null
  priceCurrency: string
}

/** `no_price`: nothing says what a unit costs. `too_little`: less than one unit. `too_much`: more than a book holds. */
export type PurchaseRefused = { code: 'no_price' | 'too_little' | 'too_much' }

type Buyer = Pick<Account, 'currency' | 'plan' | 'unitPrice' | 'unitCurrency'>

export function purchase(
  account: Buyer,
  exchangeRates: ExchangeRates,
  asked: Asked,
): Result<Purchase, PurchaseRefused> {
  const unit = priceOfUnit(account, exchangeRates)
  const bought = account.currency === 'units' ? ofUnits(account, unit, asked) : ofMoney(account, unit, asked)
  if (bought === null) return { ok: false, error: { code: 'no_price' } }
  if (bought.amount <= 0n) return { ok: false, error: { code: 'too_little' } }
  if (bought.amount > AMOUNT_MAX || (bought.price ?? 0n) > AMOUNT_MAX) return { ok: false, error: { code: 'too_much' } }
  return { ok: true, value: bought }
}

/** Of a unit: what the plan sells it at, or, of a money wallet, the price of a segment at home. Null where it has none. */
export function priceOfUnit(account: Buyer, exchangeRates: ExchangeRates): { price: bigint; currency: string } | null {
  if (account.currency === 'units') {
    return account.unitPrice > 0n ? { price: account.unitPrice, currency: account.unitCurrency } : null
  }
  const home = account.plan.homeRate
  const priced = home && quote(account, exchangeRates, { msisdn: '', country: home.country }, 1)
  return priced?.ok && priced.value.amount > 0n ? { price: priced.value.amount, currency: account.currency } : null
}

type UnitPrice = ReturnType<typeof priceOfUnit>

function ofUnits({ unitCurrency }: Buyer, unit: UnitPrice, asked: Asked): Purchase | null {
  const priced = (units: bigint): Purchase => ({
    amount: units,
    currency: 'units',
    price: unit && units * unit.price,
    priceCurrency: unitCurrency,
  })
  if ('units' in asked) return priced(asked.units)
  return unit && priced(asked.amount / unit.price) // whole units: what is left over is not asked for
}

function ofMoney({ currency }: Buyer, unit: UnitPrice, asked: Asked): Purchase | null {
  if ('units' in asked && unit === null) return null
  const amount = 'units' in asked ? asked.units * (unit as { price: bigint }).price : asked.amount
  return { amount, currency, price: amount, priceCurrency: currency }
}

// Half of what a signed 64-bit column holds, so that a balance and a purchase together never overflow it.
const AMOUNT_MAX = 2n ** 62n
