// What is in trouble now, and what waits for a decision, over all accounts.
import { type HourOfState, trafficSince, type Waiting, waitingForStaff } from '../store/overview.ts'
import {
  type LapsedNode,
  type Late,
  lapsedNodes,
  lateMessages,
  type TroubledEndpoint,
  type TroubledJob,
  troubledEndpoints,
  troubledJobs,
} from '../store/trouble.ts'
import type { Setup } from './setup.ts'

export type Trouble = {
  late: Late
  endpoints: TroubledEndpoint[]
  jobs: TroubledJob[]
  nodes: LapsedNode[]
}

/** More late messages than this are "more than". */
export const LATE_MAX = 10_000
const LISTED_MAX = 100

export function readTrouble({ database }: Setup): Promise<Trouble> {
  return database.transaction('all', async (tx) => {
    const [late, endpoints, jobs, nodes] = await Promise.all([
      lateMessages(tx, LATE_MAX),
      troubledEndpoints(tx, LISTED_MAX),
      troubledJobs(tx, LISTED_MAX),
      lapsedNodes(tx, LISTED_MAX),
    ])
    return { late, endpoints, jobs, nodes }
  })
}

export type Overview = { waiting: Waiting; traffic: HourOfState[] }

export function readOverview({ database }: Setup, fromMs: number): Promise<Overview> {
  return database.transaction('all', async (tx) => {
    const [waiting, traffic] = await Promise.all([waitingForStaff(tx), trafficSince(tx, fromMs)])
    return { waiting, traffic }
  })
}
