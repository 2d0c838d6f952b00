// Every statement on an account's keyword rules, and on whether the words that everybody has work for it.
import type { KeywordAction, KeywordRule } from '../core/keywords.ts'
import type { Statement, Tx } from './database.ts'

export type KeywordRow = KeywordRule & { id: string; created_at: Date }

const ROW = 'id, keyword, action, reply, url, created_at'

const LIST: Statement = {
  name: 'keywords_list',
  text: `select ${ROW} from keyword_rules where account_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3`,
}

export function listKeywordRows(
  tx: Tx,
  accountId: string,
  beforeId: string | null,
  limit: number,
): Promise<KeywordRow[]> {
  return tx.run<KeywordRow>(LIST, [accountId, beforeId, limit])
}

const READ: Statement = {
  name: 'keyword_read',
  text: `select ${ROW} from keyword_rules where account_id = $1 and id = $2`,
}

export async function readKeyword(tx: Tx, accountId: string, id: string): Promise<KeywordRow | null> {
  return (await tx.run<KeywordRow>(READ, [accountId, id]))[0] ?? null
}

const ADD: Statement = {
  name: 'keyword_add',
  text: `insert into keyword_rules (account_id, id, keyword, action, reply, url, created_at) values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (account_id, keyword) do nothing returning ${ROW}`,
}

/** Null when the account has a rule for that word already. */
export async function addKeyword(
  tx: Tx,
  accountId: string,
  { id, keyword, action, reply, url, createdAtMs }: KeywordRule & { id: string; createdAtMs: number },
): Promise<KeywordRow | null> {
  const values = [accountId, id, keyword, action, reply, url, new Date(createdAtMs)]
  return (await tx.run<KeywordRow>(ADD, values))[0] ?? null
}

const UPDATE: Statement = {
  name: 'keyword_update',
  text: `update keyword_rules set action = $3, reply = $4, url = $5 where account_id = $1 and id = $2 returning ${ROW}`,
}

export async function updateKeyword(
  tx: Tx,
  accountId: string,
  { id, action, reply, url }: { id: string; action: KeywordAction; reply: string | null; url: string | null },
): Promise<KeywordRow> {
  return (await tx.run<KeywordRow>(UPDATE, [accountId, id, action, reply, url]))[0] as KeywordRow
}

const REMOVE: Statement = {
  name: 'keyword_remove',
  text: 'delete from keyword_rules where account_id = $1 and id = $2 returning keyword',
}

/** The word it was for; null when the account has no such rule. */
export async function removeKeyword(tx: Tx, accountId: string, id: string): Promise<string | null> {
  return (await tx.run<{ keyword: string }>(REMOVE, [accountId, id]))[0]?.keyword ?? null
}

const BUILT_IN: Statement = {
  name: 'keywords_built_in',
  text: 'select built_in_keywords as enabled from accounts where id = $1',
}

export async function readBuiltIn(tx: Tx, accountId: string): Promise<boolean> {
  return (await tx.run<{ enabled: boolean }>(BUILT_IN, [accountId]))[0]?.enabled ?? false
}

const SET_BUILT_IN: Statement = {
  name: 'keywords_set_built_in',
  text: 'update accounts set built_in_keywords = $2 where id = $1',
}

export async function setBuiltIn(tx: Tx, accountId: string, enabled: boolean): Promise<void> {
  await tx.run(SET_BUILT_IN, [accountId, enabled])
}
