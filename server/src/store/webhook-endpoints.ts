// Every statement on the addresses an account is told at, and on what was told there.
import type { Statement, Tx } from './database.ts'
import type { WebhookAttempt } from './webhook-jobs.ts'

export type EndpointRow = {
  id: string
  url: string
  events: string[]
  style: string
  /** The last characters of its secret, for people to tell secrets apart. */
  secret_hint: string
  /** Until when the secret before this one signs too. */
  previous_until: Date | null
  enabled: boolean
  disabled_reason: string | null
  failing_since: Date | null
  created_at: Date
}

const ROW = 'id, url, events, style, secret_hint, previous_until, enabled, disabled_reason, failing_since, created_at'

const ADD: Statement = {
  name: 'webhook_endpoint_add',
  text: `insert into webhook_endpoints (account_id, id, url, events, style, secret, secret_hint, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8) returning ${ROW}`,
}

export type NewEndpoint = {
  id: string
  url: string
  events: readonly string[]
  style: string
  /** Sealed. */
  secret: Buffer
  secretHint: string
  createdAtMs: number
}

export async function addEndpoint(tx: Tx, accountId: string, row: NewEndpoint): Promise<EndpointRow> {
  const created = new Date(row.createdAtMs)
  const values = [accountId, row.id, row.url, row.events, row.style, row.secret, row.secretHint, created]
  return (await tx.run<EndpointRow>(ADD, values))[0] as EndpointRow
}

const LIST: Statement = {
  name: 'webhook_endpoints_list',
  text: `select ${ROW} from webhook_endpoints where account_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3`,
}

export function listEndpointRows(
  tx: Tx,
  accountId: string,
  beforeId: string | null,
  limit: number,
): Promise<EndpointRow[]> {
  return tx.run<EndpointRow>(LIST, [accountId, beforeId, limit])
}

const READ: Statement = {
  name: 'webhook_endpoint_read',
  text: `select ${ROW} from webhook_endpoints where account_id = $1 and id = $2`,
}

export async function readEndpoint(tx: Tx, accountId: string, id: string): Promise<EndpointRow | null> {
  return (await tx.run<EndpointRow>(READ, [accountId, id]))[0] ?? null
}

const UPDATE: Statement = {
  name: 'webhook_endpoint_update',
  text: `update webhook_endpoints set url = $3, events = $4, enabled = $5,
      disabled_reason = case when $5 then null else disabled_reason end,
      failing_since = case when $5 and not enabled then null else failing_since end,
      failing_clock = case when $5 and not enabled then null else failing_clock end
    where account_id = $1 and id = $2 returning ${ROW}`,
}

/** Enabling one forgets that it was failing. */
export async function updateEndpoint(
  tx: Tx,
  accountId: string,
  row: Pick<EndpointRow, 'id' | 'url' | 'events' | 'enabled'>,
): Promise<EndpointRow> {
  const values = [accountId, row.id, row.url, row.events, row.enabled]
  return (await tx.run<EndpointRow>(UPDATE, values))[0] as EndpointRow
}

const ROTATE: Statement = {
  name: 'webhook_endpoint_rotate',
  text: `update webhook_endpoints set previous_secret = case when $5::timestamptz is null then null else secret end,
      previous_until = $5, secret = $3, secret_hint = $4
    where account_id = $1 and id = $2 returning ${ROW}`,
}

/** The secret it has stays beside the new one until then; null ends it at once. */
export async function rotateEndpointSecret(
  tx: Tx,
  accountId: string,
  id: string,
  next: { secret: Buffer; hint: string; previousUntilMs: number | null },
): Promise<EndpointRow | null> {
  const until = next.previousUntilMs === null ? null : new Date(next.previousUntilMs)
  return (await tx.run<EndpointRow>(ROTATE, [accountId, id, next.secret, next.hint, until]))[0] ?? null
}

const REMOVE: Statement = {
  name: 'webhook_endpoint_remove',
  text: `delete from webhook_endpoints where account_id = $1 and id = $2 returning url`,
}

/** The address it had; null when the account has no such endpoint. What was told there stays. */
export async function removeEndpoint(tx: Tx, accountId: string, id: string): Promise<string | null> {
  return (await tx.run<{ url: string }>(REMOVE, [accountId, id]))[0]?.url ?? null
}

export type DeliveryRow = {
  id: string
  endpoint_id: string | null
  url: string
  event: string
  request_id: string | null
  message_id: string | null
  payload: string
  attempts: WebhookAttempt[]
  status: 'pending' | 'delivered' | 'given_up'
  /** When a pending one is tried next. */
  due_at: Date | null
  created_at: Date
}

// Each half comes in the order of its key and ends early.
const DELIVERIES: Statement = {
  name: 'webhook_deliveries_list',
  text: `(select id, endpoint_id, url, event, request_id, message_id, payload, attempts, 'pending' as status, due_at, created_at
      from webhook_jobs where account_id = $1 and endpoint_id = $2 and ($3::uuid is null or id < $3)
        and ($5::text is null or $5 = 'pending') order by id desc limit $4)
    union all
    (select id, endpoint_id, url, event, request_id, message_id, payload, attempts,
        case when delivered then 'delivered' else 'given_up' end, null, created_at
      from webhook_deliveries where account_id = $1 and endpoint_id = $2 and ($3::uuid is null or id < $3)
        and ($5::text is null or ($5 = 'delivered' and delivered) or ($5 = 'given_up' and not delivered)) order by id desc limit $4)
    order by id desc limit $4`,
}

/** What was told, or is to be told, at an endpoint: newest first. */
export function listDeliveries(
  tx: Tx,
  accountId: string,
  endpointId: string,
  status: DeliveryRow['status'] | null,
  beforeId: string | null,
  limit: number,
): Promise<DeliveryRow[]> {
  return tx.run<DeliveryRow>(DELIVERIES, [accountId, endpointId, beforeId, limit, status])
}

// What is told of a message is stored as it is sent and as it ends, so the key has it near those times: no index on the
// message is kept up for the sake of a story that is seldom read.
const OF_MESSAGE: Statement = {
  name: 'webhook_deliveries_of_message',
  text: `(select id, endpoint_id, url, event, request_id, message_id, payload, attempts, 'pending' as status, due_at, created_at
      from webhook_jobs where account_id = $1 and message_id = $2 and (id between $3 and $4 or id between $5 and $6))
    union all
    (select id, endpoint_id, url, event, request_id, message_id, payload, attempts,
        case when delivered then 'delivered' else 'given_up' end, null, created_at
      from webhook_deliveries where account_id = $1 and message_id = $2 and (id between $3 and $4 or id between $5 and $6))
    order by id`,
}
const RECORDED_WITHIN_MS = 60_000

/** Of a message that was sent and ended at these times: oldest first. */
export function deliveriesOfMessage(
  tx: Tx,
  accountId: string,
  message: { id: string; sentAt: Date | null; doneAt: Date | null },
): Promise<DeliveryRow[]> {
  const around = (at: Date | null): string[] =>
    at === null
      ? [NO_ID, NO_ID]
      : [firstIdAt(at.getTime() - RECORDED_WITHIN_MS), firstIdAt(at.getTime() + RECORDED_WITHIN_MS)]
  return tx.run<DeliveryRow>(OF_MESSAGE, [accountId, message.id, ...around(message.sentAt), ...around(message.doneAt)])
}

const NO_ID = '00000000-0000-0000-0000-000000000000'

/** The least UUIDv7 of a moment. */
function firstIdAt(ms: number): string {
  const time = ms.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}${NO_ID.slice(13)}`
}

const TARGET: Statement = {
  name: 'webhook_delivery_target',
  text: `select t.endpoint_id is null or e.enabled as enabled
    from (select endpoint_id from webhook_jobs where account_id = $1 and id = $2
      union all select endpoint_id from webhook_deliveries where account_id = $1 and id = $2) t
    left join webhook_endpoints e on e.account_id = $1 and e.id = t.endpoint_id`,
}

/** Whether what it was told at is still told: null for an endpoint that was removed. Of no endpoint, it is. */
export async function readTarget(tx: Tx, accountId: string, id: string): Promise<{ enabled: boolean | null } | null> {
  return (await tx.run<{ enabled: boolean | null }>(TARGET, [accountId, id]))[0] ?? null
}

// To where the endpoint is by now.
const AGAIN = `insert into webhook_jobs (account_id, id, endpoint_id, url, style, event, request_id, message_id, payload, attempts, tries, due_at, created_at)
    select b.account_id, b.id, b.endpoint_id, coalesce(e.url, b.url), b.style, b.event, b.request_id, b.message_id, b.payload, b.attempts, 0,
      $3, b.created_at
    from back b left join webhook_endpoints e on e.account_id = b.account_id and e.id = b.endpoint_id`
const RETRY_ENDED: Statement = {
  name: 'webhook_delivery_retry',
  text: `with back as (delete from webhook_deliveries where account_id = $1 and id = $2 returning *) ${AGAIN} returning id`,
}
const RETRY_PENDING: Statement = {
  name: 'webhook_job_hasten',
  text: `update webhook_jobs set due_at = case when owner is null then $3 else due_at end where account_id = $1 and id = $2
    returning id`,
}

/** Due now, whether it had been told, given up or was to be tried later; under the same id. False: no such delivery. */
export async function retryDelivery(tx: Tx, accountId: string, id: string, atMs: number): Promise<boolean> {
  const values = [accountId, id, new Date(atMs)]
  const [ended, pending] = await Promise.all([tx.run(RETRY_ENDED, values), tx.run(RETRY_PENDING, values)])
  return ended.length + pending.length > 0
}

const RECOVER: Statement = {
  name: 'webhook_deliveries_recover',
  text: `with back as (
      delete from webhook_deliveries d using (
          select id from webhook_deliveries where account_id = $1 and endpoint_id = $2 and not delivered and created_at >= $4
          order by id limit $5) r
        where d.account_id = $1 and d.id = r.id
      returning d.*
    ) ${AGAIN} returning id`,
}

/** Up to `limit` of those given up since then are due again, the oldest first; how many. */
export async function recoverDeliveries(
  tx: Tx,
  accountId: string,
  endpointId: string,
  sinceMs: number,
  limit: number,
  atMs: number,
): Promise<number> {
  return (await tx.run(RECOVER, [accountId, endpointId, new Date(atMs), new Date(sinceMs), limit])).length
}
