// Who is signed in. A session is a random token in a cookie, kept as a hash; it ends half an hour after its last use, and
// 12 hours after the sign-in whatever happens (S11).
import { newId } from '../ids.ts'
import { checksumHolds, newToken, secretHash } from '../secrets.ts'
import { changePeople, type Setup } from '../setup/setup.ts'
import type { UserRow } from '../setup/users.ts'
import {
  addSession,
  markSessionProven,
  markSessionSeen,
  type OwnSessionRow,
  removeOldSessions,
  removeSession,
  removeSessionsOfUser,
  type SessionRow,
  sessionOfHash,
  sessionsOfUser,
} from '../store/sessions.ts'

export type Session = {
  id: string
  token: string
  /** When its person last gave a password or a code. */
  provenAtMs: number
  user: Pick<UserRow, 'id' | 'email' | 'name' | 'language' | 'staff_role'>
}

export const IDLE_MS = 30 * 60_000
export const ABSOLUTE_MS = 12 * 3_600_000
// A use is written once a minute, not once a call; so an idle session ends between 29 and 30 minutes after its last use.
export const SEEN_EVERY_MS = 60_000

/** What the person's browser says of itself, for them to tell their sessions apart; and the session that it had before. */
type Visit = { before?: string | undefined; userAgent?: string | undefined; address?: string | undefined }

const USER_AGENT_MAX = 300

/** A new token at each sign-in; the one that the browser had before it is of no use any more. */
export async function openSession(setup: Setup, user: Session['user'], visit: Visit = {}): Promise<Session> {
  const token = newToken('nj_session_')
  const opened = await changePeople(setup, `user:${user.id}`, async ({ tx, nowMs, audit }) => {
    await removeOldSessions(tx, { seenMs: nowMs - IDLE_MS, createdMs: nowMs - ABSOLUTE_MS })
    if (visit.before !== undefined) await removeSession(tx, secretHash(visit.before))
    const id = newId(nowMs)
    const userAgent = (visit.userAgent ?? '').slice(0, USER_AGENT_MAX)
    await addSession(tx, secretHash(token), {
      id,
      userId: user.id,
      userAgent,
      address: visit.address ?? '',
      atMs: nowMs,
    })
    audit('user.signed_in', user.id)
    return { id, nowMs }
  })
  if (!opened.ok) throw new Error(`a session was refused: ${opened.error.code}`)
  return { id: opened.value.id, token, provenAtMs: opened.value.nowMs, user }
}

/** Null for a token that is unknown, signed out or too old. What nobody did is no use. */
export async function findSession({ database, clock }: Setup, token: string, isUse = true): Promise<Session | null> {
  if (!checksumHolds(token)) return null
  const hash = secretHash(token)
  const nowMs = clock.now()
  return database.transaction([], async (tx) => {
    const row = await sessionOfHash(tx, hash)
    if (!row || !sessionHolds(row, nowMs)) return null
    if (isUse && nowMs - row.last_seen_at.getTime() >= SEEN_EVERY_MS) await markSessionSeen(tx, hash, nowMs)
    const { user_id, email, name, language, staff_role } = row
    const user = { id: user_id, email, name, language, staff_role }
    return { id: row.id, token, provenAtMs: row.proven_at.getTime(), user }
  })
}

function sessionHolds(row: Pick<SessionRow, 'created_at' | 'last_seen_at'>, nowMs: number): boolean {
  return nowMs - row.last_seen_at.getTime() < IDLE_MS && nowMs - row.created_at.getTime() < ABSOLUTE_MS
}

export async function closeSession(setup: Setup, { token, user }: Session): Promise<void> {
  await changePeople(setup, `user:${user.id}`, async ({ tx, audit }) => {
    if ((await removeSession(tx, secretHash(token))) !== null) audit('user.signed_out', user.id)
  })
}

/** Where else this person is signed in, and here; the last used first. */
export function listSessions({ database, clock }: Setup, { user }: Session): Promise<OwnSessionRow[]> {
  const nowMs = clock.now()
  const after = { seenMs: nowMs - IDLE_MS, createdMs: nowMs - ABSOLUTE_MS }
  return database.transaction([], (tx) => sessionsOfUser(tx, user.id, after))
}

export async function closeOtherSessions(setup: Setup, { id, user }: Session): Promise<void> {
  await changePeople(setup, `user:${user.id}`, async ({ tx, audit }) => {
    const ended = await removeSessionsOfUser(tx, user.id, id)
    if (ended > 0) audit('user.signed_out_elsewhere', user.id, { sessions: ended })
  })
}

/** Its person has just shown once more that it is they. */
export async function proveSession({ database, clock }: Setup, { id }: Session): Promise<void> {
  await database.transaction([], (tx) => markSessionProven(tx, id, clock.now()))
}
