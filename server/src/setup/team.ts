// The people of an account, changed by one another: an account is never without an owner, and only owners make owners.
import { refuse } from '../core/errors.ts'
import { isId } from '../ids.ts'
import type { Tx } from '../store/database.ts'
import {
  countOwners,
  type MemberRole,
  type MemberRow,
  readMember,
  removeMember as removeRow,
  roleOfMember,
  setRole,
} from '../store/members.ts'
import { type Actor, changeAccount, type Outcome, type Setup } from './setup.ts'

export function changeRole(
  setup: Setup,
  actor: Actor,
  accountId: string,
  userId: string,
  role: MemberRole,
): Outcome<MemberRow> {
  return changeAccount(setup, actor, accountId, async ({ tx, audit }) => {
    const before = await memberOf(tx, accountId, userId)
    if (before.role === role) return before
    if (before.role === 'owner') await giveUpOwner(tx, actor, accountId)
    if (role === 'owner') await refuseOwnersBy(tx, actor, accountId)
    await setRole(tx, accountId, userId, role)
    audit('member.role_changed', userId, { email: before.email, from: before.role, to: role })
    return { ...before, role }
  })
}

/** What they have sent and made stays the account's. */
export function removeMember(setup: Setup, actor: Actor, accountId: string, userId: string): Outcome<null> {
  return changeAccount(setup, actor, accountId, async ({ tx, audit }) => {
    const { email, role } = await memberOf(tx, accountId, userId)
    if (role === 'owner') await giveUpOwner(tx, actor, accountId)
    await removeRow(tx, accountId, userId)
    audit('member.removed', userId, { email, role })
    return null
  })
}

/** A key, or whoever is no owner, could else make itself one by another's name. */
export async function refuseOwnersBy(tx: Tx, actor: Actor, accountId: string): Promise<void> {
  if (actor === 'installation' || actor.startsWith('staff-token:')) return
  const userId = actor.startsWith('user:') ? actor.slice('user:'.length) : null
  const role = userId && (await roleOfMember(tx, userId, accountId))
  if (role !== 'owner')
    refuse({
      code: 'permission_missing',
      obstacle: 'owners_only',
      message: 'Only an owner makes somebody an owner, or takes it back.',
    })
}

async function giveUpOwner(tx: Tx, actor: Actor, accountId: string): Promise<void> {
  await refuseOwnersBy(tx, actor, accountId)
  if ((await countOwners(tx, accountId)) <= 1) {
    refuse({
      code: 'conflict',
      obstacle: 'last_owner',
      message: 'An account has at least one owner. Make somebody else an owner first.',
    })
  }
}

async function memberOf(tx: Tx, accountId: string, userId: string): Promise<MemberRow> {
  const member = isId(userId) ? await readMember(tx, accountId, userId) : null
  return member ?? refuse({ code: 'not_found' })
}
