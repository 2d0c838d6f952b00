// Every statement on people: users, and staff with their tokens. Which accounts they belong to is in members.ts.
import type { Language } from '../core/letters.ts'
import type { Statement, Tx } from './database.ts'

export type StaffRole = 'admin' | 'support' | 'finance'

export type UserRow = {
  id: string
  email: string
  name: string
  language: Language | null
  staff_role: StaffRole | null
  confirmed_at: Date | null
  created_at: Date
}
export type KnownUser = UserRow & { password_hash: string }

const USER = 'id, email, name, language, staff_role, confirmed_at, created_at'

const ADD: Statement = {
  name: 'user_add',
  text: `insert into users (id, email, name, language, staff_role, confirmed_at, created_at, password_hash)
    values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (email) do nothing returning ${USER}`,
}

/** Null when the address is taken. */
export async function addUser(tx: Tx, row: KnownUser): Promise<UserRow | null> {
  const { id, email, name, language, staff_role, confirmed_at, created_at, password_hash } = row
  const values = [id, email, name, language, staff_role, confirmed_at, created_at, password_hash]
  return (await tx.run<UserRow>(ADD, values))[0] ?? null
}

const BY_EMAIL: Statement = {
  name: 'user_by_email',
  text: `select ${USER}, password_hash from users where email = $1`,
}

export async function userByEmail(tx: Tx, email: string): Promise<KnownUser | null> {
  return (await tx.run<KnownUser>(BY_EMAIL, [email]))[0] ?? null
}

const BY_ID: Statement = { name: 'user_by_id', text: `select ${USER}, password_hash from users where id = $1` }

export async function userById(tx: Tx, id: string): Promise<KnownUser | null> {
  return (await tx.run<KnownUser>(BY_ID, [id]))[0] ?? null
}

const UPDATE: Statement = {
  name: 'user_update',
  text: `update users set name = $2, language = $3 where id = $1 returning ${USER}`,
}

export async function updateUser(tx: Tx, id: string, name: string, language: Language | null): Promise<UserRow> {
  return (await tx.run<UserRow>(UPDATE, [id, name, language]))[0] as UserRow
}

const SET_PASSWORD: Statement = { name: 'user_password', text: 'update users set password_hash = $2 where id = $1' }

export async function setPassword(tx: Tx, id: string, passwordHash: string): Promise<void> {
  await tx.run(SET_PASSWORD, [id, passwordHash])
}

const CONFIRM: Statement = {
  name: 'user_confirm',
  text: 'update users set confirmed_at = coalesce(confirmed_at, $2) where id = $1',
}

export async function confirmUser(tx: Tx, id: string, atMs: number): Promise<void> {
  await tx.run(CONFIRM, [id, new Date(atMs)])
}

const STAFF: Statement = {
  name: 'users_staff',
  text: `select ${USER} from users where staff_role is not null and ($1::uuid is null or id < $1) order by id desc limit $2`,
}

export function listStaffRows(tx: Tx, beforeId: string | null, limit: number): Promise<UserRow[]> {
  return tx.run<UserRow>(STAFF, [beforeId, limit])
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
  text: `insert into staff_tokens (secret_hash, id, name, role, created_by, created_at)
    values ($1, $2, $3, $4, $5, $6) on conflict (secret_hash) do nothing returning ${TOKEN}`,
}

/** Null when this very token is known already. */
export async function addStaffToken(
  tx: Tx,
  row: Pick<StaffTokenRow, 'id' | 'name' | 'role' | 'created_at'> & { created_by: string },
  secretHash: Buffer,
): Promise<StaffTokenRow | null> {
  const values = [secretHash, row.id, row.name, row.role, row.created_by, row.created_at]
  return (await tx.run<StaffTokenRow>(ADD_TOKEN, values))[0] ?? null
}

const MAKER: Statement = { name: 'staff_token_maker', text: 'select created_by from staff_tokens where id = $1' }

/** The person behind the token, revoked or not; null when there is no such token. */
export async function makerOfStaffToken(tx: Tx, id: string): Promise<string | null> {
  return (await tx.run<{ created_by: string }>(MAKER, [id]))[0]?.created_by ?? null
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
