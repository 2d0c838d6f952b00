// Which route serves a number: the one asked for by its code, else the most specific active one of its country.
import type { Result } from './result.ts'

export type UncertainPolicy = 'resend' | 'hold'

export type Route = {
  id: string
  code: string
  name: string
  /** ISO 3166 alpha-2, or `*` for every country. */
  country: string
  /** Leading digits of the msisdn that it serves; empty is the whole country. */
  prefix: string
  defaultSender: string | null
  uncertainPolicy: UncertainPolicy
  validityMs: number
  active: boolean
  /** In the order they are tried. */
  carrierIds: readonly string[]
}

export type RouteTable = {
  byId: ReadonlyMap<string, Route>
  byCode: ReadonlyMap<string, Route>
  /** Active ones by country, the longest prefix first. */
  byCountry: ReadonlyMap<string, readonly Route[]>
}

export function routeTable(routes: readonly Route[]): RouteTable {
  const byCountry = new Map<string, Route[]>()
  for (const route of routes) {
    if (!route.active) continue
    const list = byCountry.get(route.country)
    if (list) list.push(route)
    else byCountry.set(route.country, [route])
  }
  for (const list of byCountry.values()) {
    list.sort((a, b) => b.prefix.length - a.prefix.length || (a.code < b.code ? -1 : 1))
  }
  return {
    byId: new Map(routes.map((route) => [route.id, route])),
    byCode: new Map(routes.map((route) => [route.code, route])),
    byCountry,
  }
}

function serves(route: Route, msisdn: string, country: string): boolean {
  return route.active && (route.country === country || route.country === '*') && msisdn.startsWith(route.prefix)
}

/** `code` null chooses by destination. A code that does not exist, or does not serve the number, is no route. */
export function chooseRoute(
  table: RouteTable,
  destination: { msisdn: string; country: string },
  code: string | null = null,
): Result<Route, { code: 'destination_not_served'; country: string }> {
  const { msisdn, country } = destination
  let found: Route | undefined
  if (code !== null) {
    const route = table.byCode.get(code)
    if (route && serves(route, msisdn, country)) found = route
  } else {
    found =
      table.byCountry.get(country)?.find((route) => serves(route, msisdn, country)) ??
      table.byCountry.get('*')?.find((route) => serves(route, msisdn, country))
  }
  return found ? { ok: true, value: found } : { ok: false, error: { code: 'destination_not_served', country } }
}
