// Every statement on idempotency keys: one row a key, made in the transaction that accepts its request.
import { plainArray, textArray } from './arrays.ts'
import type { Statement, Tx } from './database.ts'

const CLAIM: Statement = {
  name: 'idempotency_claim',
  text: `insert into idempotency_keys as k (account_id, key, body_hash, request_id, created_at)
    select a, y, h, r, to_timestamp($5 / 1000.0) from unnest($1::uuid[], $2::text[], $3::bytea[], $4::uuid[]) as x (a, y, h, r)
    on conflict (account_id, key) do update set body_hash = excluded.body_hash, request_id = excluded.request_id,
      status = null, answer = null, created_at = excluded.created_at
      where k.created_at < excluded.created_at - interval '24 hours'
    returning request_id`,
}

/** Takes keys for requests; answers the requests that got theirs. A key of the last 24 hours is taken already. */
export async function claimKeys(
  tx: Tx,
  rows: readonly { accountId: string; key: string; bodyHash: Buffer; requestId: string }[],
  atMs: number,
): Promise<Set<string>> {
  const taken = await tx.run<{ request_id: string }>(CLAIM, [
    plainArray(rows.map((row) => row.accountId)),
    textArray(rows.map((row) => row.key)),
    textArray(rows.map((row) => `\\x${row.bodyHash.toString('hex')}`)),
    plainArray(rows.map((row) => row.requestId)),
    atMs,
  ])
  return new Set(taken.map((row) => row.request_id))
}

const RELEASE: Statement = {
  name: 'idempotency_release',
  text: `delete from idempotency_keys k using unnest($1::uuid[], $2::text[], $3::uuid[]) as x (a, y, r)
    where k.account_id = x.a and k.key = x.y and k.request_id = x.r`,
}

/** Gives back the keys of requests that were refused after all. */
export async function releaseKeys(
  tx: Tx,
  rows: readonly { accountId: string; key: string; requestId: string }[],
): Promise<void> {
  await tx.run(RELEASE, [
    plainArray(rows.map((row) => row.accountId)),
    textArray(rows.map((row) => row.key)),
    plainArray(rows.map((row) => row.requestId)),
  ])
}

const FIND: Statement = {
  name: 'idempotency_find',
  text: `select body_hash, request_id, status, answer, created_at from idempotency_keys
    where account_id = $1 and key = $2 and created_at > now() - interval '24 hours'`,
}

export type KeyRow = {
  body_hash: Buffer
  request_id: string
  status: number | null
  answer: string | null
  created_at: Date
}

export async function findKey(tx: Tx, accountId: string, key: string): Promise<KeyRow | null> {
  return (await tx.run<KeyRow>(FIND, [accountId, key]))[0] ?? null
}

const ANSWER: Statement = {
  name: 'idempotency_answer',
  text: `update idempotency_keys set status = $3, answer = $4 where account_id = $1 and key = $2 and answer is null
    returning status, answer`,
}

/** Keeps the first answer of a key, which every repetition gets byte for byte. */
export async function keepAnswer(
  tx: Tx,
  accountId: string,
  key: string,
  status: number,
  answer: string,
): Promise<void> {
  await tx.run(ANSWER, [accountId, key, status, answer])
}

const FORGET: Statement = {
  name: 'idempotency_forget',
  text: `delete from idempotency_keys where created_at < now() - interval '48 hours'`,
}

export async function forgetKeys(tx: Tx): Promise<void> {
  await tx.run(FORGET)
}
