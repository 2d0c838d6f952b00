// Every statement on the numbers that subscribers write to.
import type { Statement, Tx } from './database.ts'

export type NumberRow = {
  account_id: string
  id: string
  /** Digits: E.164 without plus, or a short code. */
  number: string
  /** The only carrier whose messages count; null is any. */
  carrier_id: string | null
  callback_url: string | null
  /** Whose body and answer its callback has. */
  style: string
  created_at: Date
}

const ROW = 'account_id, id, number, carrier_id, callback_url, style, created_at'

const OF: Statement = {
  name: 'number_of',
  text: `select ${ROW} from numbers where number = $1 and (carrier_id is null or carrier_id = $2)`,
}

/** Whose number it is that this carrier brings something for, over all accounts; null when nobody's. */
export async function findNumber(tx: Tx, number: string, carrierId: string): Promise<NumberRow | null> {
  return (await tx.run<NumberRow>(OF, [number, carrierId]))[0] ?? null
}

const OWN: Statement = { name: 'number_own', text: 'select from numbers where number = $1' }

/** Whether it is a number of any account's. */
export async function isOwnNumber(tx: Tx, number: string): Promise<boolean> {
  return (await tx.run(OWN, [number])).length > 0
}

const HEARD: Statement = {
  name: 'number_heard',
  text: `select from numbers n where n.number = $1
    and (n.carrier_id is null or exists (select from carriers c where c.id = n.carrier_id and c.kind = $2))`,
}

/** Whether what carriers of this kind bring for the number is any account's. */
export async function isHeardOf(tx: Tx, number: string, kind: string): Promise<boolean> {
  return (await tx.run(HEARD, [number, kind])).length > 0
}

const ADD: Statement = {
  name: 'number_add',
  text: `insert into numbers (account_id, id, number, carrier_id, callback_url, style, created_at)
    values ($1, $2, $3, $4, $5, $6, $7) on conflict (number) do nothing returning ${ROW}`,
}

export type NewNumber = {
  id: string
  number: string
  carrierId: string | null
  callbackUrl: string | null
  style: string
  createdAtMs: number
}

/** Null when the number is an account's already, whichever. */
export async function addNumber(tx: Tx, accountId: string, row: NewNumber): Promise<NumberRow | null> {
  const created = new Date(row.createdAtMs)
  const values = [accountId, row.id, row.number, row.carrierId, row.callbackUrl, row.style, created]
  return (await tx.run<NumberRow>(ADD, values))[0] ?? null
}

const UPDATE: Statement = {
  name: 'number_update',
  text: `update numbers set callback_url = $3 where account_id = $1 and id = $2 returning ${ROW}`,
}

export async function setCallback(
  tx: Tx,
  accountId: string,
  id: string,
  url: string | null,
): Promise<NumberRow | null> {
  return (await tx.run<NumberRow>(UPDATE, [accountId, id, url]))[0] ?? null
}

const REMOVE: Statement = {
  name: 'number_remove',
  text: `delete from numbers where account_id = $1 and id = $2 returning ${ROW}`,
}

export async function removeNumber(tx: Tx, accountId: string, id: string): Promise<NumberRow | null> {
  return (await tx.run<NumberRow>(REMOVE, [accountId, id]))[0] ?? null
}

const LIST: Statement = {
  name: 'numbers_list',
  text: `select ${ROW} from numbers where account_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3`,
}

/** Of an account, newest first. */
export function listNumberRows(
  tx: Tx,
  accountId: string,
  beforeId: string | null,
  limit: number,
): Promise<NumberRow[]> {
  return tx.run<NumberRow>(LIST, [accountId, beforeId, limit])
}

const LIST_ALL: Statement = {
  name: 'numbers_list_all',
  text: `select n.account_id, n.id, n.number, n.carrier_id, n.callback_url, n.style, n.created_at, a.name as account_name
    from numbers n join accounts a on a.id = n.account_id
    where ($1::uuid is null or n.id < $1)
      and ($3::text is null or position(lower($3) in lower(a.name)) > 0 or ($4 <> '' and position($4 in n.number) > 0))
    order by n.id desc limit $2`,
}

/** Over all accounts, by a part of the number or of the account's name, newest first. */
export function listAllNumbers(
  tx: Tx,
  search: string | null,
  beforeId: string | null,
  limit: number,
): Promise<(NumberRow & { account_name: string })[]> {
  const digits = (search ?? '').replaceAll(/[\s+().-]/g, '') // as people write a number
  return tx.run(LIST_ALL, [beforeId, limit, search, /^\d+$/.test(digits) ? digits : ''])
}
