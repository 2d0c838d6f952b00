// Every statement on second factors: the app that makes one-time codes, and the recovery codes beside it.
import type { Statement, Tx } from './database.ts'

export type SecondFactorRow = {
  /** Sealed. */
  secret: Buffer
  confirmed_at: Date | null
  last_step: bigint
  wrong_codes: number
  wrong_since: Date | null
}

const READ: Statement = {
  name: 'second_factor_read',
  text: 'select secret, confirmed_at, last_step, wrong_codes, wrong_since from second_factors where user_id = $1',
}

/** Locked until the transaction ends: of two tries with one code, one comes after the other. */
const LOCK: Statement = { name: 'second_factor_lock', text: `${READ.text} for update` }

export async function readSecondFactor(tx: Tx, userId: string): Promise<SecondFactorRow | null> {
  return (await tx.run<SecondFactorRow>(READ, [userId]))[0] ?? null
}

export async function lockSecondFactor(tx: Tx, userId: string): Promise<SecondFactorRow | null> {
  return (await tx.run<SecondFactorRow>(LOCK, [userId]))[0] ?? null
}

const OFFER: Statement = {
  name: 'second_factor_offer',
  text: `insert into second_factors (user_id, secret) values ($1, $2)
    on conflict (user_id) do update set secret = excluded.secret where second_factors.confirmed_at is null returning user_id`,
}

/** A secret to be confirmed, in place of one that never was; false where one is on. */
export async function offerSecondFactor(tx: Tx, userId: string, sealed: Buffer): Promise<boolean> {
  return (await tx.run(OFFER, [userId, sealed])).length === 1
}

const TAKE: Statement = {
  name: 'second_factor_take',
  text: `update second_factors set last_step = $2, confirmed_at = coalesce(confirmed_at, $3), wrong_codes = 0, wrong_since = null
    where user_id = $1`,
}

/** The code of this step was right, and counts no more. */
export async function takeStep(tx: Tx, userId: string, step: bigint, atMs: number): Promise<void> {
  await tx.run(TAKE, [userId, step, new Date(atMs)])
}

const WRONG: Statement = {
  name: 'second_factor_wrong',
  text: 'update second_factors set wrong_codes = $2, wrong_since = $3 where user_id = $1',
}

export async function noteWrongCodes(tx: Tx, userId: string, count: number, since: Date | null): Promise<void> {
  await tx.run(WRONG, [userId, count, since])
}

const REMOVE: Statement = { name: 'second_factor_remove', text: 'delete from second_factors where user_id = $1' }
const REMOVE_CODES: Statement = { name: 'recovery_codes_remove', text: 'delete from recovery_codes where user_id = $1' }

export async function removeSecondFactor(tx: Tx, userId: string): Promise<void> {
  await tx.run(REMOVE, [userId])
  await tx.run(REMOVE_CODES, [userId])
}

const ADD_CODES: Statement = {
  name: 'recovery_codes_add',
  text: 'insert into recovery_codes (user_id, code_hash) select $1, unnest($2::bytea[])',
}

/** In place of those that were there. */
export async function setRecoveryCodes(tx: Tx, userId: string, hashes: readonly Buffer[]): Promise<void> {
  await tx.run(REMOVE_CODES, [userId])
  await tx.run(ADD_CODES, [userId, hashes])
}

const USE_CODE: Statement = {
  name: 'recovery_code_use',
  text: 'delete from recovery_codes where user_id = $1 and code_hash = $2 returning user_id',
}

/** Whether it was there; it is no more. */
export async function useRecoveryCode(tx: Tx, userId: string, hash: Buffer): Promise<boolean> {
  return (await tx.run(USE_CODE, [userId, hash])).length === 1
}

const COUNT_CODES: Statement = {
  name: 'recovery_codes_count',
  text: 'select count(*)::int as codes from recovery_codes where user_id = $1',
}

export async function countRecoveryCodes(tx: Tx, userId: string): Promise<number> {
  return (await tx.run<{ codes: number }>(COUNT_CODES, [userId]))[0]?.codes ?? 0
}
