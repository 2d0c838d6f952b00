// Every statement on what is in trouble, over all accounts: messages that nobody takes, webhooks that are not heard, nodes
// that are gone. Each looks at a bounded number of rows, so that a page may ask again and again.
import type { Statement, Tx } from './database.ts'

const LATE: Statement = {
  name: 'trouble_late_messages',
  text: `select count(*)::integer as messages, min(due_at) as since from
    (select due_at from queue where owner is null and not suspended and due_at < now() - interval '60 seconds' order by due_at limit $1) q`,
}

export type Late = { messages: number; since: Date | null }

/** Due for a minute and in nobody's memory; counted up to `max`. */
export async function lateMessages(tx: Tx, max: number): Promise<Late> {
  return (await tx.run<Late>(LATE, [max]))[0] as Late
}

const ENDPOINTS: Statement = {
  name: 'trouble_endpoints',
  text: `select e.account_id, a.name as account_name, e.id, e.url, e.enabled, e.disabled_reason, e.failing_since
    from webhook_endpoints e join accounts a on a.id = e.account_id
    where e.failing_since is not null or (not e.enabled and e.disabled_reason is not null)
    order by e.failing_since nulls last, e.id limit $1`,
}

export type TroubledEndpoint = {
  account_id: string
  account_name: string
  id: string
  url: string
  enabled: boolean
  disabled_reason: string | null
  failing_since: Date | null
}

/** Those at which nothing is heard, and those that were disabled for it. */
export function troubledEndpoints(tx: Tx, limit: number): Promise<TroubledEndpoint[]> {
  return tx.run<TroubledEndpoint>(ENDPOINTS, [limit])
}

const JOBS: Statement = {
  name: 'trouble_jobs',
  text: `select j.account_id, a.name as account_name, j.id, j.url, j.event, j.tries, j.due_at,
      (j.attempts -> -1 ->> 'status')::integer as last_status, j.attempts -> -1 ->> 'error' as last_error
    from webhook_jobs j join accounts a on a.id = j.account_id
    where j.owner is null and j.tries > 0 order by j.due_at limit $1`,
}

export type TroubledJob = {
  account_id: string
  account_name: string
  id: string
  url: string
  event: string
  tries: number
  due_at: Date
  last_status: number | null
  last_error: string | null
}

/** Webhooks that failed and are tried again, the next ones first. */
export function troubledJobs(tx: Tx, limit: number): Promise<TroubledJob[]> {
  return tx.run<TroubledJob>(JOBS, [limit])
}

// One that ended a moment ago is still looked at: a commit of its may come in the minute after its lease.
const NODES: Statement = {
  name: 'trouble_nodes',
  text: `select id, lease_until from nodes where lease_until < now() - interval '2 minutes' order by lease_until limit $1`,
}

export type LapsedNode = { id: string; lease_until: Date }

export function lapsedNodes(tx: Tx, limit: number): Promise<LapsedNode[]> {
  return tx.run<LapsedNode>(NODES, [limit])
}
