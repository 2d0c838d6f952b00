// Every statement on credits: what staff put into wallets and take out of them, applied or waiting for a second person.
import type { Statement, Tx } from './database.ts'

export type CreditKind = 'topup' | 'adjustment'
type CreditStatus = 'pending' | 'applied' | 'refused'

export type CreditRow = {
  account_id: string
  id: string
  reference: string
  kind: CreditKind
  /** Negative takes out. */
  amount: bigint
  currency: string
  note: string
  status: CreditStatus
  requested_by: string
  decided_by: string | null
  created_at: Date
  decided_at: Date | null
}

const ROW = `account_id, id, reference, kind, amount, currency, note, status, requested_by, decided_by, created_at, decided_at`

const ADD: Statement = {
  name: 'credit_add',
  text: `insert into credits (${ROW}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
}

export async function addCredit(tx: Tx, row: CreditRow): Promise<void> {
  await tx.run(ADD, [
    row.account_id,
    row.id,
    row.reference,
    row.kind,
    row.amount,
    row.currency,
    row.note,
    row.status,
    row.requested_by,
    row.decided_by,
    row.created_at,
    row.decided_at,
  ])
}

const BY_REFERENCE: Statement = {
  name: 'credit_by_reference',
  text: `select ${ROW} from credits where account_id = $1 and reference = $2`,
}

export async function creditByReference(tx: Tx, accountId: string, reference: string): Promise<CreditRow | null> {
  return (await tx.run<CreditRow>(BY_REFERENCE, [accountId, reference]))[0] ?? null
}

const READ: Statement = { name: 'credit_read', text: `select ${ROW} from credits where account_id = $1 and id = $2` }

export async function readCredit(tx: Tx, accountId: string, id: string): Promise<CreditRow | null> {
  return (await tx.run<CreditRow>(READ, [accountId, id]))[0] ?? null
}

const DECIDE: Statement = {
  name: 'credit_decide',
  text: `update credits set status = $3, decided_by = $4, decided_at = $5
    where account_id = $1 and id = $2 and status = 'pending' returning ${ROW}`,
}

/** Null when it has been decided already. */
export async function decideCredit(
  tx: Tx,
  accountId: string,
  id: string,
  status: 'applied' | 'refused',
  decidedBy: string,
  atMs: number,
): Promise<CreditRow | null> {
  return (await tx.run<CreditRow>(DECIDE, [accountId, id, status, decidedBy, new Date(atMs)]))[0] ?? null
}

const PENDING: Statement = {
  name: 'credits_pending',
  text: `select ${ROW} from credits where status = 'pending' and ($1::uuid is null or id < $1) order by id desc limit $2`,
}

/** Over all accounts, newest first. */
export function listPendingCredits(tx: Tx, beforeId: string | null, limit: number): Promise<CreditRow[]> {
  return tx.run<CreditRow>(PENDING, [beforeId, limit])
}
