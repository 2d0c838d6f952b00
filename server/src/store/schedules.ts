// Every statement on messages that wait for their time. One that a node has claimed is no longer among them: the queue row
// without an owner is what is locked first, so that a change and a dispatch at the same instant come one after the other.
import { plainArray, textArray } from './arrays.ts'
import type { Statement, Tx } from './database.ts'
import type { RequestRow } from './reading.ts'

export type WaitingMessage = {
  id: string
  request_id: string
  msisdn: string
  country: string
  state: 'scheduled' | 'suspended'
  text: string | null
  recipient_name: string | null
  amount: bigint
  route_id: string
  due_at: Date
}

const LOCK: Statement = {
  name: 'schedule_lock',
  text: `with held as (
      update queue w set due_at = w.due_at
      where w.account_id = $1 and w.message_id between $3 and $4 and w.owner is null
      returning w.message_id, w.due_at
    )
    select m.id, m.request_id, m.msisdn, m.country, m.state, m.text, m.recipient_name, m.amount, m.route_id, h.due_at
    from held h join messages m on m.account_id = $1 and m.id = h.message_id
    where m.request_id = $2 and m.state in ('scheduled', 'suspended') order by m.id`,
}

/** The messages of a request that still wait, or one of them, locked until this transaction ends. */
export function lockWaiting(
  tx: Tx,
  accountId: string,
  request: RequestRow,
  messageId: string | null = null,
): Promise<WaitingMessage[]> {
  const { id, first_message_id: first, last_message_id: last } = request
  return tx.run<WaitingMessage>(LOCK, [accountId, id, messageId ?? first, messageId ?? last])
}

// From the queue, which holds what is not final and no more: an account has sent far more requests than wait. From one
// request to the next by the index, so that a page costs what it shows, however much waits.
const LIST: Statement = {
  name: 'schedules_list',
  text: `with recursive page as (
      select ${nextBefore("coalesce($2::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')")} as id, 1 as ord
      union all
      select ${nextBefore('p.id')}, p.ord + 1 from page p where p.id is not null and p.ord < $3
    )
    select q.id, q.dialect, q.sender, q.text, q.message_count, q.created_at, w.waiting, w.suspended, w.due_at, w.held, w.msisdn
    from page p cross join lateral (select * from requests q where q.account_id = $1 and q.id = p.id offset 0) q
    cross join lateral (
      select count(*)::int as waiting, bool_and(w.suspended) as suspended, min(w.due_at) as due_at,
        sum(m.amount)::bigint as held, min(m.msisdn) as msisdn
      from queue w cross join lateral (
          select m.amount, m.msisdn from messages m where m.account_id = $1 and m.id = w.message_id offset 0
        ) m
      where w.account_id = $1 and w.waits_in = p.id and w.owner is null
    ) w
    order by q.id desc`,
}

export type WaitingRequest = {
  id: string
  dialect: string
  sender: string
  text: string
  message_count: number
  created_at: Date
  /** How many of its messages still wait. */
  waiting: number
  /** All that wait. */
  suspended: boolean
  /** Of the first of them. */
  due_at: Date
  held: bigint
  /** One of its recipients. */
  msisdn: string
}

/** Newest first, before `beforeId`. */
export function listWaiting(
  tx: Tx,
  accountId: string,
  beforeId: string | null,
  limit: number,
): Promise<WaitingRequest[]> {
  void tx.run(BY_INDEX)
  return tx.run<WaitingRequest>(LIST, [accountId, beforeId, limit])
}

// Of a queue that has just grown the planner knows nothing: it would read and sort all that waits, for each row of the page.
const BY_INDEX: Statement = { name: 'schedules_by_index', text: 'set local enable_sort = off' }

function nextBefore(id: string): string {
  return `(select w.waits_in from queue w where w.account_id = $1 and w.waits_in < ${id} and w.owner is null
        order by w.waits_in desc limit 1)`
}

const MOVE: Statement = {
  name: 'schedule_move',
  text: `with moved as (
      update queue w set due_at = to_timestamp(x.due / 1000.0), suspended = x.stays,
        expires_at = case when x.stays then 'infinity' else to_timestamp(x.until / 1000.0) end
      from unnest($2::uuid[], $3::bool[], $4::float8[], $5::float8[]) as x (i, stays, due, until)
      where w.account_id = $1 and w.message_id = x.i and w.owner is null
    )
    update messages m set state = case when x.stays then 'suspended' else 'scheduled' end, expires_at = to_timestamp(x.until / 1000.0)
    from unnest($2::uuid[], $3::bool[], $5::float8[]) as x (i, stays, until)
    where m.account_id = $1 and m.id = x.i`,
}

/** When they go out, and whether they do. A suspended one keeps its time, and does not expire. Locked before. */
export function moveWaiting(
  tx: Tx,
  accountId: string,
  rows: readonly { id: string; dueMs: number; expiresAtMs: number; suspended: boolean }[],
): Promise<unknown> {
  return tx.run(MOVE, [
    accountId,
    plainArray(rows.map((row) => row.id)),
    plainArray(rows.map((row) => row.suspended)),
    plainArray(rows.map((row) => row.dueMs)),
    plainArray(rows.map((row) => row.expiresAtMs)),
  ])
}

type Reworded = {
  id: string
  text: string | null
  encoding: string
  segments: number
  amount: bigint
  routeAmount: bigint
  routeCurrency: string
  exchangeRate: bigint | null
}

const REWORD: Statement = {
  name: 'schedule_reword',
  text: `update messages m set text = x.t, encoding = x.e, segments = x.s, amount = x.amount, route_amount = x.route_amount,
      route_currency = x.route_currency, exchange_rate = x.rate
    from unnest($2::uuid[], $3::text[], $4::text[], $5::int[], $6::bigint[], $7::bigint[], $8::text[], $9::bigint[])
      as x (i, t, e, s, amount, route_amount, route_currency, rate)
    where m.account_id = $1 and m.id = x.i`,
}

/** New words, and what they cost. Locked before. */
export function rewordWaiting(tx: Tx, accountId: string, rows: readonly Reworded[]): Promise<unknown> {
  return tx.run(REWORD, [
    accountId,
    plainArray(rows.map((row) => row.id)),
    textArray(rows.map((row) => row.text)),
    plainArray(rows.map((row) => row.encoding)),
    plainArray(rows.map((row) => row.segments)),
    plainArray(rows.map((row) => row.amount)),
    plainArray(rows.map((row) => row.routeAmount)),
    plainArray(rows.map((row) => row.routeCurrency)),
    plainArray(rows.map((row) => row.exchangeRate)),
  ])
}

const REQUEST: Statement = {
  name: 'schedule_request',
  text: 'update requests set sender = $3, text = $4 where account_id = $1 and id = $2',
}

export function rewordRequest(
  tx: Tx,
  accountId: string,
  requestId: string,
  sender: string,
  text: string,
): Promise<unknown> {
  return tx.run(REQUEST, [accountId, requestId, sender, text])
}

const CANCEL: Statement = {
  name: 'schedule_cancel',
  text: `with cancelled as (
      update messages m set state = 'cancelled', done_at = to_timestamp($3 / 1000.0)
      where m.account_id = $1 and m.id = any ($2::uuid[]) and m.state in ('scheduled', 'suspended')
      returning m.account_id, m.id
    )
    delete from queue w using cancelled c where w.account_id = c.account_id and w.message_id = c.id`,
}

/** Ends them before their time. Locked before. */
export function cancelWaiting(
  tx: Tx,
  accountId: string,
  messageIds: readonly string[],
  atMs: number,
): Promise<unknown> {
  return tx.run(CANCEL, [accountId, plainArray(messageIds), atMs])
}
