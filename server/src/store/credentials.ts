// Every statement on credentials but the one that checks them, which is in snapshots.ts.
import { plainArray } from './arrays.ts'
import type { Statement, Tx } from './database.ts'

export type CredentialRow = {
  id: string
  dialect: string
  kind: 'token' | 'pair'
  name: string
  public_id: string
  permissions: string[]
  allowed_ips: string[]
  requests_per_minute: number | null
  expires_at: Date | null
  revoked_at: Date | null
  last_used_at: Date | null
  created_at: Date
}

const ROW = `id, dialect, kind, name, public_id, permissions, allowed_ips, requests_per_minute, expires_at, revoked_at,
  last_used_at, created_at`

const ADD: Statement = {
  name: 'credential_add',
  text: `insert into credentials (account_id, id, dialect, kind, name, public_id, permissions, allowed_ips, requests_per_minute,
      expires_at, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
}
const ADD_TO_DIRECTORY: Statement = {
  name: 'credential_directory_add',
  text: 'insert into credential_directory (secret_hash, account_id, credential_id) values ($1, $2, $3)',
}

export type NewCredential = Omit<CredentialRow, 'revoked_at' | 'last_used_at'>

/** The row, and the way to it from its secret's hash. */
export async function addCredential(tx: Tx, accountId: string, row: NewCredential, secretHash: Buffer): Promise<void> {
  await Promise.all([
    tx.run(ADD, [
      accountId,
      row.id,
      row.dialect,
      row.kind,
      row.name,
      row.public_id,
      row.permissions,
      row.allowed_ips,
      row.requests_per_minute,
      row.expires_at,
      row.created_at,
    ]),
    tx.run(ADD_TO_DIRECTORY, [secretHash, accountId, row.id]),
  ])
}

const LIST: Statement = {
  name: 'credentials_list',
  text: `select ${ROW} from credentials where account_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3`,
}

/** Newest first, before `beforeId`. */
export function listCredentialRows(
  tx: Tx,
  accountId: string,
  beforeId: string | null,
  limit: number,
): Promise<CredentialRow[]> {
  return tx.run<CredentialRow>(LIST, [accountId, beforeId, limit])
}

const READ: Statement = {
  name: 'credential_row',
  text: `select ${ROW} from credentials where account_id = $1 and id = $2`,
}

export async function readCredential(tx: Tx, accountId: string, id: string): Promise<CredentialRow | null> {
  return (await tx.run<CredentialRow>(READ, [accountId, id]))[0] ?? null
}

// The way from the hash stays: a revoked secret costs whoever tries it the same work as one that holds.
const REVOKE: Statement = {
  name: 'credential_revoke',
  text: `update credentials set revoked_at = coalesce(revoked_at, $3) where account_id = $1 and id = $2 returning ${ROW}`,
}

/** Null when the account has no such credential. */
export async function revokeCredential(
  tx: Tx,
  accountId: string,
  id: string,
  atMs: number,
): Promise<CredentialRow | null> {
  return (await tx.run<CredentialRow>(REVOKE, [accountId, id, new Date(atMs)]))[0] ?? null
}

const END: Statement = {
  name: 'credential_end',
  text: 'update credentials set expires_at = least(expires_at, $3) where account_id = $1 and id = $2',
}

/** By then at the latest. */
export async function endCredential(tx: Tx, accountId: string, id: string, atMs: number): Promise<void> {
  await tx.run(END, [accountId, id, new Date(atMs)])
}

const USED: Statement = {
  name: 'credentials_used',
  text: `update credentials c set last_used_at = greatest(c.last_used_at, to_timestamp(r.at / 1000.0))
    from unnest($1::uuid[], $2::uuid[], $3::float8[]) as r (a, i, at) where c.account_id = r.a and c.id = r.i`,
}

export function markUsed(
  tx: Tx,
  rows: readonly { accountId: string; credentialId: string; atMs: number }[],
): Promise<unknown> {
  return tx.run(USED, [
    plainArray(rows.map((row) => row.accountId)),
    plainArray(rows.map((row) => row.credentialId)),
    plainArray(rows.map((row) => row.atMs)),
  ])
}
