// Who is signed in. A session is a random token in a cookie, kept as a hash; it ends half an hour after its last use, and
// 12 hours after the sign-in whatever happens (S11).

import { checksumHolds, newToken, secretHash } from '../secrets.ts'
import { changeInstallation, type Setup } from '../setup/setup.ts'
import type { UserRow } from '../setup/users.ts'
import {
  addSession,
  markSessionSeen,
  removeOldSessions,
  removeSession,
  type SessionRow,
  sessionOfHash,
} from '../store/sessions.ts'

export type Session = { token: string; user: Pick<UserRow, 'id' | 'email' | 'name' | 'staff_role'> }

export const IDLE_MS = 30 * 60_000
export const ABSOLUTE_MS = 12 * 3_600_000
// A use is written once a minute, not once a call; so an idle session ends between 29 and 30 minutes after its last use.
export const SEEN_EVERY_MS = 60_000

/** A new token at each sign-in; the one that the browser had before it is of no use any more. */
export async function openSession(setup: Setup, user: UserRow, before: string | undefined): Promise<Session> {
  const token = newToken('nj_session_')
  const opened = await changeInstallation(setup, `user:${user.id}`, async ({ tx, nowMs, audit }) => {
    await removeOldSessions(tx, { seenMs: nowMs - IDLE_MS, createdMs: nowMs - ABSOLUTE_MS })
    if (before !== undefined) await removeSession(tx, secretHash(before))
    await addSession(tx, secretHash(token), user.id, nowMs)
    audit('user.signed_in', user.id)
  })
  if (!opened.ok) throw new Error(`a session was refused: ${opened.error.code}`)
  return { token, user }
}

/** Null for a token that is unknown, signed out or too old. */
export async function findSession({ database, clock }: Setup, token: string): Promise<Session | null> {
  if (!checksumHolds(token)) return null
  const hash = secretHash(token)
  const nowMs = clock.now()
  return database.transaction([], async (tx) => {
    const row = await sessionOfHash(tx, hash)
    if (!row || !sessionHolds(row, nowMs)) return null
    if (nowMs - row.last_seen_at.getTime() >= SEEN_EVERY_MS) await markSessionSeen(tx, hash, nowMs)
    const { user_id: id, email, name, staff_role } = row
    return { token, user: { id, email, name, staff_role } }
  })
}

function sessionHolds(row: Pick<SessionRow, 'created_at' | 'last_seen_at'>, nowMs: number): boolean {
  return nowMs - row.last_seen_at.getTime() < IDLE_MS && nowMs - row.created_at.getTime() < ABSOLUTE_MS
}

export async function closeSession(setup: Setup, { token, user }: Session): Promise<void> {
  await changeInstallation(setup, `user:${user.id}`, async ({ tx, audit }) => {
    if ((await removeSession(tx, secretHash(token))) !== null) audit('user.signed_out', user.id)
  })
}
