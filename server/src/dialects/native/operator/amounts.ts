// Amounts as the operator writes them: decimal strings beside their currency, whole where they count units.
import { Type } from 'typebox'
import { refuse } from '../../../core/errors.ts'
import { parseAmount } from '../../../core/money.ts'
import { amountText } from '../wallet.ts'

export const Price = Type.String({
  pattern: '^-?\\d{1,18}(\\.\\d{1,6})?$',
  description: 'A decimal string in its currency; whole for `units`',
  examples: ['35.00'],
})
export const PriceCurrency = Type.String({ maxLength: 8, description: 'ISO 4217, or `units`', examples: ['UGX'] })

/** Whole units, or 10⁻⁶ of the currency. */
export function amountOf(text: string, currency: string, field: string): bigint {
  if (currency === 'units') {
    if (/^-?\d{1,18}$/.test(text)) return BigInt(text)
    return refuse({ code: 'field_invalid', field, message: 'Units are whole.' })
  }
  return moneyOf(text, field)
}

/** 10⁻⁶ of its currency. */
export function moneyOf(text: string, field: string): bigint {
  const parsed = parseAmount(text)
  if (parsed.ok) return parsed.value
  const message = 'An amount has at most 12 digits before the point and 6 after it.'
  return refuse({ code: 'field_invalid', field, message })
}

export const printed = (amount: bigint, currency: string): string => amountText(currency, amount)
