// Every statement on purchases: what accounts asked to buy, until it is confirmed, refused or cancelled.
import type { Statement, Tx } from './database.ts'

export const PURCHASE_STATUSES = ['pending', 'confirmed', 'refused', 'cancelled'] as const
export type PurchaseStatus = (typeof PURCHASE_STATUSES)[number]

export type PurchaseRow = {
  account_id: string
  id: string
  reference: string
  /** For the wallet, in its own unit. */
  amount: bigint
  currency: string
  /** 10⁻⁶ of `price_currency`; null where the plan has no price. */
  price: bigint | null
  price_currency: string
  status: PurchaseStatus
  /** What staff saw of the payment. */
  payment: string | null
  /** While it is pending: the credit that waits for a second person. */
  credit_id: string | null
  reason: string | null
  requested_by: string
  decided_by: string | null
  created_at: Date
  decided_at: Date | null
}

const ROW = `p.account_id, p.id, p.reference, p.amount, p.currency, p.price, p.price_currency, p.status, p.payment, p.credit_id, p.reason,
  p.requested_by, p.decided_by, p.created_at, p.decided_at`

const ADD: Statement = {
  name: 'purchase_add',
  text: `insert into purchases as p (account_id, id, reference, amount, currency, price, price_currency, status, requested_by, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, 'pending', $8, $9) returning ${ROW}`,
}

type NewPurchase = Pick<
  PurchaseRow,
  'account_id' | 'id' | 'reference' | 'amount' | 'currency' | 'price' | 'price_currency' | 'requested_by'
> & { createdAtMs: number }

export async function addPurchase(tx: Tx, row: NewPurchase): Promise<PurchaseRow> {
  const values = [row.account_id, row.id, row.reference, row.amount, row.currency, row.price, row.price_currency]
  const [added] = await tx.run<PurchaseRow>(ADD, [...values, row.requested_by, new Date(row.createdAtMs)])
  return added as PurchaseRow
}

const READ: Statement = {
  name: 'purchase_read',
  text: `select ${ROW} from purchases p where p.account_id = $1 and p.id = $2`,
}

export async function readPurchase(tx: Tx, accountId: string, id: string): Promise<PurchaseRow | null> {
  return (await tx.run<PurchaseRow>(READ, [accountId, id]))[0] ?? null
}

const PENDING: Statement = {
  name: 'purchases_pending_of',
  text: `select count(*)::int as pending from purchases where account_id = $1 and status = 'pending'`,
}

export async function countPending(tx: Tx, accountId: string): Promise<number> {
  return (await tx.run<{ pending: number }>(PENDING, [accountId]))[0]?.pending ?? 0
}

const PAY: Statement = {
  name: 'purchase_pay',
  text: `update purchases p set payment = $3, credit_id = $4
    where account_id = $1 and id = $2 and status = 'pending' and credit_id is null`,
}

/** Names the credit that pays it out, applied or waiting for a second person. */
export async function setCreditOf(
  tx: Tx,
  accountId: string,
  id: string,
  payment: string,
  creditId: string,
): Promise<void> {
  await tx.run(PAY, [accountId, id, payment, creditId])
}

const CLAIM: Statement = {
  name: 'purchase_payment_claim',
  text: `insert into purchase_payments (payment, account_id, purchase_id) values ($1, $2, $3)
    on conflict (payment) do nothing returning payment`,
}

/** False when it was confirmed for another purchase, of whichever account. `key`: the payment as it is compared. */
export async function claimPayment(tx: Tx, accountId: string, id: string, key: string): Promise<boolean> {
  return (await tx.run(CLAIM, [key, accountId, id])).length > 0
}

const DECIDE: Statement = {
  name: 'purchase_decide',
  text: `update purchases p set status = $3, reason = $4, decided_by = $5, decided_at = $6
    where account_id = $1 and id = $2 and status = 'pending' returning ${ROW}`,
}

type Decision = {
  status: Exclude<PurchaseStatus, 'pending'>
  reason: string | null
  decidedBy: string
  atMs: number
}

const RELEASE: Statement = {
  name: 'purchase_payment_release',
  text: 'delete from purchase_payments where purchase_id = $1',
}

/** Null when it has been decided already. The payment of one that is not confirmed may be another one's. */
export async function decidePurchase(
  tx: Tx,
  accountId: string,
  id: string,
  { status, reason, decidedBy, atMs }: Decision,
): Promise<PurchaseRow | null> {
  const values = [accountId, id, status, reason, decidedBy, new Date(atMs)]
  if (status !== 'confirmed') void tx.run(RELEASE, [id])
  return (await tx.run<PurchaseRow>(DECIDE, values))[0] ?? null
}

const BY_CREDIT: Statement = {
  name: 'purchase_by_credit',
  text: `select ${ROW} from purchases p where p.account_id = $1 and p.credit_id = $2`,
}

/** The purchase that a credit pays out; null for a credit that staff made by themselves. */
export async function purchaseOfCredit(tx: Tx, accountId: string, creditId: string): Promise<PurchaseRow | null> {
  return (await tx.run<PurchaseRow>(BY_CREDIT, [accountId, creditId]))[0] ?? null
}

const OF_ACCOUNT: Statement = {
  name: 'purchases_of',
  text: `select ${ROW} from purchases p where p.account_id = $1 and ($2::text is null or p.status = $2)
    and ($3::uuid is null or p.id < $3) order by p.id desc limit $4`,
}

/** Newest first, before `beforeId`. */
export function listPurchasesOf(
  tx: Tx,
  accountId: string,
  status: PurchaseStatus | null,
  beforeId: string | null,
  limit: number,
): Promise<PurchaseRow[]> {
  return tx.run<PurchaseRow>(OF_ACCOUNT, [accountId, status, beforeId, limit])
}

const OF_ALL: Statement = {
  name: 'purchases_all',
  text: `select ${ROW}, a.name as account_name from purchases p join accounts a on a.id = p.account_id
    where ($1::text is null or p.status = $1) and ($2::text is null or p.reference = $2) and ($3::uuid is null or p.id < $3)
    order by p.id desc limit $4`,
}

export type PurchaseFilter = { status: PurchaseStatus | null; reference: string | null }

/** Of all accounts, newest first, before `beforeId`. */
export function listPurchaseRows(
  tx: Tx,
  { status, reference }: PurchaseFilter,
  beforeId: string | null,
  limit: number,
): Promise<(PurchaseRow & { account_name: string })[]> {
  return tx.run(OF_ALL, [status, reference, beforeId, limit])
}
