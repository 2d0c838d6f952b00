// Routes: for a destination, which carriers in which order, and under which terms.
import { callingCodeFor } from '../core/countries.ts'
import { refuse } from '../core/errors.ts'
import type { UncertainPolicy } from '../core/routes.ts'
import { isId, newId } from '../ids.ts'
import { countCarriers } from '../store/carriers.ts'
import type { Tx } from '../store/database.ts'
import {
  addRoute,
  listRouteRows,
  noteRouteCost,
  type RouteRow,
  readRoute,
  setRouteCarriers,
  updateRoute,
} from '../store/routes.ts'
import { count, countryOrAll, currency, invalid, line, sender } from './fields.ts'
import { type Actor, changeInstallation, type Outcome, type Setup } from './setup.ts'

export type { RouteRow } from '../store/routes.ts'

export type RouteInput = {
  /** Names the route for good. */
  code: string
  name: string
  /** ISO 3166 alpha-2, or `*`. */
  country: string
  prefix: string
  defaultSender: string | null
  uncertainPolicy: UncertainPolicy
  validitySeconds: number
  /** What the carrier charges a segment, 10⁻⁶ of `costCurrency`. */
  cost: bigint
  costCurrency: string
  active: boolean
  carrierIds: readonly string[]
}

export function createRoute(setup: Setup, actor: Actor, input: RouteInput): Outcome<RouteRow> {
  return changeInstallation(setup, actor, async ({ tx, nowMs, audit }) => {
    if (!/^[A-Z0-9_]{1,32}$/.test(input.code)) invalid('code', 'a code is 1 to 32 capital letters, digits and _')
    const row = { id: newId(nowMs), code: input.code, created_at: new Date(nowMs), ...(await judged(tx, input)) }
    if (!(await addRoute(tx, row))) {
      refuse({ code: 'conflict', field: 'code', obstacle: 'already_exists', message: 'there is a route of that code' })
    }
    await setRouteCarriers(tx, row.id, row.carrier_ids)
    audit('route.created', row.id, { code: row.code, ...described(row) })
    return row
  })
}

export type RoutePatch = { [field in Exclude<keyof RouteInput, 'code'>]?: RouteInput[field] | undefined }

/** Fields that are absent stay. Messages that are queued already go by the carriers it then has. */
export function changeRoute(setup: Setup, actor: Actor, routeId: string, patch: RoutePatch): Outcome<RouteRow> {
  return changeInstallation(setup, actor, async ({ tx, nowMs, audit }) => {
    const before = isId(routeId) ? await readRoute(tx, routeId) : null
    if (!before) refuse({ code: 'not_found' })
    const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
    const row = { ...before, ...(await judged(tx, { ...inputOf(before), ...given })) }
    await updateRoute(tx, row)
    await setRouteCarriers(tx, routeId, row.carrier_ids)
    const costs = row.cost !== before.cost || row.cost_currency !== before.cost_currency
    if (costs) await noteRouteCost(tx, row, nowMs)
    audit('route.changed', routeId, { code: row.code, from: described(before), to: described(row) })
    return row
  })
}

/** Newest first, before `beforeId`. */
export function listRoutes(setup: Setup, beforeId: string | null, limit: number): Promise<RouteRow[]> {
  return setup.database.transaction([], (tx) => listRouteRows(tx, beforeId, limit))
}

const VALIDITY_MAX_SECONDS = 7 * 86_400

async function judged(tx: Tx, input: Omit<RouteInput, 'code'>): Promise<Omit<RouteRow, 'id' | 'code' | 'created_at'>> {
  const country = countryOrAll(input.country, 'country')
  const callingCode = callingCodeFor(country)
  const good = input.prefix === '' || (callingCode !== undefined && input.prefix.startsWith(callingCode))
  if (!good || !/^\d{0,15}$/.test(input.prefix)) {
    invalid('prefix', 'a prefix is digits that begin with the calling code of the country')
  }
  if (input.cost < 0n) invalid('cost', 'a cost is zero or more')
  const ids = [...new Set(input.carrierIds)]
  const known = ids.length > 0 && ids.every(isId) && (await countCarriers(tx, ids)) === ids.length
  if (!known) invalid('carrier_ids', 'the ids of one or more carriers, in the order they are tried')
  return {
    name: line(input.name, 'name', 100),
    country,
    prefix: input.prefix,
    default_sender: input.defaultSender === null ? null : sender(input.defaultSender, 'default_sender'),
    uncertain_policy: input.uncertainPolicy,
    validity_seconds: count(input.validitySeconds, 'validity_seconds', 60, VALIDITY_MAX_SECONDS),
    cost: input.cost,
    cost_currency: currency(input.costCurrency, 'cost_currency'),
    active: input.active,
    carrier_ids: ids,
  }
}

function inputOf(row: RouteRow): Omit<RouteInput, 'code'> {
  return {
    name: row.name,
    country: row.country,
    prefix: row.prefix,
    defaultSender: row.default_sender,
    uncertainPolicy: row.uncertain_policy,
    validitySeconds: row.validity_seconds,
    cost: row.cost,
    costCurrency: row.cost_currency,
    active: row.active,
    carrierIds: row.carrier_ids,
  }
}

function described(row: Omit<RouteRow, 'id' | 'code' | 'created_at'>): Record<string, unknown> {
  const { name, country, prefix, default_sender, uncertain_policy, validity_seconds, cost_currency, active } = row
  const { cost, carrier_ids } = row
  const terms = { default_sender, uncertain_policy, validity_seconds, cost: String(cost), cost_currency }
  return { name, country, prefix, ...terms, active, carrier_ids }
}
