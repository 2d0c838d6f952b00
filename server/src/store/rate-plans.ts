// Every statement on rate plans and their prices. Prices are added and take effect at their time; none is taken away, so
// that what a segment cost on a day can be read later.
import type { RefundPolicy } from '../core/rates.ts'
import { plainArray, textArray } from './arrays.ts'
import type { Statement, Tx } from './database.ts'

export type RatePlanRow = {
  id: string
  name: string
  /** `units`, or the wallets' ISO 4217 currency. */
  denomination: string
  unit_price: bigint
  unit_currency: string
  home_country: string | null
  refund_policy: RefundPolicy
  created_at: Date
}

const ROW = 'id, name, denomination, unit_price, unit_currency, home_country, refund_policy, created_at'

const ADD: Statement = {
  name: 'rate_plan_add',
  text: `insert into rate_plans (${ROW}) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (name) do nothing returning id`,
}

/** False when the name is taken. */
export async function addRatePlan(tx: Tx, row: RatePlanRow): Promise<boolean> {
  const rows = await tx.run(ADD, [
    row.id,
    row.name,
    row.denomination,
    row.unit_price,
    row.unit_currency,
    row.home_country,
    row.refund_policy,
    row.created_at,
  ])
  return rows.length === 1
}

const UPDATE: Statement = {
  name: 'rate_plan_update',
  text: `update rate_plans set name = $2, unit_price = $3, home_country = $4, refund_policy = $5
    where id = $1 and not exists (select from rate_plans where name = $2 and id <> $1) returning id`,
}

/** All but what its wallets are in. False when another one has the name. */
export async function updateRatePlan(tx: Tx, row: RatePlanRow): Promise<boolean> {
  const values = [row.id, row.name, row.unit_price, row.home_country, row.refund_policy]
  return (await tx.run(UPDATE, values)).length === 1
}

const READ: Statement = { name: 'rate_plan_read', text: `select ${ROW} from rate_plans where id = $1` }

export async function readRatePlan(tx: Tx, id: string): Promise<RatePlanRow | null> {
  return (await tx.run<RatePlanRow>(READ, [id]))[0] ?? null
}

const LIST: Statement = {
  name: 'rate_plans_list',
  text: `select ${ROW} from rate_plans where $1::uuid is null or id < $1 order by id desc limit $2`,
}

export function listRatePlanRows(tx: Tx, beforeId: string | null, limit: number): Promise<RatePlanRow[]> {
  return tx.run<RatePlanRow>(LIST, [beforeId, limit])
}

const FIRST: Statement = { name: 'rate_plan_first', text: `select ${ROW} from rate_plans order by id limit 1` }

/** The one that was made first. */
export async function firstRatePlan(tx: Tx): Promise<RatePlanRow | null> {
  return (await tx.run<RatePlanRow>(FIRST))[0] ?? null
}

export type PriceRow = { country: string; prefix: string; price: bigint; currency: string; effective_at: Date }

const PRICES: Statement = {
  name: 'rate_prices_list',
  text: `select country, prefix, price, currency, effective_at from rate_prices where plan_id = $1
    order by country, prefix, effective_at desc`,
}

export function listPrices(tx: Tx, planId: string): Promise<PriceRow[]> {
  return tx.run<PriceRow>(PRICES, [planId])
}

/** `effectiveAtMs` of null is now, by the database's clock: the one that says which price holds. */
export type NewPrice = {
  country: string
  prefix: string
  price: bigint
  currency: string
  effectiveAtMs: number | null
}

const SET: Statement = {
  name: 'rate_prices_set',
  text: `insert into rate_prices (plan_id, country, prefix, price, currency, effective_at)
    select $1, c, x, p, u, coalesce(to_timestamp(at / 1000.0), now())
    from unnest($2::text[], $3::text[], $4::bigint[], $5::text[], $6::float8[]) as r (c, x, p, u, at)
    on conflict (plan_id, country, prefix, effective_at) do update set price = excluded.price, currency = excluded.currency`,
}

export async function setPrices(tx: Tx, planId: string, prices: readonly NewPrice[]): Promise<void> {
  await tx.run(SET, [
    planId,
    textArray(prices.map((price) => price.country)),
    textArray(prices.map((price) => price.prefix)),
    plainArray(prices.map((price) => price.price)),
    textArray(prices.map((price) => price.currency)),
    plainArray(prices.map((price) => price.effectiveAtMs)),
  ])
}
