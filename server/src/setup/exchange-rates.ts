// Exchange rates: what 1 of a currency is in another, from a time on. Both directions are set by themselves.
import {
  type ExchangeRateRow,
  listExchangeRateRows,
  type NewExchangeRate,
  setExchangeRates as setRows,
} from '../store/exchange-rates.ts'
import { currency, invalid } from './fields.ts'
import { type Actor, changeInstallation, type Outcome, type Setup } from './setup.ts'

export type { ExchangeRateRow } from '../store/exchange-rates.ts'

const RATES_MAX = 1000

export function setExchangeRates(
  setup: Setup,
  actor: Actor,
  rates: readonly NewExchangeRate[],
): Outcome<ExchangeRateRow[]> {
  return changeInstallation(setup, actor, async ({ tx, audit }) => {
    if (rates.length === 0 || rates.length > RATES_MAX) invalid('rates', `1 to ${RATES_MAX} rates are needed`)
    const seen = new Set<string>()
    for (const [row, { base, quote, rate, effectiveAtMs }] of rates.entries()) {
      currency(base, `rates.${row}.base`)
      currency(quote, `rates.${row}.quote`)
      if (base === quote) invalid(`rates.${row}`, 'a currency is worth itself')
      if (rate <= 0n) invalid(`rates.${row}.rate`, 'a rate is above zero')
      const place = `${base}/${quote} ${effectiveAtMs}`
      if (seen.has(place)) invalid(`rates.${row}`, 'two rates for one pair and time')
      seen.add(place)
    }
    await setRows(tx, rates)
    audit('exchange_rates.set', 'installation', { rates: rates.map(described) })
    return listExchangeRateRows(tx, LISTED_MAX)
  })
}

const LISTED_MAX = 1000

/** By pair, the latest first: also what has not yet taken effect. */
export function listExchangeRates(setup: Setup): Promise<ExchangeRateRow[]> {
  return setup.database.transaction([], (tx) => listExchangeRateRows(tx, LISTED_MAX))
}

function described({ base, quote, rate, effectiveAtMs }: NewExchangeRate): Record<string, unknown> {
  const from = effectiveAtMs === null ? null : new Date(effectiveAtMs).toISOString()
  return { pair: `${base}/${quote}`, rate: String(rate), effective_at: from }
}
