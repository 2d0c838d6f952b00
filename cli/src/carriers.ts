// Carriers as the operator's API shows them, and how a person names one: by its name, or by its id.
import type { Api } from './api.ts'
import { Failure } from './failure.ts'

export interface Carrier {
  id: string
  name: string
  kind: string
  config: Record<string, unknown>
  paused: boolean
  /** What the server sees of it now; null where it runs no carriers. */
  status: { up: boolean; last_error: string | null } | null
}

/** What came of a test message. */
export interface CarrierTest {
  outcome: 'accepted' | 'rejected' | 'throttled' | 'temporary' | 'uncertain' | 'unsent'
  status: string | null
  answered_ms: number
  remote_ids: string[]
  receipts: { stat: string; error: string | null; outcome: string | null; at: string }[]
}

export const CARRIERS = '/v1/operator/carriers'

export function listCarriers(api: Api): Promise<Carrier[]> {
  return api.list<Carrier>(CARRIERS, 1000)
}

/** In the order they are named. */
export async function carrierIds(api: Api, named: string[]): Promise<string[]> {
  const carriers = await listCarriers(api)
  return named.map((one) => {
    const found = carriers.find(({ id, name }) => id === one || name.toLowerCase() === one.toLowerCase())
    if (found === undefined) throw new Failure(`There is no carrier "${one}": see njiwa carrier list`)
    return found.id
  })
}
