// Every statement on transfers: the book. Rows are added and read; the role we sign in as may not change one.
import { MOVEMENTS, type TransferKind } from '../core/ledger.ts'
import { plainArray, textArray } from './arrays.ts'
import type { Statement, Tx } from './database.ts'

export type Transfer = {
  accountId: string
  id: string
  atMs: number
  kind: TransferKind
  amount: bigint
  subjectId: string
  /** One `hold` a request, one `settle` a message, one `credit` a top-up: a second one is refused by its key. */
  step: 'hold' | 'settle' | 'credit' | `change ${string}`
  note?: string | null
}

const ADD: Statement = {
  name: 'transfers_add',
  text: `insert into transfers (account_id, id, at, kind, debit, credit, amount, subject_id, step, note)
    select a, i, to_timestamp(at / 1000.0), k, d, c, n, s, p, t
    from unnest($1::uuid[], $2::uuid[], $3::float8[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::uuid[], $9::text[], $10::text[])
      as r (a, i, at, k, d, c, n, s, p, t)`,
}

/** Nothing is written for a movement of nothing. */
export function addTransfers(tx: Tx, transfers: readonly Transfer[]): Promise<unknown> {
  const rows = transfers.filter((transfer) => transfer.amount > 0n)
  if (rows.length === 0) return Promise.resolve()
  return tx.run(ADD, [
    plainArray(rows.map((row) => row.accountId)),
    plainArray(rows.map((row) => row.id)),
    plainArray(rows.map((row) => row.atMs)),
    plainArray(rows.map((row) => row.kind)),
    plainArray(rows.map((row) => MOVEMENTS[row.kind].debit)),
    plainArray(rows.map((row) => MOVEMENTS[row.kind].credit)),
    plainArray(rows.map((row) => row.amount)),
    plainArray(rows.map((row) => row.subjectId)),
    plainArray(rows.map((row) => row.step)),
    textArray(rows.map((row) => row.note ?? null)),
  ])
}

export type TransferRow = {
  id: string
  at: Date
  kind: TransferKind
  debit: string
  credit: string
  amount: bigint
  subject_id: string
  note: string | null
}

const LIST: Statement = {
  name: 'transfers_list',
  text: `select id, at, kind, debit, credit, amount, subject_id, note from transfers
    where account_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3`,
}

/** Newest first, before `beforeId`. */
export function listTransfers(
  tx: Tx,
  accountId: string,
  beforeId: string | null,
  limit: number,
): Promise<TransferRow[]> {
  return tx.run<TransferRow>(LIST, [accountId, beforeId, limit])
}
