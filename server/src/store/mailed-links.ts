// Every statement on links that were mailed to a person. Only their hashes are kept.
import type { Statement, Tx } from './database.ts'

export type LinkPurpose = 'confirm_address' | 'reset_password'

const ADD: Statement = {
  name: 'mailed_link_add',
  text: 'insert into mailed_links (token_hash, user_id, purpose, created_at, expires_at) values ($1, $2, $3, $4, $5)',
}

type NewLink = { userId: string; purpose: LinkPurpose; createdAt: Date; expiresAt: Date }

export async function addLink(tx: Tx, tokenHash: Buffer, link: NewLink): Promise<void> {
  await tx.run(ADD, [tokenHash, link.userId, link.purpose, link.createdAt, link.expiresAt])
}

const COUNT: Statement = {
  name: 'mailed_links_count',
  text: 'select count(*)::int as links from mailed_links where user_id = $1 and purpose = $2 and created_at > $3',
}

export async function countLinks(tx: Tx, userId: string, purpose: LinkPurpose, after: Date): Promise<number> {
  return (await tx.run<{ links: number }>(COUNT, [userId, purpose, after]))[0]?.links ?? 0
}

const TAKE: Statement = {
  name: 'mailed_link_take',
  text: 'delete from mailed_links where token_hash = $1 and purpose = $2 and expires_at > $3 returning user_id',
}

/** Whose it was; null for one that is unknown, too old or used. It is gone with this. */
export async function takeLink(tx: Tx, tokenHash: Buffer, purpose: LinkPurpose, nowMs: number): Promise<string | null> {
  return (await tx.run<{ user_id: string }>(TAKE, [tokenHash, purpose, new Date(nowMs)]))[0]?.user_id ?? null
}

const REMOVE: Statement = {
  name: 'mailed_links_remove',
  text: 'delete from mailed_links where user_id = $1 or expires_at <= $2',
}

/** Every link of a user, and everybody's that are too old. */
export async function removeLinks(tx: Tx, userId: string, nowMs: number): Promise<void> {
  await tx.run(REMOVE, [userId, new Date(nowMs)])
}
