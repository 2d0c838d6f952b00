// Every statement on transfers: the book. Rows are added and read; the role we sign in as may not change one.
import { MOVEMENTS, type TransferKind } from '../core/ledger.ts'
import { firstIdAt } from '../ids.ts'
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

export type TransferFilter = { kind: TransferKind | null; fromMs: number | null; toMs: number | null }

// One statement, so that the wallet and its movements are of one moment.
const STATEMENT: Statement = {
  name: 'transfers_statement',
  text: `with page as (
      select id, at, kind, debit, credit, amount, subject_id, note from transfers
      where account_id = $1 and ($2::uuid is null or id < $2) and ($3::uuid is null or id >= $3) and ($4::text is null or kind = $4)
      order by id desc limit $5),
    newer as (
      select case 'available' when credit then amount when debit then -amount else 0 end as change from transfers
      where account_id = $1 and id > (select id from page order by id desc limit 1) order by id limit $6)
    select page.*, case when (select count(*) from newer) < $6
      then (w.balance - w.held - (select coalesce(sum(change), 0) from newer))::bigint end as free_after
    from page, wallets w where w.account_id = $1 order by page.id desc`,
}

// A balance of long ago is counted back from today's: so many rows take some ten milliseconds.
const COUNTED_BACK_MAX = 20_000

export type StatementPage = {
  rows: TransferRow[]
  /** What was free after the newest of them; null where too many came since, and where there is none. */
  freeAfter: bigint | null
}

/** Newest first, before `beforeId`. An id begins with its time, so that a time is a range of the key. */
export async function readStatement(
  tx: Tx,
  accountId: string,
  { kind, fromMs, toMs }: TransferFilter,
  beforeId: string | null,
  limit: number,
): Promise<StatementPage> {
  const end = toMs === null ? null : firstIdAt(toMs)
  const before = end !== null && (beforeId === null || end < beforeId) ? end : beforeId
  const from = fromMs === null ? null : firstIdAt(fromMs)
  const values = [accountId, before, from, kind, limit, COUNTED_BACK_MAX + 1]
  const rows = await tx.run<TransferRow & { free_after: bigint | null }>(STATEMENT, values)
  return { rows, freeAfter: rows[0]?.free_after ?? null }
}
