// Every statement on impersonations: which account a session of staff is signed in to as one of its own, and until when.
import type { AccountStatus } from '../core/accounts.ts'
import type { Statement, Tx } from './database.ts'

const START: Statement = {
  name: 'impersonation_start',
  text: `insert into impersonations (token_hash, account_id, until) values ($1, $2, $3)
    on conflict (token_hash) do update set account_id = excluded.account_id, until = excluded.until`,
}

/** In place of the one that the session had before. */
export async function startImpersonation(tx: Tx, tokenHash: Buffer, accountId: string, untilMs: number): Promise<void> {
  await tx.run(START, [tokenHash, accountId, new Date(untilMs)])
}

const READ: Statement = {
  name: 'impersonation_read',
  text: `select i.account_id, i.until, a.name, a.status from impersonations i join accounts a on a.id = i.account_id
    where i.token_hash = $1 and i.until > $2`,
}

export type ImpersonationRow = { account_id: string; until: Date; name: string; status: AccountStatus }

/** Null when there is none, or it has ended. */
export async function readImpersonation(tx: Tx, tokenHash: Buffer, nowMs: number): Promise<ImpersonationRow | null> {
  return (await tx.run<ImpersonationRow>(READ, [tokenHash, new Date(nowMs)]))[0] ?? null
}

const END: Statement = { name: 'impersonation_end', text: 'delete from impersonations where token_hash = $1' }

export async function endImpersonation(tx: Tx, tokenHash: Buffer): Promise<void> {
  await tx.run(END, [tokenHash])
}

const REMOVE_OLD: Statement = {
  name: 'impersonations_remove_old',
  text: 'delete from impersonations where until <= $1',
}

export async function removeOldImpersonations(tx: Tx, nowMs: number): Promise<void> {
  await tx.run(REMOVE_OLD, [new Date(nowMs)])
}
