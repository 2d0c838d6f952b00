// Every statement on subscribers who want nothing more from an account.
import { textArray } from './arrays.ts'
import type { Statement, Tx } from './database.ts'

export type OptOutRow = {
  id: string
  msisdn: string
  /** Who asked for it: the subscriber by a keyword, or the account. */
  source: 'keyword' | 'account'
  created_at: Date
}

const ROW = 'id, msisdn, source, created_at'

const AMONG: Statement = {
  name: 'opt_outs_among',
  text: 'select msisdn from opt_outs where account_id = $1 and msisdn = any ($2::text[])',
}

/** Those of these numbers that have opted out. */
export async function optedOutAmong(tx: Tx, accountId: string, msisdns: readonly string[]): Promise<Set<string>> {
  const rows = await tx.run<{ msisdn: string }>(AMONG, [accountId, textArray(msisdns)])
  return new Set(rows.map((row) => row.msisdn))
}

const ADD: Statement = {
  name: 'opt_out_add',
  text: `insert into opt_outs (account_id, id, msisdn, source, created_at) values ($1, $2, $3, $4, $5)
    on conflict (account_id, msisdn) do nothing returning ${ROW}`,
}

/** Null when the subscriber had opted out before. */
export async function addOptOut(
  tx: Tx,
  accountId: string,
  { id, msisdn, source, createdAtMs }: Omit<OptOutRow, 'created_at'> & { createdAtMs: number },
): Promise<OptOutRow | null> {
  return (await tx.run<OptOutRow>(ADD, [accountId, id, msisdn, source, new Date(createdAtMs)]))[0] ?? null
}

const REMOVE_OF: Statement = {
  name: 'opt_out_remove_of',
  text: 'delete from opt_outs where account_id = $1 and msisdn = $2 returning id',
}

/** Whether the subscriber had opted out. */
export async function removeOptOutOf(tx: Tx, accountId: string, msisdn: string): Promise<boolean> {
  return (await tx.run(REMOVE_OF, [accountId, msisdn])).length > 0
}

const REMOVE: Statement = {
  name: 'opt_out_remove',
  text: 'delete from opt_outs where account_id = $1 and id = $2 returning msisdn',
}

/** The number; null when the account has no such opt-out. */
export async function removeOptOut(tx: Tx, accountId: string, id: string): Promise<string | null> {
  return (await tx.run<{ msisdn: string }>(REMOVE, [accountId, id]))[0]?.msisdn ?? null
}

const LIST: Statement = {
  name: 'opt_outs_list',
  text: `select ${ROW} from opt_outs where account_id = $1 and ($2::uuid is null or id < $2) and ($3::text is null or msisdn = $3)
    order by id desc limit $4`,
}

/** Newest first, before `beforeId`. */
export function listOptOutRows(
  tx: Tx,
  accountId: string,
  msisdn: string | null,
  beforeId: string | null,
  limit: number,
): Promise<OptOutRow[]> {
  return tx.run<OptOutRow>(LIST, [accountId, beforeId, msisdn, limit])
}
