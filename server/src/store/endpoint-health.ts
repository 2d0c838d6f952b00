// Every statement on how endpoints fare: since when they fail, that they are heard again, that they are disabled.
import type { DisabledReason, Failing } from '../core/endpoint-health.ts'
import { plainArray } from './arrays.ts'
import type { Statement, Tx } from './database.ts'

export type EndpointKey = { accountId: string; endpointId: string }

const keysOf = (rows: readonly EndpointKey[]): [string, string] => [
  plainArray(rows.map((row) => row.accountId)),
  plainArray(rows.map((row) => row.endpointId)),
]

const LOCK: Statement = {
  name: 'endpoint_health_lock',
  text: `select e.account_id, e.id, e.url, e.failing_since, e.failing_clock, e.last_failed_at
    from unnest($1::uuid[], $2::uuid[]) as x (a, i) join webhook_endpoints e on e.account_id = x.a and e.id = x.i
    where e.enabled order by e.account_id, e.id for update of e`,
}

type HealthRow = {
  account_id: string
  id: string
  url: string
  failing_since: Date | null
  failing_clock: Date | null
  last_failed_at: Date | null
}
export type EndpointHealthRow = EndpointKey & { url: string; failing: Failing | null }

/** Those of them that are enabled, until this transaction ends. */
export async function lockEndpointHealth(tx: Tx, keys: readonly EndpointKey[]): Promise<EndpointHealthRow[]> {
  const rows = await tx.run<HealthRow>(LOCK, keysOf(keys))
  return rows.map(({ account_id: accountId, id: endpointId, url, failing_since, failing_clock, last_failed_at }) => ({
    accountId,
    endpointId,
    url,
    failing:
      failing_since === null || last_failed_at === null
        ? null
        : {
            sinceMs: failing_since.getTime(),
            clockMs: failing_clock?.getTime() ?? null,
            lastMs: last_failed_at.getTime(),
          },
  }))
}

const FAILING: Statement = {
  name: 'endpoints_failing',
  text: `update webhook_endpoints e set failing_since = to_timestamp(x.since / 1000.0), failing_clock = to_timestamp(x.clock / 1000.0),
      last_failed_at = to_timestamp(x.last / 1000.0)
    from unnest($1::uuid[], $2::uuid[], $3::float8[], $4::float8[], $5::float8[]) as x (a, i, since, clock, last)
    where e.account_id = x.a and e.id = x.i`,
}

export function markFailing(tx: Tx, rows: readonly (EndpointKey & { failing: Failing })[]): Promise<unknown> {
  if (rows.length === 0) return Promise.resolve()
  return tx.run(FAILING, [
    ...keysOf(rows),
    plainArray(rows.map((row) => row.failing.sinceMs)),
    plainArray(rows.map((row) => row.failing.clockMs)),
    plainArray(rows.map((row) => row.failing.lastMs)),
  ])
}

const HEARD: Statement = {
  name: 'endpoints_heard',
  text: `update webhook_endpoints e set failing_since = null, failing_clock = null, last_failed_at = null
    from unnest($1::uuid[], $2::uuid[]) as x (a, i) where e.account_id = x.a and e.id = x.i and e.failing_since is not null`,
}

/** What failed before is forgotten. */
export function markHeard(tx: Tx, keys: readonly EndpointKey[]): Promise<unknown> {
  return keys.length === 0 ? Promise.resolve() : tx.run(HEARD, keysOf(keys))
}

const DISABLE: Statement = {
  name: 'endpoints_disable',
  text: `update webhook_endpoints e set enabled = false, disabled_reason = x.why
    from unnest($1::uuid[], $2::uuid[], $3::text[]) as x (a, i, why) where e.account_id = x.a and e.id = x.i`,
}

export function disableEndpoints(
  tx: Tx,
  rows: readonly (EndpointKey & { reason: DisabledReason })[],
): Promise<unknown> {
  return tx.run(DISABLE, [...keysOf(rows), plainArray(rows.map((row) => row.reason))])
}
