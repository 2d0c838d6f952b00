// What people of an account are to know and did not do themselves: kept until one of them has seen it.
import { isId, newId } from '../ids.ts'
import type { Tx } from '../store/database.ts'
import { addNotices, listNoticeRows, markSeen, type Notice, type NoticeRow } from '../store/notices.ts'
import { notFound, type Outcome, readOfAccount, type Setup } from './setup.ts'

export { NOTICE_KINDS, type NoticeRow } from '../store/notices.ts'

/** In the transaction that made it so. */
export function notify(tx: Tx, accountId: string, notice: Omit<Notice, 'id' | 'accountId'>, nowMs: number): void {
  void addNotices(tx, [{ accountId, id: newId(nowMs), ...notice }], nowMs)
}

/** Newest first, before `beforeId`; those that nobody has seen, or all. */
export function listNotices(
  setup: Setup,
  accountId: string,
  unseen: boolean,
  beforeId: string | null,
  limit: number,
): Outcome<NoticeRow[]> {
  return readOfAccount(setup, accountId, (tx) => listNoticeRows(tx, accountId, unseen, beforeId, limit))
}

/** For everybody of the account. A second time changes nothing. */
export async function seeNotice(setup: Setup, accountId: string, noticeId: string): Outcome<null> {
  if (!isId(noticeId)) return notFound()
  const { clock, database } = setup
  const found = await database.transaction([accountId], (tx) => markSeen(tx, accountId, noticeId, clock.now()))
  return found ? { ok: true, value: null } : notFound()
}
