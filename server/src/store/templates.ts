// Every statement on templates. One that is deleted leaves its number behind, so that no other text is ever sent under it.
import type { Statement, Tx } from './database.ts'

export type TemplateRow = {
  id: string
  /** 1, 2, 3 … within the account. */
  number: number
  title: string
  text: string
  created_at: Date
}

const ROW = 'id, number, title, text, created_at'

const ADD: Statement = {
  name: 'template_add',
  text: `insert into templates (account_id, id, number, title, text, created_at)
    select $1::uuid, $2, coalesce(max(number), 0) + 1, $3, $4, $5 from templates where account_id = $1 returning ${ROW}`,
}

type NewTemplate = { id: string; title: string; text: string; createdAtMs: number }

/** Numbers are given out one after the other under the account's lock. */
export async function addTemplate(tx: Tx, accountId: string, row: NewTemplate): Promise<TemplateRow> {
  const values = [accountId, row.id, row.title, row.text, new Date(row.createdAtMs)]
  return (await tx.run<TemplateRow>(ADD, values))[0] as TemplateRow
}

const READ: Statement = {
  name: 'template_read',
  text: `select ${ROW} from templates where account_id = $1 and number = $2 and deleted_at is null`,
}

/** Null when the account has no such template. */
export async function readTemplateRow(tx: Tx, accountId: string, number: number): Promise<TemplateRow | null> {
  return (await tx.run<TemplateRow>(READ, [accountId, number]))[0] ?? null
}

const UPDATE: Statement = {
  name: 'template_update',
  text: `update templates set title = $3, text = $4 where account_id = $1 and number = $2 and deleted_at is null returning ${ROW}`,
}

/** Null when the account has no such template. */
export async function updateTemplate(
  tx: Tx,
  accountId: string,
  number: number,
  { title, text }: { title: string; text: string },
): Promise<TemplateRow | null> {
  return (await tx.run<TemplateRow>(UPDATE, [accountId, number, title, text]))[0] ?? null
}

const DELETE: Statement = {
  name: 'template_delete',
  text: `update templates set title = '', text = '', deleted_at = $3
    where account_id = $1 and number = $2 and deleted_at is null returning id`,
}

/** The id of the one that was deleted; null when the account has no such template. */
export async function deleteTemplate(tx: Tx, accountId: string, number: number, atMs: number): Promise<string | null> {
  return (await tx.run<{ id: string }>(DELETE, [accountId, number, new Date(atMs)]))[0]?.id ?? null
}

const FOUND = `from templates where account_id = $1 and deleted_at is null
    and ($2::text is null or position(lower($2) in lower(title)) > 0 or position(lower($2) in lower(text)) > 0)`

const COUNT: Statement = { name: 'templates_count', text: `select count(*)::int as total ${FOUND}` }
const PAGE: Statement = {
  name: 'templates_page',
  text: `select ${ROW} ${FOUND} order by number desc limit $3 offset $4`,
}

/** The newest first, from `offset` on, those with `search` in them; and how many there are in all. */
export async function pageOfTemplates(
  tx: Tx,
  accountId: string,
  search: string | null,
  limit: number,
  offset: number,
): Promise<{ rows: TemplateRow[]; total: number }> {
  const [rows, counted] = await Promise.all([
    tx.run<TemplateRow>(PAGE, [accountId, search, limit, offset]),
    tx.run<{ total: number }>(COUNT, [accountId, search]),
  ])
  return { rows, total: counted[0]?.total ?? 0 }
}

const BEFORE: Statement = {
  name: 'templates_before',
  text: `select ${ROW} ${FOUND} and ($3::uuid is null or id < $3) order by id desc limit $4`,
}

/** The newest first, before `beforeId`, those with `search` in them. */
export function templatesBeforeId(
  tx: Tx,
  accountId: string,
  search: string | null,
  beforeId: string | null,
  limit: number,
): Promise<TemplateRow[]> {
  return tx.run<TemplateRow>(BEFORE, [accountId, search, beforeId, limit])
}
