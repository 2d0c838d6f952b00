// Every statement on accounts and on the secrets that are an account's own.
import type { AccountStatus } from '../core/accounts.ts'
import type { Statement, Tx } from './database.ts'

export type AccountRow = {
  id: string
  name: string
  status: AccountStatus
  rate_plan_id: string
  rate_plan: string
  default_sender: string | null
  requests_per_minute: number
  created_at: Date
  currency: string
  balance: bigint
  held: bigint
}

const ROW = `a.id, a.name, a.status, a.rate_plan_id, p.name as rate_plan, a.default_sender, a.requests_per_minute, a.created_at,
  w.currency, w.balance, w.held`
const FROM = 'accounts a join rate_plans p on p.id = a.rate_plan_id join wallets w on w.account_id = a.id'

const READ: Statement = { name: 'account_read', text: `select ${ROW} from ${FROM} where a.id = $1` }

/** With its plan's name and its wallet; null when there is none. */
export async function readAccountRow(tx: Tx, id: string): Promise<AccountRow | null> {
  return (await tx.run<AccountRow>(READ, [id]))[0] ?? null
}

const LIST: Statement = {
  name: 'accounts_list',
  text: `select ${ROW} from ${FROM}
    where ($1::uuid is null or a.id < $1) and ($2::text is null or position(lower($2) in lower(a.name)) > 0)
      and ($3::text is null or a.status = $3) and ($5::uuid is null or a.rate_plan_id = $5)
      and ($6::text is null or a.id in (select m.account_id from memberships m join users u on u.id = m.user_id
        where position(lower($6) in u.email) > 0))
    order by a.id desc limit $4`,
}

export type AccountFilter = {
  /** Part of it, in any case. */
  name: string | null
  status: AccountStatus | null
  ratePlanId: string | null
  /** Part of the e-mail of one of its people. */
  email: string | null
}

/** Newest first, before `beforeId`. */
export function listAccountRows(
  tx: Tx,
  filter: AccountFilter,
  beforeId: string | null,
  limit: number,
): Promise<AccountRow[]> {
  return tx.run<AccountRow>(LIST, [beforeId, filter.name, filter.status, limit, filter.ratePlanId, filter.email])
}

export type NewAccount = {
  id: string
  name: string
  status: AccountStatus
  ratePlanId: string
  defaultSender: string | null
  requestsPerMinute: number
  createdAtMs: number
}

const ADD: Statement = {
  name: 'account_add',
  text: `insert into accounts (id, name, status, rate_plan_id, default_sender, requests_per_minute, created_at)
    values ($1, $2, $3, $4, $5, $6, $7)`,
}

export async function addAccount(tx: Tx, row: NewAccount): Promise<void> {
  await tx.run(ADD, [
    row.id,
    row.name,
    row.status,
    row.ratePlanId,
    row.defaultSender,
    row.requestsPerMinute,
    new Date(row.createdAtMs),
  ])
}

const UPDATE: Statement = {
  name: 'account_update',
  text: `update accounts set name = $2, status = $3, rate_plan_id = $4, default_sender = $5, requests_per_minute = $6 where id = $1`,
}

export async function updateAccount(tx: Tx, row: Omit<NewAccount, 'createdAtMs'>): Promise<void> {
  await tx.run(UPDATE, [row.id, row.name, row.status, row.ratePlanId, row.defaultSender, row.requestsPerMinute])
}

const SET_SECRET: Statement = {
  name: 'account_secret_set',
  text: `insert into account_secrets (account_id, name, secret, created_at) values ($1, $2, $3, $4)
    on conflict (account_id, name) do update set secret = excluded.secret, created_at = excluded.created_at`,
}

export async function setAccountSecret(
  tx: Tx,
  accountId: string,
  name: string,
  sealed: Buffer,
  atMs: number,
): Promise<void> {
  await tx.run(SET_SECRET, [accountId, name, sealed, new Date(atMs)])
}
