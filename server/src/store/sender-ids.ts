// Every statement on sender IDs.
import type { Statement, Tx } from './database.ts'

export type SenderStatus = 'pending' | 'approved' | 'rejected'

export type SenderRow = {
  account_id: string
  id: string
  /** 1, 2, 3 … within the account. */
  number: number
  name: string
  key: string
  status: SenderStatus
  /** Approved for these; null is everywhere. */
  countries: string[] | null
  /** Asked for; null is everywhere. */
  asked_countries: string[] | null
  sample_content: string | null
  /** For reviewers alone: it may name another account's sender. */
  finding: string | null
  /** Told to the account. */
  reason: string | null
  created_at: Date
  decided_at: Date | null
  /** Who approved a protected name, as long as a second person has not: no decision yet. */
  first_approved_by: string | null
  /** Null is everywhere. */
  first_approved_for: string[] | null
  first_approved_at: Date | null
}

const COLUMNS = [
  ...[
    'account_id',
    'id',
    'number',
    'name',
    'key',
    'status',
    'countries',
    'asked_countries',
    'sample_content',
    'finding',
  ],
  ...['reason', 'created_at', 'decided_at', 'first_approved_by', 'first_approved_for', 'first_approved_at'],
]
const ROW = COLUMNS.join(', ')

const ADD: Statement = {
  name: 'sender_add',
  text: `insert into sender_ids (account_id, id, number, name, key, status, sample_content, finding, created_at, asked_countries)
    select $1::uuid, $2, coalesce(max(number), 0) + 1, $3, $4, 'pending', $5, $6, $7, $8::text[] from sender_ids where account_id = $1
    on conflict (account_id, key) do nothing returning ${ROW}`,
}

export type NewSender = {
  id: string
  name: string
  key: string
  sampleContent: string | null
  askedCountries: readonly string[] | null
  finding: string | null
  createdAtMs: number
}

/** Null when the account has that sender already. Numbers are given out one after the other under the account's lock. */
export async function addSender(tx: Tx, accountId: string, row: NewSender): Promise<SenderRow | null> {
  const { id, name, key, sampleContent, finding, createdAtMs, askedCountries } = row
  const values = [accountId, id, name, key, sampleContent, finding, new Date(createdAtMs), askedCountries]
  return (await tx.run<SenderRow>(ADD, values))[0] ?? null
}

const DECIDE: Statement = {
  name: 'sender_decide',
  text: `update sender_ids set status = $3, countries = $4, reason = $5, decided_at = $6,
      first_approved_by = null, first_approved_for = null, first_approved_at = null
    where account_id = $1 and id = $2 returning ${ROW}`,
}

/** A first approval is over with it. Null when the account has no such sender. */
export async function decideSender(
  tx: Tx,
  accountId: string,
  id: string,
  decision: {
    status: 'approved' | 'rejected'
    countries: readonly string[] | null
    reason: string | null
    atMs: number
  },
): Promise<SenderRow | null> {
  const { status, countries, reason, atMs } = decision
  return (await tx.run<SenderRow>(DECIDE, [accountId, id, status, countries, reason, new Date(atMs)]))[0] ?? null
}

const APPROVE_FIRST: Statement = {
  name: 'sender_approve_first',
  text: `update sender_ids set status = case status when 'approved' then status else 'pending' end, reason = null,
      decided_at = case status when 'approved' then decided_at end,
      first_approved_by = $3, first_approved_for = $4, first_approved_at = $5
    where account_id = $1 and id = $2 returning ${ROW}`,
}

/** One that was rejected waits again; one that is approved stays so, as it was, until the second approval. */
export async function approveSenderFirst(
  tx: Tx,
  accountId: string,
  id: string,
  first: { by: string; countries: readonly string[] | null; atMs: number },
): Promise<SenderRow | null> {
  const { by, countries, atMs } = first
  return (await tx.run<SenderRow>(APPROVE_FIRST, [accountId, id, by, countries, new Date(atMs)]))[0] ?? null
}

const READ: Statement = {
  name: 'sender_read',
  text: `select ${ROW} from sender_ids where account_id = $1 and id = $2`,
}

/** Null when the account has no such sender. */
export async function readSender(tx: Tx, accountId: string, id: string): Promise<SenderRow | null> {
  return (await tx.run<SenderRow>(READ, [accountId, id]))[0] ?? null
}

const LIST: Statement = {
  name: 'senders_list',
  text: `select ${ROW} from sender_ids
    where account_id = $1 and ($2::text is null or status = $2) and ($3::uuid is null or id < $3) order by id desc limit $4`,
}

/** Of an account, newest first. */
export function listSenderRows(
  tx: Tx,
  accountId: string,
  status: SenderStatus | null,
  beforeId: string | null,
  limit: number,
): Promise<SenderRow[]> {
  return tx.run<SenderRow>(LIST, [accountId, status, beforeId, limit])
}

const QUEUE: Statement = {
  name: 'senders_queue',
  text: `select ${COLUMNS.map((column) => `s.${column}`).join(', ')}, a.name as account_name
    from sender_ids s join accounts a on a.id = s.account_id
    where ($1::text is null or s.status = $1) and ($2::uuid is null or s.id > $2)
      and ($4::text is null or position(lower($4) in lower(s.name)) > 0 or position(lower($4) in lower(a.name)) > 0)
    order by s.id limit $3`,
}

/** Over all accounts, by a part of the sender's or the account's name, the oldest first: who has waited longest is next. */
export function listSenderQueue(
  tx: Tx,
  status: SenderStatus | null,
  search: string | null,
  afterId: string | null,
  limit: number,
): Promise<(SenderRow & { account_name: string })[]> {
  return tx.run(QUEUE, [status, afterId, limit, search])
}

const OTHERS: Statement = {
  name: 'senders_of_others',
  text: `select distinct name from sender_ids where status = 'approved' and account_id <> $1`,
}

/** The names that other accounts are approved for. */
export async function approvedElsewhere(tx: Tx, accountId: string): Promise<string[]> {
  return (await tx.run<{ name: string }>(OTHERS, [accountId])).map((row) => row.name)
}

const FIND: Statement = {
  name: 'sender_find',
  text: `select ${ROW} from sender_ids where account_id = $1 and key = $2`,
}

/** By its name as it is compared; null when the account has no such sender. */
export async function findSender(tx: Tx, accountId: string, key: string): Promise<SenderRow | null> {
  return (await tx.run<SenderRow>(FIND, [accountId, key]))[0] ?? null
}
