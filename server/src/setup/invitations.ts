// Invitations: a mail asks a person to join an account, and whoever has its link, and the address it went to, does.
import { refuse } from '../core/errors.ts'
import { isId, newId } from '../ids.ts'
import { secretHash } from '../secrets.ts'
import { readAccountRow } from '../store/accounts.ts'
import type { Tx } from '../store/database.ts'
import {
  type InvitationRow,
  invitationOfHash,
  listInvitationRows,
  putInvitation,
  removeInvitation,
} from '../store/invitations.ts'
import { addMember, type MemberRole, roleOfMember } from '../store/members.ts'
import { addUser, type UserRow, userByEmail, userById } from '../store/users.ts'
import { newLinkToken } from './mailed-links.ts'
import { hashPassword } from './passwords.ts'
import { type Actor, type Change, changeAccount, type Outcome, readOfAccount, type Setup } from './setup.ts'
import { refuseOwnersBy } from './team.ts'
import { goodEmail, newUser, person } from './users.ts'

export type { InvitationRow } from '../store/invitations.ts'

const LASTS_MS = 7 * 86_400_000
const OPEN_MAX = 200 // of one account: a mail each

/** One to the same address before it is of no use any more. */
export async function invite(
  setup: Setup,
  actor: Actor,
  accountId: string,
  input: { email: string; role: MemberRole },
): Outcome<InvitationRow> {
  const token = newLinkToken()
  const made = await changeAccount(setup, actor, accountId, async ({ tx, nowMs, audit, account }) => {
    const email = goodEmail(input.email)
    if (input.role === 'owner') await refuseOwnersBy(tx, actor, accountId)
    const known = await userByEmail(tx, email)
    if (known && (await roleOfMember(tx, known.id, accountId))) {
      refuse({
        code: 'conflict',
        field: 'email',
        obstacle: 'already_member',
        message: 'This person belongs to the account already.',
      })
    }
    const others = await listInvitationRows(tx, accountId, null, OPEN_MAX)
    if (others.length >= OPEN_MAX) {
      refuse({
        code: 'conflict',
        obstacle: 'too_many',
        message: `${OPEN_MAX} invitations are open. Cancel some first.`,
      })
    }
    const times = { created_at: new Date(nowMs), expires_at: new Date(nowMs + LASTS_MS) }
    const row = { account_id: accountId, id: newId(nowMs), email, role: input.role, ...times }
    await putInvitation(tx, row, secretHash(token))
    audit('member.invited', row.id, { email, role: row.role })
    return { row, known, inviter: await inviterOf(tx, actor), account: account.name }
  })
  if (!made.ok) return made
  const { row, known, inviter, account } = made.value
  setup.mail.send({
    kind: 'invitation',
    to: row.email,
    name: known?.name ?? '',
    language: known?.language ?? inviter?.language ?? null,
    account,
    inviter: inviter?.name ?? null,
    path: `/invitation#${token}`,
  })
  return { ok: true, value: row }
}

/** Newest first, before `beforeId`; those whose time is over too, until they are cancelled. */
export function listInvitations(
  setup: Setup,
  accountId: string,
  beforeId: string | null,
  limit: number,
): Outcome<InvitationRow[]> {
  return readOfAccount(setup, accountId, (tx) => listInvitationRows(tx, accountId, beforeId, limit))
}

export function cancelInvitation(setup: Setup, actor: Actor, accountId: string, id: string): Outcome<null> {
  return changeAccount(setup, actor, accountId, async ({ tx, audit }) => {
    const row = isId(id) ? await removeInvitation(tx, accountId, id) : null
    if (!row) refuse({ code: 'not_found' })
    audit('member.invitation_cancelled', id, { email: row.email })
    return null
  })
}

/** `known`: the address has a user already, who joins by signing in. */
export type Invitation = { email: string; role: MemberRole; account: { id: string; name: string }; known: boolean }

export function lookAtInvitation(setup: Setup, token: string): Promise<Invitation | null> {
  return setup.database.transaction('all', async (tx) => {
    const row = await openInvitation(setup, tx, token)
    const account = row && (await readAccountRow(tx, row.account_id))
    if (!row || !account) return null
    const known = (await userByEmail(tx, row.email)) !== null
    return { email: row.email, role: row.role, account: { id: account.id, name: account.name }, known }
  })
}

/** Somebody new joins with a name and a password of their own. */
export async function joinAnew(
  setup: Setup,
  token: string,
  input: { name: string; password: string },
): Outcome<UserRow> {
  const password_hash = await hashPassword(input.password) // not in the transaction: it takes a quarter of a second
  return accept(setup, token, 'installation', async ({ tx, nowMs }, { email }) => {
    const user = newUser({ ...person({ ...input, email }), password_hash, nowMs, confirmed: true })
    const added = await addUser(tx, user)
    return (
      added ??
      refuse({ code: 'conflict', obstacle: 'sign_in_first', message: 'You have a user already. Sign in, then join.' })
    )
  })
}

/** Who is signed in joins, if the invitation went to their address. */
export function join(setup: Setup, token: string, user: Pick<UserRow, 'id' | 'email'>): Outcome<UserRow> {
  return accept(setup, token, `user:${user.id}`, async ({ tx }, { email }) => {
    if (email !== user.email) {
      refuse({
        code: 'conflict',
        obstacle: 'invitation_of_another',
        message: `This invitation went to ${email}. Sign in with that address to join.`,
      })
    }
    return (await userById(tx, user.id)) as UserRow
  })
}

async function accept(
  setup: Setup,
  token: string,
  actor: Actor,
  who: (change: Change, invitation: InvitationRow) => Promise<UserRow>,
): Outcome<UserRow> {
  const found = await setup.database.transaction([], (tx) => openInvitation(setup, tx, token))
  if (!found) return { ok: false, error: { code: 'not_found', message: GONE } }
  return changeAccount(setup, actor, found.account_id, async (change) => {
    // Gone when somebody accepted or cancelled it meanwhile, or another took its place.
    const row = await removeInvitation(change.tx, found.account_id, found.id)
    if (!row) refuse({ code: 'not_found', message: GONE })
    const user = await who(change, row)
    await addMember(change.tx, user.id, row.account_id, row.role)
    change.audit('member.joined', user.id, { email: user.email, role: row.role })
    return user
  })
}

const GONE = 'This invitation was used or cancelled, or its time is over. Ask for another one.'

async function openInvitation(setup: Setup, tx: Tx, token: string): Promise<InvitationRow | null> {
  const row = await invitationOfHash(tx, secretHash(token))
  return row && row.expires_at.getTime() > setup.clock.now() ? row : null
}

async function inviterOf(tx: Tx, actor: Actor): Promise<UserRow | null> {
  return actor.startsWith('user:') ? userById(tx, actor.slice('user:'.length)) : null
}
