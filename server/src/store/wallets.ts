// Every statement on wallets. A hold is one guarded update: check and act together, so that no concurrency overspends.
import type { Statement, Tx } from './database.ts'

export type WalletRow = { account_id: string; currency: string; balance: bigint; held: bigint; messages: bigint }

const HOLD: Statement = {
  name: 'wallet_hold',
  text: `update wallets set held = held + $2, messages = messages + $3
    where account_id = $1 and balance - held >= $2
    returning account_id, currency, balance, held, messages`,
}

/** Takes `amount` out of what is free and gives out `messages` numbers; null when there is not enough. */
export async function hold(tx: Tx, accountId: string, amount: bigint, messages: number): Promise<WalletRow | null> {
  const rows = await tx.run<WalletRow>(HOLD, [accountId, amount, messages])
  return rows[0] ?? null
}

const LOCK: Statement = {
  name: 'wallet_lock',
  text: `update wallets set held = held where account_id = $1 returning account_id, currency, balance, held, messages`,
}

/** Reads a wallet so that nothing else changes it before this transaction ends. */
export async function lockWallet(tx: Tx, accountId: string): Promise<WalletRow | null> {
  return (await tx.run<WalletRow>(LOCK, [accountId]))[0] ?? null
}

const SETTLE: Statement = {
  name: 'wallet_settle',
  text: `update wallets set held = held - $2 - $3, balance = balance - $2 where account_id = $1
    returning account_id, currency, balance, held, messages`,
}

/** Ends holds: `captured` leaves the wallet, `released` is free again. */
export async function settle(tx: Tx, accountId: string, captured: bigint, released: bigint): Promise<WalletRow> {
  const row = (await tx.run<WalletRow>(SETTLE, [accountId, captured, released]))[0]
  if (!row) throw new Error('an account without a wallet')
  return row
}

const CREDIT: Statement = {
  name: 'wallet_credit',
  text: `update wallets set balance = balance + $2 where account_id = $1 and balance - held + $2 >= 0
    returning account_id, currency, balance, held, messages`,
}

/** Raises the balance, or lowers it by a negative amount; null when less than that is free. */
export async function credit(tx: Tx, accountId: string, amount: bigint): Promise<WalletRow | null> {
  return (await tx.run<WalletRow>(CREDIT, [accountId, amount]))[0] ?? null
}

const READ: Statement = {
  name: 'wallet_read',
  text: 'select account_id, currency, balance, held, messages from wallets where account_id = $1',
}

export async function readWallet(tx: Tx, accountId: string): Promise<WalletRow | null> {
  return (await tx.run<WalletRow>(READ, [accountId]))[0] ?? null
}

const CREATE: Statement = { name: 'wallet_create', text: 'insert into wallets (account_id, currency) values ($1, $2)' }

export async function createWallet(tx: Tx, accountId: string, currency: string): Promise<void> {
  await tx.run(CREATE, [accountId, currency])
}
