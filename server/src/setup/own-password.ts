// A person's own password: given again to show that it is they, and changed.
import { refuse } from '../core/errors.ts'
import { removeLinks } from '../store/mailed-links.ts'
import { markSessionProven, removeSessionsOfUser } from '../store/sessions.ts'
import { setPassword, userById } from '../store/users.ts'
import { goodPassword, hashPassword, PASSWORD_MAX, passwordMatches } from './passwords.ts'
import { changePeople, type Outcome, type Setup } from './setup.ts'

export async function isPasswordOf(setup: Setup, userId: string, password: string): Promise<boolean> {
  if (password.length > PASSWORD_MAX) return false
  const user = await setup.database.transaction([], (tx) => userById(tx, userId))
  return passwordMatches(password, user?.password_hash ?? null)
}

/** Every other session of theirs ends. The one that asks was proven by the password before. */
export async function changePassword(setup: Setup, userId: string, sessionId: string, next: string): Outcome<null> {
  const password_hash = await hashPassword(next) // not in the transaction: it takes a quarter of a second
  const done = await changePeople(setup, `user:${userId}`, async ({ tx, nowMs, audit }) => {
    goodPassword(next)
    const user = (await userById(tx, userId)) ?? refuse({ code: 'not_found' })
    await setPassword(tx, userId, password_hash)
    await removeSessionsOfUser(tx, userId, sessionId)
    await markSessionProven(tx, sessionId, nowMs)
    await removeLinks(tx, userId, nowMs)
    audit('user.password_changed', userId)
    return user
  })
  if (!done.ok) return done
  const { email: to, name, language } = done.value
  setup.mail.send({ kind: 'password_changed', to, name, language, path: '/forgot-password' })
  return { ok: true, value: null }
}
