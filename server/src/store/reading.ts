// Reading requests and messages for those who ask about them: one account's, the newest first.

import type { FailureReason, MessageState } from '../core/messages.ts'
import { firstIdAt } from '../ids.ts'
import { textArray } from './arrays.ts'
import type { Statement, Tx } from './database.ts'

export type RequestRow = {
  id: string
  dialect: string
  credential_id: string | null
  sender: string
  text: string
  message_count: number
  first_message_id: string
  last_message_id: string
  callback: unknown
  created_at: Date
}

export type MessageView = {
  id: string
  request_id: string
  number: bigint
  msisdn: string
  country: string
  sender: string
  text: string
  state: MessageState
  reason: FailureReason | null
  encoding: string
  segments: number
  amount: bigint
  /** What of it is (still) held or was captured: 0 once it was given back. */
  charged: bigint
  route_id: string
  route_amount: bigint
  route_currency: string
  exchange_rate: bigint | null
  carrier_id: string | null
  created_at: Date
  sent_at: Date | null
  done_at: Date | null
  expires_at: Date
  /** Of its request, with the caller's own word for that. */
  dialect: string
  reference: string | null
  /** When it goes out; null for one that does not wait for its time. */
  due_at: Date | null
}

const REQUEST: Statement = {
  name: 'request_read',
  text: `select id, dialect, credential_id, sender, text, message_count, first_message_id, last_message_id, callback, created_at
    from requests where account_id = $1 and id = $2`,
}

export async function readRequest(tx: Tx, accountId: string, id: string): Promise<RequestRow | null> {
  return (await tx.run<RequestRow>(REQUEST, [accountId, id]))[0] ?? null
}

const MESSAGE = `m.id, m.request_id, m.number, m.msisdn, m.country, q.sender, coalesce(m.text, q.text) as text, m.state, m.reason,
  m.encoding, m.segments, m.amount, m.route_id, m.route_amount, m.route_currency, m.exchange_rate, m.carrier_id, m.created_at,
  m.sent_at, m.done_at, m.expires_at, q.dialect, q.reference,
  (select w.due_at from queue w where w.account_id = m.account_id and w.message_id = m.id and m.state in ('scheduled', 'suspended')) as due_at,
  case when exists (select from transfers t where t.account_id = m.account_id and t.subject_id = m.id and t.step = 'settle' and t.kind = 'release')
    then 0 else m.amount end as charged`

const MESSAGES_OF: Statement = {
  name: 'messages_of_request',
  text: `select ${MESSAGE} from messages m join requests q on q.account_id = m.account_id and q.id = m.request_id
    where m.account_id = $1 and m.id between $3 and $4 and m.request_id = $2 order by m.id`,
}

/** In the order they were accepted. */
export function messagesOf(tx: Tx, accountId: string, request: RequestRow): Promise<MessageView[]> {
  return tx.run<MessageView>(MESSAGES_OF, [accountId, request.id, request.first_message_id, request.last_message_id])
}

const ONE: Statement = {
  name: 'message_read',
  text: `select ${MESSAGE} from messages m join requests q on q.account_id = m.account_id and q.id = m.request_id
    where m.account_id = $1 and m.id = $2`,
}

export async function readMessage(tx: Tx, accountId: string, id: string): Promise<MessageView | null> {
  return (await tx.run<MessageView>(ONE, [accountId, id]))[0] ?? null
}

export type MessageFilter = {
  msisdn: string | null
  state: string | null
  sender: string | null
  routeId: string | null
  fromMs: number | null
  toMs: number | null
  text: string | null
}

// The ids that a page looks at: of a number all, by its index; of any other filter so many, for what matches none of a
// million messages must not read them all.
export const LOOKED_AT_MAX = 25_000
const LIST: Statement = {
  name: '',
  text: `select ${MESSAGE} from messages m join requests q on q.account_id = m.account_id and q.id = m.request_id
    where m.account_id = $1 and ($2::uuid is null or m.id < $2) and m.id >= $3
      and ($4::text is null or m.msisdn = $4) and ($5::text is null or m.state = $5)
      and ($6::text is null or lower(q.sender) = lower($6)) and ($7::uuid is null or m.route_id = $7)
      and ($8::timestamptz is null or m.created_at >= $8) and ($9::timestamptz is null or m.created_at < $9)
      and ($10::text is null or position(lower($10) in lower(coalesce(m.text, q.text))) > 0)
    order by m.id desc limit $11`,
}
const LOOKED_TO: Statement = {
  name: 'messages_looked_to',
  text: `select id from messages where account_id = $1 and ($2::uuid is null or id < $2) and id >= $3
    order by id desc offset ${LOOKED_AT_MAX - 1} limit 1`,
}

/** An id is made in the millisecond of `created_at`, or a moment later when many are. */
const ID_SLACK_MS = 60_000

export type MessagePage = {
  rows: MessageView[]
  /** Where the look ended before there were enough rows; what is older was not looked at. */
  lookedTo: string | null
}

/** Newest first, before `beforeId`. */
export async function listMessages(
  tx: Tx,
  accountId: string,
  filter: MessageFilter,
  beforeId: string | null,
  limit: number,
): Promise<MessagePage> {
  const time = (ms: number | null): Date | null => (ms === null ? null : new Date(ms))
  const upTo = filter.toMs === null ? null : firstIdAt(filter.toMs + ID_SLACK_MS)
  const before = upTo !== null && (beforeId === null || upTo < beforeId) ? upTo : beforeId
  const from = firstIdAt(filter.fromMs === null ? 0 : Math.max(0, filter.fromMs - ID_SLACK_MS))
  const { msisdn, state, sender, routeId, text } = filter
  const isBounded = msisdn === null && [state, sender, routeId, text].some((each) => each !== null)
  const end = isBounded ? (await tx.run<{ id: string }>(LOOKED_TO, [accountId, before, from]))[0] : undefined
  const rows = await tx.run<MessageView>(LIST, [
    accountId,
    before,
    end?.id ?? from,
    msisdn,
    state,
    sender,
    routeId,
    time(filter.fromMs),
    time(filter.toMs),
    text,
    limit,
  ])
  return { rows, lookedTo: rows.length < limit ? (end?.id ?? null) : null }
}

/** As far as a list by page numbers goes back: what a page and its total cost does not grow with the account. */
export const LISTED_MAX = 100_000

export type DialectFilter = {
  /** One whose requests have one message each. */
  dialect: string
  /** Empty is any. */
  states: readonly MessageState[]
}

// Statements without a name: planned for the dialect at hand, so that the index of those that list by page serves it.
const OF_DIALECT = 'from requests where account_id = $1 and dialect = $2 order by id desc limit'
const LISTED = `select id ${OF_DIALECT} ${LISTED_MAX}`
const LOOKED_AT = `select id, first_message_id, last_message_id, message_count ${OF_DIALECT} ${LOOKED_AT_MAX}`

const WITH_STATE = `select r.id from (${LOOKED_AT}) r
    join messages m on m.account_id = $1 and m.id = r.first_message_id where m.state = any($5)`

// There is a row for the total where the page has none.
const messagePage = (found: string): Statement => ({
  name: '',
  text: `with found as materialized (${found})
    select t.total, p.* from (select count(*)::int as total from found) t left join (
      select ${MESSAGE} from (select id from found order by id desc limit $3 offset $4) f
        join requests q on q.account_id = $1 and q.id = f.id
        join messages m on m.account_id = $1 and m.id = q.first_message_id
    ) p on true order by p.request_id desc`,
})
const MESSAGE_PAGE = messagePage(LISTED)
const MESSAGE_PAGE_BY_STATE = messagePage(WITH_STATE)

/**
 * The newest first, from `offset` on, and how many there are: of the newest LISTED_MAX, and by state of the newest
 * LOOKED_AT_MAX, each of which is looked at.
 */
export async function pageOfMessages(
  tx: Tx,
  accountId: string,
  { dialect, states }: DialectFilter,
  limit: number,
  offset: number,
): Promise<{ rows: MessageView[]; total: number }> {
  const asked = [accountId, dialect, limit, offset]
  const rows = await (states.length === 0
    ? tx.run<MessageView & { total: number }>(MESSAGE_PAGE, asked)
    : tx.run<MessageView & { total: number }>(MESSAGE_PAGE_BY_STATE, [...asked, textArray(states)]))
  return { rows: rows.filter(({ id }) => id !== null), total: rows[0]?.total ?? 0 }
}

const REQUESTS: Statement = {
  name: 'requests_list',
  text: `select id, dialect, credential_id, sender, text, message_count, first_message_id, last_message_id, callback, created_at
    from requests where account_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3`,
}

export function listRequests(tx: Tx, accountId: string, beforeId: string | null, limit: number): Promise<RequestRow[]> {
  return tx.run<RequestRow>(REQUESTS, [accountId, beforeId, limit])
}

/** A request, and what its messages come to. */
export type RequestSummary = RequestRow & {
  /** In the order they were accepted. */
  msisdns: string[]
  /** Those that any of its messages is in. */
  states: MessageState[]
  amount: bigint
}

export type RequestFilter = {
  dialect: string
  /** Those with a message in one of `some` and without one in any of `none`; null is all. */
  states: { some: readonly MessageState[]; none: readonly MessageState[] } | null
}

// As many of the newest as have LOOKED_AT_MAX messages together: a request may have a thousand.
const SHOWN_AS = `select b.id from (
      select r.*, sum(r.message_count) over (order by r.id desc) - r.message_count as behind from (${LOOKED_AT}) r
    ) b cross join lateral (
      select bool_or(m.state = any($5)) and not bool_or(m.state = any($6)) as ok
      from messages m where m.account_id = $1 and m.id between b.first_message_id and b.last_message_id and m.request_id = b.id
    ) s where b.behind < ${LOOKED_AT_MAX} and s.ok`

// Messages of a request are a range of the primary key.
const requestPage = (found: string): Statement => ({
  name: '',
  text: `with found as materialized (${found})
    select t.total, p.* from (select count(*)::int as total from found) t left join (
      select q.*, s.* from (select id from found order by id desc limit $3 offset $4) f
        join requests q on q.account_id = $1 and q.id = f.id
        cross join lateral (
          select array_agg(m.msisdn order by m.id) as msisdns, array_agg(distinct m.state) as states, sum(m.amount)::bigint as amount
          from messages m where m.account_id = $1 and m.id between q.first_message_id and q.last_message_id and m.request_id = q.id
        ) s
    ) p on true order by p.id desc`,
})
const REQUEST_PAGE = requestPage(LISTED)
const REQUEST_PAGE_BY_STATE = requestPage(SHOWN_AS)

/**
 * The newest first, from `offset` on, and how many there are: of the newest LISTED_MAX, and by state of the newest that have
 * LOOKED_AT_MAX messages together.
 */
export async function pageOfRequests(
  tx: Tx,
  accountId: string,
  { dialect, states }: RequestFilter,
  limit: number,
  offset: number,
): Promise<{ rows: RequestSummary[]; total: number }> {
  const asked = [accountId, dialect, limit, offset]
  const rows = states
    ? await tx.run<RequestSummary & { total: number }>(REQUEST_PAGE_BY_STATE, [
        ...asked,
        textArray(states.some),
        textArray(states.none),
      ])
    : await tx.run<RequestSummary & { total: number }>(REQUEST_PAGE, asked)
  return { rows: rows.filter(({ id }) => id !== null), total: rows[0]?.total ?? 0 }
}

export type StoryEvent = { at: Date; kind: string; detail: Record<string, unknown> | null }

const EVENTS: Statement = {
  name: 'message_events_read',
  text: 'select at, kind, detail from message_events where account_id = $1 and message_id = $2 order by at, id',
}

export function eventsOf(tx: Tx, accountId: string, messageId: string): Promise<StoryEvent[]> {
  return tx.run<StoryEvent>(EVENTS, [accountId, messageId])
}
