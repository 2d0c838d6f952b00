// Every statement on people: users, the accounts they belong to, and staff with their tokens.
import type { Statement, Tx } from './database.ts'

export type StaffRole = 'admin' | 'support' | 'finance'
export type MemberRole = 'owner' | 'developer' | 'finance' | 'viewer'

export type UserRow = { id: string; email: string; name: string; staff_role: StaffRole | null; created_at: Date }

const USER = 'id, email, name, staff_role, created_at'

const ADD: Statement = {
  name: 'user_add',
  text: `insert into users (id, email, name, password_hash, staff_role, created_at) values ($1, $2, $3, $4, $5, $6)
    on conflict (email) do nothing returning ${USER}`,
}

/** Null when the address is taken. */
export async function addUser(tx: Tx, row: UserRow & { password_hash: string }): Promise<UserRow | null> {
  const values = [row.id, row.email, row.name, row.password_hash, row.staff_role, row.created_at]
  return (await tx.run<UserRow>(ADD, values))[0] ?? null
}

const BY_EMAIL: Statement = {
  name: 'user_by_email',
  text: `select ${USER}, password_hash from users where email = $1`,
}

export async function userByEmail(tx: Tx, email: string): Promise<(UserRow & { password_hash: string }) | null> {
  return (await tx.run<UserRow & { password_hash: string }>(BY_EMAIL, [email]))[0] ?? null
}

const STAFF: Statement = {
  name: 'users_staff',
  text: `select ${USER} from users where staff_role is not null and ($1::uuid is null or id < $1) order by id desc limit $2`,
}

export function listStaffRows(tx: Tx, beforeId: string | null, limit: number): Promise<UserRow[]> {
  return tx.run<UserRow>(STAFF, [beforeId, limit])
}

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

export type MemberRow = { user_id: string; email: string; name: string; role: MemberRole }

const MEMBERS: Statement = {
  name: 'members_list',
  text: `select u.id as user_id, u.email, u.name, m.role from memberships m join users u on u.id = m.user_id
    where m.account_id = $1 and ($2::uuid is null or u.id < $2) order by u.id desc limit $3`,
}

export function listMemberRows(
  tx: Tx,
  accountId: string,
  beforeId: string | null,
  limit: number,
): Promise<MemberRow[]> {
  return tx.run<MemberRow>(MEMBERS, [accountId, beforeId, limit])
}

export type StaffTokenRow = {
  id: string
  name: string
  role: StaffRole
  created_at: Date
  revoked_at: Date | null
  last_used_at: Date | null
}

const TOKEN = 'id, name, role, created_at, revoked_at, last_used_at'

const ADD_TOKEN: Statement = {
  name: 'staff_token_add',
  text: `insert into staff_tokens (secret_hash, id, name, role, created_at) values ($1, $2, $3, $4, $5)
    on conflict (secret_hash) do nothing returning ${TOKEN}`,
}

/** Null when this very token is known already. */
export async function addStaffToken(
  tx: Tx,
  row: Pick<StaffTokenRow, 'id' | 'name' | 'role' | 'created_at'>,
  secretHash: Buffer,
): Promise<StaffTokenRow | null> {
  return (await tx.run<StaffTokenRow>(ADD_TOKEN, [secretHash, row.id, row.name, row.role, row.created_at]))[0] ?? null
}

const TOKEN_OF: Statement = {
  name: 'staff_token_of_hash',
  text: 'select id, name, role from staff_tokens where secret_hash = $1 and revoked_at is null',
}

export async function staffTokenOfHash(
  tx: Tx,
  secretHash: Buffer,
): Promise<{ id: string; name: string; role: StaffRole } | null> {
  return (await tx.run<{ id: string; name: string; role: StaffRole }>(TOKEN_OF, [secretHash]))[0] ?? null
}

const TOKENS: Statement = {
  name: 'staff_tokens_list',
  text: `select ${TOKEN} from staff_tokens where $1::uuid is null or id < $1 order by id desc limit $2`,
}

export function listStaffTokenRows(tx: Tx, beforeId: string | null, limit: number): Promise<StaffTokenRow[]> {
  return tx.run<StaffTokenRow>(TOKENS, [beforeId, limit])
}

const REVOKE_TOKEN: Statement = {
  name: 'staff_token_revoke',
  text: `update staff_tokens set revoked_at = coalesce(revoked_at, $2) where id = $1 returning ${TOKEN}`,
}

export async function revokeStaffToken(tx: Tx, id: string, atMs: number): Promise<StaffTokenRow | null> {
  return (await tx.run<StaffTokenRow>(REVOKE_TOKEN, [id, new Date(atMs)]))[0] ?? null
}

const TOKEN_USED: Statement = {
  name: 'staff_token_used',
  text: `update staff_tokens t set last_used_at = greatest(t.last_used_at, to_timestamp(r.at / 1000.0))
    from unnest($1::uuid[], $2::float8[]) as r (i, at) where t.id = r.i`,
}

export function markStaffTokensUsed(tx: Tx, ids: readonly string[], atMs: readonly number[]): Promise<unknown> {
  return tx.run(TOKEN_USED, [ids, atMs])
}
