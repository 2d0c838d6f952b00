// Every statement on what accounts ask for: numbers that subscribers can write to.
import type { Statement, Tx } from './database.ts'

export const NUMBER_KINDS = ['long_code', 'short_code'] as const
export type NumberKind = (typeof NUMBER_KINDS)[number]
export const NUMBER_REQUEST_STATUSES = ['pending', 'assigned', 'refused'] as const
export type NumberRequestStatus = (typeof NUMBER_REQUEST_STATUSES)[number]

export type NumberRequestRow = {
  account_id: string
  id: string
  country: string
  kind: NumberKind
  purpose: string
  status: NumberRequestStatus
  /** Assigned for it. */
  number: string | null
  /** Told to the account. */
  reason: string | null
  created_at: Date
  decided_at: Date | null
}

const ROW = 'account_id, id, country, kind, purpose, status, number, reason, created_at, decided_at'

const ADD: Statement = {
  name: 'number_request_add',
  text: `insert into number_requests (account_id, id, country, kind, purpose, status, created_at)
    values ($1, $2, $3, $4, $5, 'pending', $6) returning ${ROW}`,
}

export async function addNumberRequest(
  tx: Tx,
  accountId: string,
  row: Pick<NumberRequestRow, 'id' | 'country' | 'kind' | 'purpose'> & { createdAtMs: number },
): Promise<NumberRequestRow> {
  const values = [accountId, row.id, row.country, row.kind, row.purpose, new Date(row.createdAtMs)]
  return (await tx.run<NumberRequestRow>(ADD, values))[0] as NumberRequestRow
}

const PENDING: Statement = {
  name: 'number_requests_pending',
  text: `select count(*)::int as pending from number_requests where account_id = $1 and status = 'pending'`,
}

export async function countPending(tx: Tx, accountId: string): Promise<number> {
  return (await tx.run<{ pending: number }>(PENDING, [accountId]))[0]?.pending ?? 0
}

const DECIDE: Statement = {
  name: 'number_request_decide',
  text: `update number_requests set status = $3, number = $4, reason = $5, decided_at = $6
    where account_id = $1 and id = $2 and status = 'pending' returning ${ROW}`,
}

/** Null when the account has no such request that is pending. */
export async function decideNumberRequest(
  tx: Tx,
  accountId: string,
  id: string,
  decision: ({ status: 'assigned'; number: string } | { status: 'refused'; reason: string }) & { atMs: number },
): Promise<NumberRequestRow | null> {
  const [number, reason] = decision.status === 'assigned' ? [decision.number, null] : [null, decision.reason]
  const values = [accountId, id, decision.status, number, reason, new Date(decision.atMs)]
  return (await tx.run<NumberRequestRow>(DECIDE, values))[0] ?? null
}

const REMOVE: Statement = {
  name: 'number_request_remove',
  text: `delete from number_requests where account_id = $1 and id = $2 and status = 'pending' returning id`,
}

/** False when the account has no such request that is pending. */
export async function removeNumberRequest(tx: Tx, accountId: string, id: string): Promise<boolean> {
  return (await tx.run(REMOVE, [accountId, id])).length > 0
}

const LIST: Statement = {
  name: 'number_requests_list',
  text: `select ${ROW} from number_requests
    where account_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3`,
}

/** Of an account, newest first. */
export function listNumberRequestRows(
  tx: Tx,
  accountId: string,
  beforeId: string | null,
  limit: number,
): Promise<NumberRequestRow[]> {
  return tx.run<NumberRequestRow>(LIST, [accountId, beforeId, limit])
}

const QUEUE: Statement = {
  name: 'number_requests_queue',
  text: `select r.account_id, r.id, r.country, r.kind, r.purpose, r.status, r.number, r.reason, r.created_at, r.decided_at,
      a.name as account_name
    from number_requests r join accounts a on a.id = r.account_id
    where ($1::text is null or r.status = $1) and ($2::uuid is null or r.id > $2) order by r.id limit $3`,
}

/** Over all accounts, the oldest first: who has waited longest is next. */
export function listNumberRequestQueue(
  tx: Tx,
  status: NumberRequestStatus | null,
  afterId: string | null,
  limit: number,
): Promise<(NumberRequestRow & { account_name: string })[]> {
  return tx.run(QUEUE, [status, afterId, limit])
}
