// Every statement on notices: what people of an account are to know and did not do themselves.
import { plainArray, textArray } from './arrays.ts'
import type { Statement, Tx } from './database.ts'

export const NOTICE_KINDS = [
  'endpoint.disabled',
  'sender_id.approved',
  'sender_id.rejected',
  'number.assigned',
  'number_request.refused',
] as const
type NoticeKind = (typeof NOTICE_KINDS)[number]

export type Notice = {
  accountId: string
  id: string
  kind: NoticeKind
  /** What it is about: the endpoint, the sender ID, the number. */
  subjectId: string
  /** What a reader is told of it, by kind. */
  detail: Record<string, string | null>
}

const ADD: Statement = {
  name: 'notices_add',
  text: `insert into notices (account_id, id, kind, subject_id, detail, created_at)
    select a, i, k, s, d, to_timestamp($6 / 1000.0)
    from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::jsonb[]) as n (a, i, k, s, d)`,
}

export function addNotices(tx: Tx, notices: readonly Notice[], atMs: number): Promise<unknown> {
  return tx.run(ADD, [
    plainArray(notices.map((notice) => notice.accountId)),
    plainArray(notices.map((notice) => notice.id)),
    plainArray(notices.map((notice) => notice.kind)),
    plainArray(notices.map((notice) => notice.subjectId)),
    textArray(notices.map((notice) => JSON.stringify(notice.detail))),
    atMs,
  ])
}

export type NoticeRow = {
  id: string
  kind: NoticeKind
  subject_id: string
  detail: Record<string, string | null>
  created_at: Date
  seen_at: Date | null
}

const LIST: Statement = {
  name: 'notices_list',
  text: `select id, kind, subject_id, detail, created_at, seen_at from notices
    where account_id = $1 and (not $2 or seen_at is null) and ($3::uuid is null or id < $3) order by id desc limit $4`,
}

/** Newest first, before `beforeId`; those that nobody has seen, or all. */
export function listNoticeRows(
  tx: Tx,
  accountId: string,
  unseen: boolean,
  beforeId: string | null,
  limit: number,
): Promise<NoticeRow[]> {
  return tx.run<NoticeRow>(LIST, [accountId, unseen, beforeId, limit])
}

const SEEN: Statement = {
  name: 'notice_seen',
  text: `update notices set seen_at = coalesce(seen_at, to_timestamp($3 / 1000.0)) where account_id = $1 and id = $2 returning id`,
}

/** False when the account has no such notice. */
export async function markSeen(tx: Tx, accountId: string, id: string, atMs: number): Promise<boolean> {
  return (await tx.run(SEEN, [accountId, id, atMs])).length > 0
}
