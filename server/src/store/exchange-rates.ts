// Every statement on exchange rates: the latest one that has taken effect is the rate.
import { plainArray, textArray } from './arrays.ts'
import type { Statement, Tx } from './database.ts'

export type ExchangeRateRow = { base: string; quote: string; rate: bigint; effective_at: Date }

const LIST: Statement = {
  name: 'exchange_rates_list',
  text: 'select base, quote, rate, effective_at from exchange_rates order by base, quote, effective_at desc limit $1',
}

export function listExchangeRateRows(tx: Tx, limit: number): Promise<ExchangeRateRow[]> {
  return tx.run<ExchangeRateRow>(LIST, [limit])
}

/** `effectiveAtMs` of null is now, by the database's clock. */
export type NewExchangeRate = { base: string; quote: string; rate: bigint; effectiveAtMs: number | null }

const SET: Statement = {
  name: 'exchange_rates_set',
  text: `insert into exchange_rates (base, quote, rate, effective_at)
    select b, q, r, coalesce(to_timestamp(at / 1000.0), now())
    from unnest($1::text[], $2::text[], $3::bigint[], $4::float8[]) as e (b, q, r, at)
    on conflict (base, quote, effective_at) do update set rate = excluded.rate`,
}

export async function setExchangeRates(tx: Tx, rates: readonly NewExchangeRate[]): Promise<void> {
  await tx.run(SET, [
    textArray(rates.map((rate) => rate.base)),
    textArray(rates.map((rate) => rate.quote)),
    plainArray(rates.map((rate) => rate.rate)),
    plainArray(rates.map((rate) => rate.effectiveAtMs)),
  ])
}
