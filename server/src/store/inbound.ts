// Every statement on messages that subscribers wrote.
import type { KeywordRule } from '../core/keywords.ts'
import { firstIdAt } from '../ids.ts'
import { plainArray } from './arrays.ts'
import type { Statement, Tx } from './database.ts'

// Until the carrier is told that we have a message it may bring it again, after the next bind at the latest.
const REDELIVERED = `account_id = $1 and msisdn = $2 and number = $3 and text = $4 and carrier_id = $5 and not acknowledged
      and received_at > $6::timestamptz - interval '1 hour'`
const REPEATED: Statement = {
  name: 'inbound_redelivered',
  text: `select id, reply, reply_request_id, reply_refused, action from inbound_messages where ${REDELIVERED} order by id limit 1`,
}

type RedeliveredRow = {
  id: string
  action: string | null
  reply: string | null
  reply_request_id: string | null
  reply_refused: string | null
}

/** The message that this one is again; null when it is new. */
export async function findRedelivered(tx: Tx, accountId: string, message: NewInbound): Promise<RedeliveredRow | null> {
  const { msisdn, number, text, carrierId, receivedAtMs } = message
  const values = [accountId, msisdn, number, text, carrierId, new Date(receivedAtMs)]
  return (await tx.run<RedeliveredRow>(REPEATED, values))[0] ?? null
}

const CONTEXT: Statement = {
  name: 'inbound_context',
  text: `select a.built_in_keywords, w.currency, k.keyword, k.action, k.reply, k.url
    from accounts a join wallets w on w.account_id = a.id
    left join keyword_rules k on k.account_id = a.id and k.keyword = $2
    where a.id = $1`,
}

type ContextRow = { built_in_keywords: boolean; currency: string } & (KeywordRule | Record<keyof KeywordRule, null>)
type InboundContext = { builtInKeywords: boolean; currency: string; rule: KeywordRule | null }

/** What the account has to say about a message that begins with this word. */
export async function inboundContext(tx: Tx, accountId: string, keyword: string | null): Promise<InboundContext> {
  const row = (await tx.run<ContextRow>(CONTEXT, [accountId, keyword]))[0]
  if (!row) throw new Error('a number of an account that is not there')
  const { built_in_keywords: builtInKeywords, currency, ...rule } = row
  return { builtInKeywords, currency, rule: rule.keyword === null ? null : rule }
}

type NewInbound = {
  id: string
  /** Of ours. */
  number: string
  /** The subscriber's. */
  msisdn: string
  text: string
  carrierId: string
  receivedAtMs: number
}

const ADD: Statement = {
  name: 'inbound_add',
  text: `insert into inbound_messages (account_id, id, number, msisdn, text, carrier_id, received_at, keyword, action, reply)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
}

/** `reply` is what is to be answered; what came of it is noted by `noteReply`. */
export function addInbound(
  tx: Tx,
  accountId: string,
  row: NewInbound,
  met: { keyword: string | null; action: string | null; reply: string | null },
): Promise<unknown> {
  const { id, number, msisdn, text, carrierId, receivedAtMs } = row
  const { keyword, action, reply } = met
  const received = new Date(receivedAtMs)
  return tx.run(ADD, [accountId, id, number, msisdn, text, carrierId, received, keyword, action, reply])
}

const REPLIES: Statement = {
  name: 'inbound_replies',
  text: `select count(*)::int as replies from inbound_messages
    where account_id = $1 and msisdn = $2 and id >= $3 and reply_request_id is not null`,
}

/** How often this subscriber was answered since then. */
export async function countReplies(tx: Tx, accountId: string, msisdn: string, sinceMs: number): Promise<number> {
  return (await tx.run<{ replies: number }>(REPLIES, [accountId, msisdn, firstIdAt(sinceMs)]))[0]?.replies ?? 0
}

const REPLIED: Statement = {
  name: 'inbound_replied',
  text: 'update inbound_messages set reply_request_id = $3, reply_refused = $4 where account_id = $1 and id = $2',
}

/** The request that the answer went out by, or why there is none. */
export function noteReply(
  tx: Tx,
  accountId: string,
  id: string,
  { requestId, refused }: { requestId: string | null; refused: string | null },
): Promise<unknown> {
  return tx.run(REPLIED, [accountId, id, requestId, refused])
}

const ACKNOWLEDGED: Statement = {
  name: 'inbound_acknowledged',
  text: `update inbound_messages m set acknowledged = true from unnest($1::uuid[], $2::uuid[]) as r (a, i)
    where m.account_id = r.a and m.id = r.i`,
}

/** The carrier was told that we have them. */
export function markAcknowledged(tx: Tx, rows: readonly { accountId: string; id: string }[]): Promise<unknown> {
  return tx.run(ACKNOWLEDGED, [plainArray(rows.map((row) => row.accountId)), plainArray(rows.map((row) => row.id))])
}

export type InboundRow = {
  id: string
  number: string
  msisdn: string
  text: string
  received_at: Date
  keyword: string | null
  action: string | null
  reply: string | null
  reply_request_id: string | null
  reply_refused: string | null
  /** Of its callback; null where the number had none. */
  callback: 'pending' | 'delivered' | 'given_up' | null
}

export type InboundFilter = {
  number: string | null
  msisdn: string | null
  sinceMs: number | null
  untilMs: number | null
}

const LIST: Statement = {
  name: 'inbound_list',
  text: `select m.id, m.number, m.msisdn, m.text, m.received_at, m.keyword, m.action, m.reply, m.reply_request_id, m.reply_refused,
      case when j.id is not null then 'pending' when d.delivered then 'delivered' when d.id is not null then 'given_up' end as callback
    from inbound_messages m
    left join webhook_jobs j on j.account_id = m.account_id and j.id = m.id
    left join webhook_deliveries d on d.account_id = m.account_id and d.id = m.id
    where m.account_id = $1 and ($2::uuid is null or m.id < $2) and ($3::text is null or m.number = $3)
      and ($4::text is null or m.msisdn = $4) and ($5::timestamptz is null or m.received_at >= $5)
      and ($6::timestamptz is null or m.received_at < $6)
    order by m.id desc limit $7`,
}

const CONVERSATIONS: Statement = {
  name: 'inbound_conversations',
  text: `select m.id, m.number, m.msisdn, m.text, m.received_at, m.keyword, m.action, m.reply, m.reply_request_id, m.reply_refused,
      null as callback
    from inbound_messages m
    where m.account_id = $1 and ($2::uuid is null or m.id < $2) and ($3::text is null or m.number = $3)
      and not exists (select from inbound_messages l
        where l.account_id = $1 and l.msisdn = m.msisdn and l.number = m.number and l.id > m.id)
    order by m.id desc limit $4`,
}

/** Of each subscriber and number the last message: newest first, before `beforeId`. */
export function listConversations(
  tx: Tx,
  accountId: string,
  number: string | null,
  beforeId: string | null,
  limit: number,
): Promise<InboundRow[]> {
  return tx.run<InboundRow>(CONVERSATIONS, [accountId, beforeId, number, limit])
}

const at = (ms: number | null): Date | null => (ms === null ? null : new Date(ms))

/** Newest first, before `beforeId`. */
export function listInboundRows(
  tx: Tx,
  accountId: string,
  filter: InboundFilter,
  beforeId: string | null,
  limit: number,
): Promise<InboundRow[]> {
  const { number, msisdn, sinceMs, untilMs } = filter
  return tx.run<InboundRow>(LIST, [accountId, beforeId, number, msisdn, at(sinceMs), at(untilMs), limit])
}
