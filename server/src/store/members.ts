// Every statement on who belongs to which account.
import type { AccountStatus } from '../core/accounts.ts'
import type { Language } from '../core/letters.ts'
import type { Statement, Tx } from './database.ts'

export type MemberRole = 'owner' | 'developer' | 'finance' | 'viewer'

const ADD_MEMBER: Statement = {
  name: 'member_add',
  text: `insert into memberships (user_id, account_id, role, position)
    select $1::uuid, $2, $3, coalesce(max(position), 0) + 1 from memberships where user_id = $1
    on conflict (user_id, account_id) do nothing returning user_id`,
}

/** False when the user belongs to the account already. Accounts keep the order in which they were added. */
export async function addMember(tx: Tx, userId: string, accountId: string, role: MemberRole): Promise<boolean> {
  return (await tx.run(ADD_MEMBER, [userId, accountId, role])).length === 1
}

export type MemberRow = {
  user_id: string
  email: string
  name: string
  language: Language | null
  role: MemberRole
  /** Asked for a code at sign-in. */
  second_factor: boolean
}

const MEMBER = `u.id as user_id, u.email, u.name, u.language, m.role,
  exists (select from second_factors f where f.user_id = u.id and f.confirmed_at is not null) as second_factor
  from memberships m join users u on u.id = m.user_id`

const MEMBERS: Statement = {
  name: 'members_list',
  text: `select ${MEMBER} where m.account_id = $1 and ($2::uuid is null or u.id < $2) order by u.id desc limit $3`,
}

export function listMemberRows(
  tx: Tx,
  accountId: string,
  beforeId: string | null,
  limit: number,
): Promise<MemberRow[]> {
  return tx.run<MemberRow>(MEMBERS, [accountId, beforeId, limit])
}

const ONE: Statement = { name: 'member_read', text: `select ${MEMBER} where m.account_id = $1 and m.user_id = $2` }

export async function readMember(tx: Tx, accountId: string, userId: string): Promise<MemberRow | null> {
  return (await tx.run<MemberRow>(ONE, [accountId, userId]))[0] ?? null
}

const OWNERS: Statement = {
  name: 'members_owners',
  text: "select count(*)::int as owners from memberships where account_id = $1 and role = 'owner'",
}

export async function countOwners(tx: Tx, accountId: string): Promise<number> {
  return (await tx.run<{ owners: number }>(OWNERS, [accountId]))[0]?.owners ?? 0
}

const SET_ROLE: Statement = {
  name: 'member_role',
  text: 'update memberships set role = $3 where account_id = $1 and user_id = $2',
}

export async function setRole(tx: Tx, accountId: string, userId: string, role: MemberRole): Promise<void> {
  await tx.run(SET_ROLE, [accountId, userId, role])
}

const REMOVE: Statement = {
  name: 'member_remove',
  text: 'delete from memberships where account_id = $1 and user_id = $2',
}

export async function removeMember(tx: Tx, accountId: string, userId: string): Promise<void> {
  await tx.run(REMOVE, [accountId, userId])
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
