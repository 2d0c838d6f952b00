// Every statement on routes and the carriers they go by, but the one that reads the table in use (snapshots.ts).
import type { UncertainPolicy } from '../core/routes.ts'
import { plainArray } from './arrays.ts'
import type { Statement, Tx } from './database.ts'

export type RouteRow = {
  id: string
  code: string
  name: string
  country: string
  prefix: string
  default_sender: string | null
  uncertain_policy: UncertainPolicy
  validity_seconds: number
  cost: bigint
  cost_currency: string
  active: boolean
  created_at: Date
  /** In the order they are tried. */
  carrier_ids: string[]
}

const COLUMNS = `id, code, name, country, prefix, default_sender, uncertain_policy, validity_seconds, cost, cost_currency, active,
  created_at`
const CARRIERS = `coalesce((select array_agg(c.carrier_id order by c.position) from route_carriers c where c.route_id = r.id), '{}')
  as carrier_ids`

const LIST: Statement = {
  name: 'routes_list',
  text: `select ${COLUMNS}, ${CARRIERS} from routes r where $1::uuid is null or id < $1 order by id desc limit $2`,
}

export function listRouteRows(tx: Tx, beforeId: string | null, limit: number): Promise<RouteRow[]> {
  return tx.run<RouteRow>(LIST, [beforeId, limit])
}

const READ: Statement = { name: 'route_read', text: `select ${COLUMNS}, ${CARRIERS} from routes r where id = $1` }

export async function readRoute(tx: Tx, id: string): Promise<RouteRow | null> {
  return (await tx.run<RouteRow>(READ, [id]))[0] ?? null
}

const ADD: Statement = {
  name: 'route_add',
  text: `insert into routes (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
    on conflict (code) do nothing returning id`,
}

/** Without its carriers. False when the code is taken. */
export async function addRoute(tx: Tx, row: RouteRow): Promise<boolean> {
  const isNew = (await tx.run(ADD, [row.id, row.code, ...settings(row), row.created_at])).length === 1
  if (isNew) await noteRouteCost(tx, row, row.created_at.getTime())
  return isNew
}

const UPDATE: Statement = {
  name: 'route_update',
  text: `update routes set name = $2, country = $3, prefix = $4, default_sender = $5, uncertain_policy = $6,
    validity_seconds = $7, cost = $8, cost_currency = $9, active = $10 where id = $1`,
}

/** All but its code, which others hold it by. */
export async function updateRoute(tx: Tx, row: RouteRow): Promise<void> {
  await tx.run(UPDATE, [row.id, ...settings(row)])
}

function settings(row: RouteRow): unknown[] {
  return [
    row.name,
    row.country,
    row.prefix,
    row.default_sender,
    row.uncertain_policy,
    row.validity_seconds,
    row.cost,
    row.cost_currency,
    row.active,
  ]
}

const CLEAR_CARRIERS: Statement = {
  name: 'route_carriers_clear',
  text: 'delete from route_carriers where route_id = $1',
}
const SET_CARRIERS: Statement = {
  name: 'route_carriers_set',
  text: `insert into route_carriers (route_id, position, carrier_id)
    select $1, n, c from unnest($2::uuid[]) with ordinality as r (c, n)`,
}

export async function setRouteCarriers(tx: Tx, routeId: string, carrierIds: readonly string[]): Promise<void> {
  void tx.run(CLEAR_CARRIERS, [routeId])
  await tx.run(SET_CARRIERS, [routeId, plainArray(carrierIds)])
}

const NOTE_COST: Statement = {
  name: 'route_cost_note',
  text: `insert into route_costs (route_id, effective_at, cost, currency) values ($1, $2, $3, $4)
    on conflict (route_id, effective_at) do update set cost = excluded.cost, currency = excluded.currency`,
}

/** What it costs from now on; reports price what went before as it was. */
export async function noteRouteCost(tx: Tx, { id, cost, cost_currency }: RouteRow, nowMs: number): Promise<void> {
  await tx.run(NOTE_COST, [id, new Date(nowMs), cost, cost_currency])
}
