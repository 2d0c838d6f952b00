// Every statement on messages and on the requests they belong to. Batches in, batches out.
import type { FailureReason, MessageState } from '../core/messages.ts'
import { statesBefore } from '../core/messages.ts'
import { plainArray, textArray } from './arrays.ts'
import type { Statement, Tx } from './database.ts'

/** A message with what the steps after accept need of its request. */
export type MessageRow = {
  account_id: string
  id: string
  request_id: string
  number: bigint
  msisdn: string
  state: MessageState
  reason: FailureReason | null
  segments: number
  amount: bigint
  refund_policy: string
  dialect: string
  sender: string
  callback: unknown
  reference: string | null
  recipient_name: string | null
  tells_when_done: boolean
}
const MESSAGE_ROW = `m.account_id, m.id, m.request_id, m.number, m.msisdn, m.state, m.reason, m.segments, m.amount, m.recipient_name, q.refund_policy, q.dialect, q.sender, q.callback, q.reference,
  q.open_messages is not null as tells_when_done`

const MARK_SENT: Statement = {
  name: 'messages_sent',
  text: `with sent as (
      update messages m set state = 'sent', carrier_id = r.c, sent_at = to_timestamp($5 / 1000.0)
      from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[]) as r (a, i, c, o)
        join queue w on w.account_id = r.a and w.message_id = r.i and w.owner = r.o
      where m.account_id = r.a and m.id = r.i and m.state = 'queued'
      returning m.*
    )
    select ${MESSAGE_ROW} from sent m join requests q on q.account_id = m.account_id and q.id = m.request_id`,
}

/** A carrier took these. Only the node that owns a message may say so: the others' rows are not in the answer. */
export function markSent(
  tx: Tx,
  rows: readonly { accountId: string; messageId: string; carrierId: string; owner: string }[],
  atMs: number,
): Promise<MessageRow[]> {
  return tx.run<MessageRow>(MARK_SENT, [
    plainArray(rows.map((row) => row.accountId)),
    plainArray(rows.map((row) => row.messageId)),
    plainArray(rows.map((row) => row.carrierId)),
    plainArray(rows.map((row) => row.owner)),
    atMs,
  ])
}

const BEFORE_END = `{${[...new Set([...statesBefore('delivered'), ...statesBefore('failed')])].join(',')}}`
const END: Statement = {
  name: 'messages_end',
  text: `with ended as (
      update messages m set state = r.s, reason = r.why, done_at = to_timestamp(r.at / 1000.0),
        carrier_id = coalesce(m.carrier_id, r.c),
        sent_at = case when r.c is null then m.sent_at else coalesce(m.sent_at, to_timestamp(r.at / 1000.0)) end
      from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::float8[], $7::uuid[]) as r (a, i, s, why, c, at, o)
      where m.account_id = r.a and m.id = r.i and m.state = any ('${BEFORE_END}'::text[])
        and (r.o is null or exists (select from queue w where w.account_id = r.a and w.message_id = r.i and w.owner = r.o))
      returning m.*
    ), gone as (
      delete from queue w using ended e where w.account_id = e.account_id and w.message_id = e.id
    )
    select ${MESSAGE_ROW} from ended m join requests q on q.account_id = m.account_id and q.id = m.request_id`,
}

export type Ending = {
  accountId: string
  messageId: string
  state: 'delivered' | 'failed'
  reason: FailureReason | null
  /** The carrier that took it, when one did. */
  carrierId: string | null
  atMs: number
  /** The node that says so of a message it holds; a receipt and the expiry hold none. */
  owner?: string
}

/** Ends messages and takes them off the queue. One that has ended already, or that its `owner` holds no more, is not in the answer, and stays as it is. */
export function endMessages(tx: Tx, rows: readonly Ending[]): Promise<MessageRow[]> {
  return tx.run<MessageRow>(END, [
    plainArray(rows.map((row) => row.accountId)),
    plainArray(rows.map((row) => row.messageId)),
    plainArray(rows.map((row) => row.state)),
    plainArray(rows.map((row) => row.reason)),
    plainArray(rows.map((row) => row.carrierId)),
    plainArray(rows.map((row) => row.atMs)),
    plainArray(rows.map((row) => row.owner ?? null)),
  ])
}

export type EventRow = { accountId: string; messageId: string; id: string; atMs: number; kind: string; detail: unknown }

const ADD_EVENTS: Statement = {
  name: 'message_events_add',
  text: `insert into message_events (account_id, message_id, id, at, kind, detail)
    select a, m, i, to_timestamp(at / 1000.0), k, d
    from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::float8[], $5::text[], $6::jsonb[]) as e (a, m, i, at, k, d)`,
}

export function addEvents(tx: Tx, rows: readonly EventRow[]): Promise<unknown> {
  if (rows.length === 0) return Promise.resolve()
  return tx.run(ADD_EVENTS, [
    plainArray(rows.map((row) => row.accountId)),
    plainArray(rows.map((row) => row.messageId)),
    plainArray(rows.map((row) => row.id)),
    plainArray(rows.map((row) => row.atMs)),
    plainArray(rows.map((row) => row.kind)),
    textArray(rows.map((row) => (row.detail === null ? null : JSON.stringify(row.detail)))),
  ])
}

const STATES: Statement = {
  name: 'messages_states',
  text: `select m.id, m.state from unnest($1::uuid[], $2::uuid[]) as x (a, i) join messages m on m.account_id = x.a and m.id = x.i`,
}

export async function statesOf(
  tx: Tx,
  keys: readonly { accountId: string; messageId: string }[],
): Promise<Map<string, MessageState>> {
  const rows = await tx.run<{ id: string; state: MessageState }>(STATES, [
    plainArray(keys.map((key) => key.accountId)),
    plainArray(keys.map((key) => key.messageId)),
  ])
  return new Map(rows.map((row) => [row.id, row.state]))
}

export type MessageKey = { accountId: string; messageId: string }

const OUT_OF_QUEUE: Statement = {
  name: 'messages_out_of_queue',
  text: `select m.id, m.request_id, m.state, m.reason, q.refund_policy from unnest($1::uuid[], $2::uuid[]) as x (a, i)
      join messages m on m.account_id = x.a and m.id = x.i join requests q on q.account_id = m.account_id and q.id = m.request_id
    where m.state in ('sent', 'delivered', 'failed', 'cancelled')`,
}

/** Of these, those that were sent or have ended, whichever node said so. */
export function outOfQueue(
  tx: Tx,
  keys: readonly MessageKey[],
): Promise<Pick<MessageRow, 'id' | 'request_id' | 'state' | 'reason' | 'refund_policy'>[]> {
  return tx.run(OUT_OF_QUEUE, [
    plainArray(keys.map((key) => key.accountId)),
    plainArray(keys.map((key) => key.messageId)),
  ])
}

export type FinishedRequest = {
  accountId: string
  requestId: string
  dialect: string
  reference: string | null
  callback: unknown
  messages: { msisdn: string; state: MessageState; reason: FailureReason | null; doneAt: Date | null }[]
}

const CLOSE: Statement = {
  name: 'requests_close',
  text: `update requests q set open_messages = q.open_messages - x.n
    from unnest($1::uuid[], $2::uuid[], $3::int[]) as x (a, i, n)
    where q.account_id = x.a and q.id = x.i and q.open_messages is not null
    returning q.account_id, q.id, q.dialect, q.reference, q.callback, q.open_messages, q.first_message_id, q.last_message_id`,
}
const FINISHED: Statement = {
  name: 'requests_finished',
  text: `select msisdn, state, reason, done_at from messages
    where account_id = $1 and id between $3 and $4 and request_id = $2 order by id`,
}

type ClosedRow = {
  account_id: string
  id: string
  dialect: string
  reference: string | null
  callback: unknown
  open_messages: number
  first_message_id: string
  last_message_id: string
}

/** Counts these messages off their requests; answers the requests that have none left. */
export async function closeRequests(
  tx: Tx,
  ended: readonly { account_id: string; request_id: string }[],
): Promise<FinishedRequest[]> {
  const counts = new Map<string, { accountId: string; n: number }>()
  for (const { account_id: accountId, request_id: id } of ended) {
    counts.set(id, { accountId, n: (counts.get(id)?.n ?? 0) + 1 })
  }
  const rows = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)) // in order, so that nobody deadlocks
  const closed = await tx.run<ClosedRow>(CLOSE, [
    plainArray(rows.map(([, row]) => row.accountId)),
    plainArray(rows.map(([id]) => id)),
    plainArray(rows.map(([, row]) => row.n)),
  ])
  return Promise.all(
    closed
      .filter((row) => row.open_messages === 0)
      .map(async ({ account_id: accountId, id: requestId, dialect, reference, callback, ...row }) => {
        const range = [accountId, requestId, row.first_message_id, row.last_message_id]
        const messages = await tx.run<{
          msisdn: string
          state: MessageState
          reason: FailureReason | null
          done_at: Date | null
        }>(FINISHED, range)
        const told = messages.map(({ done_at: doneAt, ...message }) => ({ ...message, doneAt }))
        return { accountId, requestId, dialect, reference, callback, messages: told }
      }),
  )
}
