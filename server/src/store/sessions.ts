// Every statement on sessions of people.
import type { Language } from '../core/letters.ts'
import type { Statement, Tx } from './database.ts'
import type { StaffRole } from './users.ts'

export type SessionRow = {
  id: string
  user_id: string
  email: string
  name: string
  language: Language | null
  staff_role: StaffRole | null
  created_at: Date
  /** When its owner last gave a password or a code. */
  proven_at: Date
  last_seen_at: Date
}

type NewSession = { id: string; userId: string; userAgent: string; address: string; atMs: number }

const ADD: Statement = {
  name: 'session_add',
  text: `insert into sessions (token_hash, id, user_id, user_agent, address, created_at, proven_at, last_seen_at)
    values ($1, $2, $3, $4, $5, $6, $6, $6)`,
}

export async function addSession(tx: Tx, tokenHash: Buffer, session: NewSession): Promise<void> {
  const { id, userId, userAgent, address, atMs } = session
  await tx.run(ADD, [tokenHash, id, userId, userAgent, address, new Date(atMs)])
}

const OF_HASH: Statement = {
  name: 'session_of_hash',
  text: `select s.id, s.user_id, u.email, u.name, u.language, u.staff_role, s.created_at, s.proven_at, s.last_seen_at
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

export type OwnSessionRow = {
  id: string
  user_agent: string
  address: string
  created_at: Date
  last_seen_at: Date
}

const OF_USER: Statement = {
  name: 'sessions_of_user',
  text: `select id, user_agent, address, created_at, last_seen_at from sessions
    where user_id = $1 and last_seen_at > $2 and created_at > $3 order by last_seen_at desc, id desc limit 100`,
}

/** Those that hold, the last used first. */
export function sessionsOfUser(
  tx: Tx,
  userId: string,
  after: { seenMs: number; createdMs: number },
): Promise<OwnSessionRow[]> {
  return tx.run<OwnSessionRow>(OF_USER, [userId, new Date(after.seenMs), new Date(after.createdMs)])
}

const REMOVE_OF_USER: Statement = {
  name: 'sessions_remove_of_user',
  text: 'delete from sessions where user_id = $1 and ($2::uuid is null or id <> $2) returning id',
}

/** All but the one kept; answers how many there were. */
export async function removeSessionsOfUser(tx: Tx, userId: string, keptId: string | null): Promise<number> {
  return (await tx.run(REMOVE_OF_USER, [userId, keptId])).length
}

const PROVEN: Statement = { name: 'session_proven', text: 'update sessions set proven_at = $2 where id = $1' }

export async function markSessionProven(tx: Tx, id: string, atMs: number): Promise<void> {
  await tx.run(PROVEN, [id, new Date(atMs)])
}
