// Every statement on webhooks that are to be told and those that have been.
import { plainArray, textArray } from './arrays.ts'
import type { Statement, Tx } from './database.ts'

export type WebhookJob = {
  accountId: string
  /** The `webhook-id`: the same on every try. */
  id: string
  endpointId: string | null
  /** What was called last, or is to be; of an endpoint, its address then. */
  url: string
  style: string
  event: string
  /** Null when it tells of an inbound message. */
  requestId: string | null
  /** Null when it tells of the whole request. */
  messageId: string | null
  payload: string
  attempts: WebhookAttempt[]
  /** Failed ones, in the schedule that it is in: told again by hand, it has all of them before it. */
  tries: number
}

export type WebhookAttempt = { at: string; status: number | null; ms: number; error: string | null; answer: string }

const ADD: Statement = {
  name: 'webhook_jobs_add',
  text: `insert into webhook_jobs (account_id, id, endpoint_id, url, style, event, request_id, message_id, payload, due_at, owner, created_at)
    select a, i, e, u, s, v, r, m, p, to_timestamp($10 / 1000.0), $11, to_timestamp($10 / 1000.0)
    from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::uuid[], $8::uuid[], $9::text[])
      as j (a, i, e, u, s, v, r, m, p)`,
}

/** Adds jobs that `owner` has in memory already (null: whoever claims them). */
export function addJobs(tx: Tx, jobs: readonly WebhookJob[], atMs: number, owner: string | null): Promise<unknown> {
  if (jobs.length === 0) return Promise.resolve()
  return tx.run(ADD, [
    plainArray(jobs.map((job) => job.accountId)),
    plainArray(jobs.map((job) => job.id)),
    plainArray(jobs.map((job) => job.endpointId)),
    textArray(jobs.map((job) => job.url)),
    plainArray(jobs.map((job) => job.style)),
    plainArray(jobs.map((job) => job.event)),
    plainArray(jobs.map((job) => job.requestId)),
    plainArray(jobs.map((job) => job.messageId)),
    textArray(jobs.map((job) => job.payload)),
    atMs,
    owner,
  ])
}

type JobRow = {
  account_id: string
  id: string
  endpoint_id: string | null
  url: string
  style: string
  event: string
  request_id: string | null
  message_id: string | null
  payload: string
  attempts: WebhookAttempt[]
  tries: number
}
const JOB_ROW = 'account_id, id, endpoint_id, url, style, event, request_id, message_id, payload, attempts, tries'
const toJob = (row: JobRow): WebhookJob => ({
  accountId: row.account_id,
  id: row.id,
  endpointId: row.endpoint_id,
  url: row.url,
  style: row.style,
  event: row.event,
  requestId: row.request_id,
  messageId: row.message_id,
  payload: row.payload,
  attempts: row.attempts,
  tries: row.tries,
})

const CLAIM: Statement = {
  name: 'webhook_jobs_claim',
  text: `with due as (
      select account_id, id from webhook_jobs where owner is null and due_at <= now()
        and account_id <> all ($3::uuid[]) and substring(url from '^[^/]*//[^/]*') <> all ($4::text[])
      order by due_at limit $2 for update skip locked
    )
    update webhook_jobs j set owner = $1 from due d
    where j.account_id = d.account_id and j.id = d.id and j.owner is null
    returning ${JOB_ROW.replaceAll(/(\w+)/g, 'j.$1')}`,
}

/** Claims up to `limit` due ones for a node, none of accounts and origins (scheme, host and port) that have their share. */
export async function claimJobs(
  tx: Tx,
  owner: string,
  wanted: { limit: number; exceptAccounts: readonly string[]; exceptOrigins: readonly string[] },
): Promise<WebhookJob[]> {
  const values = [owner, wanted.limit, plainArray(wanted.exceptAccounts), textArray(wanted.exceptOrigins)]
  return (await tx.run<JobRow>(CLAIM, values)).map(toJob)
}

const FINISH: Statement = {
  name: 'webhook_jobs_finish',
  text: `with gone as (
      delete from webhook_jobs j using unnest($1::uuid[], $2::uuid[], $3::jsonb[], $4::bool[], $7::text[]) as r (a, i, t, ok, u)
      where j.account_id = r.a and j.id = r.i and j.owner = $5
      returning j.account_id, j.id, j.endpoint_id, r.u as url, j.style, j.event, j.request_id, j.message_id, j.payload, r.t, r.ok, j.created_at
    )
    insert into webhook_deliveries (account_id, id, endpoint_id, url, style, event, request_id, message_id, payload, attempts, delivered, created_at, done_at)
    select account_id, id, endpoint_id, url, style, event, request_id, message_id, payload, t, ok, created_at, to_timestamp($6 / 1000.0) from gone`,
}

/** These were told, or given up: kept with every attempt. */
export function finishJobs(
  tx: Tx,
  owner: string,
  rows: readonly { job: WebhookJob; delivered: boolean }[],
  atMs: number,
): Promise<unknown> {
  if (rows.length === 0) return Promise.resolve()
  return tx.run(FINISH, [
    plainArray(rows.map((row) => row.job.accountId)),
    plainArray(rows.map((row) => row.job.id)),
    textArray(rows.map((row) => JSON.stringify(row.job.attempts))),
    plainArray(rows.map((row) => row.delivered)),
    owner,
    atMs,
    textArray(rows.map((row) => row.job.url)),
  ])
}

const POSTPONE: Statement = {
  name: 'webhook_jobs_postpone',
  text: `update webhook_jobs j set owner = null, url = r.u, tries = r.n, attempts = r.t, due_at = to_timestamp(r.due / 1000.0)
    from unnest($1::uuid[], $2::uuid[], $3::jsonb[], $4::float8[], $6::smallint[], $7::text[]) as r (a, i, t, due, n, u)
    where j.account_id = r.a and j.id = r.i and j.owner = $5`,
}

/** These are tried again when due, after the tries that they have had. */
export function postponeJobs(
  tx: Tx,
  owner: string,
  rows: readonly { job: WebhookJob; dueMs: number }[],
): Promise<unknown> {
  if (rows.length === 0) return Promise.resolve()
  return tx.run(POSTPONE, [
    plainArray(rows.map((row) => row.job.accountId)),
    plainArray(rows.map((row) => row.job.id)),
    textArray(rows.map((row) => JSON.stringify(row.job.attempts))),
    plainArray(rows.map((row) => row.dueMs)),
    owner,
    plainArray(rows.map((row) => row.job.tries)),
    textArray(rows.map((row) => row.job.url)),
  ])
}
