// Every statement on sessions of people, and on what a signed-in person may reach.
import type { AccountStatus } from '../core/accounts.ts'
import type { Statement, Tx } from './database.ts'
import type { MemberRole, StaffRole } from './users.ts'

export type SessionRow = {
  user_id: string
  email: string
  name: string
  staff_role: StaffRole | null
  created_at: Date
  last_seen_at: Date
}

const ADD: Statement = {
  name: 'session_add',
  text: 'insert into sessions (token_hash, user_id, created_at, last_seen_at) values ($1, $2, $3, $3)',
}

export async function addSession(tx: Tx, tokenHash: Buffer, userId: string, atMs: number): Promise<void> {
  await tx.run(ADD, [tokenHash, userId, new Date(atMs)])
}

const OF_HASH: Statement = {
  name: 'session_of_hash',
  text: `select s.user_id, u.email, u.name, u.staff_role, s.created_at, s.last_seen_at
    from sessions s join users u on u.id = s.user_id where s.token_hash = $1`,
}

/** Whether it still holds or not. */
export async function sessionOfHash(tx: Tx, tokenHash: Buffer): Promise<SessionRow | null> {
  return (await tx.run<SessionRow>(OF_HASH, [tokenHash]))[0] ?? null
}

const SEEN: Statement = {
  name: 'session_seen',
  text: 'update sessions set last_seen_at = greatest(last_seen_at, $2) where token_hash = $1',
}

export async function markSessionSeen(tx: Tx, tokenHash: Buffer, atMs: number): Promise<void> {
  await tx.run(SEEN, [tokenHash, new Date(atMs)])
}

const REMOVE: Statement = {
  name: 'session_remove',
  text: 'delete from sessions where token_hash = $1 returning user_id',
}

/** Whose it was; null when there was none. */
export async function removeSession(tx: Tx, tokenHash: Buffer): Promise<string | null> {
  return (await tx.run<{ user_id: string }>(REMOVE, [tokenHash]))[0]?.user_id ?? null
}

const REMOVE_OLD: Statement = {
  name: 'sessions_remove_old',
  text: 'delete from sessions where last_seen_at <= $1 or created_at <= $2',
}

export async function removeOldSessions(tx: Tx, before: { seenMs: number; createdMs: number }): Promise<void> {
  await tx.run(REMOVE_OLD, [new Date(before.seenMs), new Date(before.createdMs)])
}

export type MembershipRow = { id: string; name: string; status: AccountStatus; role: MemberRole }

const ACCOUNTS: Statement = {
  name: 'accounts_of_user',
  text: `select a.id, a.name, a.status, m.role from memberships m join accounts a on a.id = m.account_id
    where m.user_id = $1 order by m.position, a.id`,
}

/** In the order in which they were added. */
export function accountsOfUser(tx: Tx, userId: string): Promise<MembershipRow[]> {
  return tx.run<MembershipRow>(ACCOUNTS, [userId])
}

const ROLE: Statement = {
  name: 'role_of_member',
  text: 'select role from memberships where user_id = $1 and account_id = $2',
}

/** Null for an account that the user does not belong to, and for one that nobody has. */
export async function roleOfMember(tx: Tx, userId: string, accountId: string): Promise<MemberRole | null> {
  return (await tx.run<{ role: MemberRole }>(ROLE, [userId, accountId]))[0]?.role ?? null
}
