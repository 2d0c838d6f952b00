// How the installation stands now: each carrier as this node sees it, routes that no carrier serves, and what is in trouble.
import { type CarrierView, listCarriers } from '../../../setup/carriers.ts'
import { listRoutes, type RouteRow } from '../../../setup/routes.ts'
import { readTrouble, type Trouble } from '../../../setup/trouble.ts'
import type { OperatorContext } from './context.ts'

export type Standing = Trouble & {
  carriers: StandingCarrier[]
  /** Active routes of which no carrier is up. */
  stranded: RouteRow[]
}

/** `elsewhere`: another node runs it. */
export type StandingCarrier = {
  id: string
  name: string
  state: 'up' | 'down' | 'paused' | 'elsewhere'
  sinceMs: number | null
  lastError: string | null
}

const ROUTES_MAX = 1000

export async function standing({ setup, carrierStatus }: OperatorContext): Promise<Standing> {
  const [trouble, views, routes] = await Promise.all([
    readTrouble(setup),
    listCarriers(setup),
    listRoutes(setup, null, ROUTES_MAX),
  ])
  const carriers = views.map((view) => standingOf(view, carrierStatus(view.id)))
  const working = new Set(carriers.filter(({ state }) => state === 'up' || state === 'elsewhere').map(({ id }) => id))
  const stranded = routes.filter(({ active, carrier_ids }) => active && !carrier_ids.some((id) => working.has(id)))
  return { ...trouble, carriers, stranded }
}

function standingOf(view: CarrierView, status: ReturnType<OperatorContext['carrierStatus']>): StandingCarrier {
  const { id, name, paused } = view
  const stands = { id, name, sinceMs: status?.sinceMs ?? null, lastError: status?.lastError ?? null }
  if (paused) return { ...stands, state: 'paused' }
  if (status === null) return { ...stands, state: 'elsewhere' }
  return { ...stands, state: status.up ? 'up' : 'down' }
}
