// Links that are mailed to a person, each good once: to show that an address is theirs, or to choose a new password.
import { newToken, secretHash } from '../secrets.ts'
import type { Tx } from '../store/database.ts'
import { addLink, countLinks, type LinkPurpose, removeLinks, takeLink } from '../store/mailed-links.ts'
import { removeSessionsOfUser } from '../store/sessions.ts'
import { confirmUser, setPassword, type UserRow, userByEmail, userById } from '../store/users.ts'
import { invalid } from './fields.ts'
import { goodPassword, hashPassword } from './passwords.ts'
import { changePeople, type Outcome, type Setup } from './setup.ts'
import { normalEmail } from './users.ts'

const HOUR_MS = 3_600_000
const LASTS_MS: Record<LinkPurpose, number> = { confirm_address: 24 * HOUR_MS, reset_password: HOUR_MS }
const PER_HOUR = 5 // nobody's mailbox is filled by another's asking

const PREFIX = 'nj_link_'

export function newLinkToken(): string {
  return newToken(PREFIX)
}

export async function mailConfirmation(setup: Setup, user: UserRow): Promise<void> {
  const token = await newLink(setup, user, 'confirm_address')
  if (token !== null) mail(setup, user, 'confirm_address', `/confirm-address#${token}`)
}

/** Does nothing for an address that nobody has. Whoever asks is told the same, and before this is done. */
export async function mailPasswordReset(setup: Setup, email: string): Promise<void> {
  const user = await setup.database.transaction([], (tx) => userByEmail(tx, normalEmail(email)))
  const token = user && (await newLink(setup, user, 'reset_password'))
  if (user && token) mail(setup, user, 'reset_password', `/reset-password#${token}`)
}

/** Who has the link has read the mail, so the address is theirs too. Whoever was signed in as them is so no more. */
export async function resetPassword(setup: Setup, token: string, password: string): Outcome<UserRow> {
  const password_hash = await hashPassword(password) // not in the transaction: it takes a quarter of a second
  const done = await changePeople(setup, 'installation', async ({ tx, nowMs, audit }) => {
    goodPassword(password)
    const userId = await takeLink(tx, secretHash(token), 'reset_password', nowMs)
    if (userId === null) invalid('token', SPENT)
    await setPassword(tx, userId, password_hash)
    await confirmUser(tx, userId, nowMs)
    await removeSessionsOfUser(tx, userId, null)
    await removeLinks(tx, userId, nowMs)
    audit('user.password_reset', userId)
    return (await userById(tx, userId)) as UserRow
  })
  if (done.ok) mail(setup, done.value, 'password_changed', '/forgot-password')
  return done
}

/** With the link of the mail: the address is this user's. Refuses another's link, and one that is spent. */
export function confirmAddress(setup: Setup, userId: string, token: string): Outcome<null> {
  return changePeople(setup, `user:${userId}`, async ({ tx, nowMs, audit }) => {
    if ((await takeLink(tx, secretHash(token), 'confirm_address', nowMs)) !== userId) invalid('confirmation', SPENT)
    await confirmUser(tx, userId, nowMs)
    audit('user.address_confirmed', userId)
    return null
  })
}

const SPENT = 'This link was used before, or its time is over. Ask for another one.'

function newLink(setup: Setup, { id: userId }: UserRow, purpose: LinkPurpose): Promise<string | null> {
  const token = newLinkToken()
  return setup.database.transaction([], async (tx: Tx) => {
    const nowMs = setup.clock.now()
    if ((await countLinks(tx, userId, purpose, new Date(nowMs - HOUR_MS))) >= PER_HOUR) return null
    const link = { userId, purpose, createdAt: new Date(nowMs), expiresAt: new Date(nowMs + LASTS_MS[purpose]) }
    await addLink(tx, secretHash(token), link)
    return token
  })
}

function mail(
  setup: Setup,
  { email: to, name, language }: UserRow,
  kind: 'confirm_address' | 'reset_password' | 'password_changed',
  path: string,
): void {
  setup.mail.send({ kind, to, name, language, path })
}
