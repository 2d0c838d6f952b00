// Every statement on contacts.
import type { Contact } from '../core/contacts.ts'
import { plainArray, textArray } from './arrays.ts'
import type { Statement, Tx } from './database.ts'

export type ContactRow = {
  id: string
  msisdn: string
  country: string
  name: string | null
  fields: Record<string, string>
  /** The ids of its groups. */
  groups: string[]
  created_at: Date
}

const GROUPS = `array(select g.group_id from contact_group_members g where g.account_id = c.account_id and g.contact_id = c.id)`
const ROW = `c.id, c.msisdn, c.country, c.name, c.fields, c.created_at, ${GROUPS} as groups`

const ADD: Statement = {
  name: 'contacts_add',
  text: `insert into contacts as c (account_id, id, msisdn, country, name, fields, created_at)
    select $1::uuid, i, m, k, n, f::jsonb, $7 from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[]) as r (i, m, k, n, f)
    on conflict (account_id, msisdn) do update
      set name = coalesce(excluded.name, c.name), fields = c.fields || excluded.fields
      where (coalesce(excluded.name, c.name), c.fields || excluded.fields) is distinct from (c.name, c.fields)
    returning id, msisdn`,
}

const IDS: Statement = {
  name: 'contacts_by_msisdn',
  text: 'select id, msisdn from contacts where account_id = $1 and msisdn = any ($2::text[])',
}

export type NewContact = Contact & { id: string }
type Kept = { id: string; msisdn: string; result: 'added' | 'changed' | 'unchanged' }

/** Each number once. One that is known takes the new name and fields, and keeps what the new one has nothing for. */
export async function addContacts(
  tx: Tx,
  accountId: string,
  rows: readonly NewContact[],
  createdAtMs: number,
): Promise<Kept[]> {
  const columns = [
    plainArray(rows.map(({ id }) => id)),
    plainArray(rows.map(({ msisdn }) => msisdn)),
    plainArray(rows.map(({ country }) => country)),
    textArray(rows.map(({ name }) => name)),
    textArray(rows.map(({ fields }) => JSON.stringify(fields))),
  ]
  const written = await tx.run<{ id: string; msisdn: string }>(ADD, [accountId, ...columns, new Date(createdAtMs)])
  const idOf = new Map(written.map(({ msisdn, id }) => [msisdn, id]))
  const known = rows.filter(({ msisdn }) => !idOf.has(msisdn)).map(({ msisdn }) => msisdn)
  for (const { msisdn, id } of await tx.run<{ id: string; msisdn: string }>(IDS, [accountId, plainArray(known)])) {
    idOf.set(msisdn, id)
  }
  const changed = new Set(written.map(({ msisdn }) => msisdn))
  return rows.map(({ id: newId, msisdn }) => {
    const id = idOf.get(msisdn) as string
    return { id, msisdn, result: id === newId ? 'added' : changed.has(msisdn) ? 'changed' : 'unchanged' }
  })
}

const READ: Statement = {
  name: 'contact_read',
  text: `select ${ROW} from contacts c where c.account_id = $1 and c.id = $2`,
}

export async function readContactRow(tx: Tx, accountId: string, id: string): Promise<ContactRow | null> {
  return (await tx.run<ContactRow>(READ, [accountId, id]))[0] ?? null
}

const UPDATE: Statement = {
  name: 'contact_update',
  text: `update contacts c set msisdn = $3, country = $4, name = $5, fields = $6::jsonb where c.account_id = $1 and c.id = $2
    and not exists (select from contacts o where o.account_id = $1 and o.msisdn = $3 and o.id <> $2) returning c.id`,
}

/** False when another contact has the number, or there is none with this id. */
export async function updateContact(tx: Tx, accountId: string, id: string, contact: Contact): Promise<boolean> {
  const { msisdn, country, name, fields } = contact
  return (await tx.run(UPDATE, [accountId, id, msisdn, country, name, JSON.stringify(fields)])).length > 0
}

const DELETE: Statement = {
  name: 'contacts_delete',
  text: `with gone as (delete from contacts where account_id = $1 and id = any ($2::uuid[]) returning id),
    left_groups as (delete from contact_group_members m using gone where m.account_id = $1 and m.contact_id = gone.id)
    select id from gone`,
}

/** How many there were. */
export async function deleteContacts(tx: Tx, accountId: string, ids: readonly string[]): Promise<number> {
  return (await tx.run(DELETE, [accountId, plainArray(ids)])).length
}

export type ContactFilter = {
  /** Somewhere in the name or among the digits of the number, in any case. */
  search: string | null
  groupId: string | null
}

const LIST: Statement = {
  name: 'contacts_list',
  text: `select ${ROW} from contacts c where c.account_id = $1 and ($2::uuid is null or c.id < $2)
      and ($3::text is null or position(lower($3) in lower(coalesce(c.name, ''))) > 0 or ($4 <> '' and position($4 in c.msisdn) > 0))
      and ($5::uuid is null or exists (select from contact_group_members m where m.account_id = $1 and m.group_id = $5 and m.contact_id = c.id))
    order by c.id desc limit $6`,
}

/** Newest first, before `beforeId`. */
export function listContactRows(
  tx: Tx,
  accountId: string,
  { search, groupId }: ContactFilter,
  beforeId: string | null,
  limit: number,
): Promise<ContactRow[]> {
  const digits = search?.replaceAll(/[\s+().-]/g, '').match(/^\d+$/)?.[0] ?? ''
  return tx.run<ContactRow>(LIST, [accountId, beforeId, search, digits, groupId, limit])
}

const FIELD_NAMES: Statement = {
  name: 'contact_field_names',
  text: `select distinct jsonb_object_keys(fields) as name from contacts where account_id = $1 order by name limit $2`,
}

/** The names of fields that some contact has. */
export async function contactFieldNames(tx: Tx, accountId: string, limit: number): Promise<string[]> {
  return (await tx.run<{ name: string }>(FIELD_NAMES, [accountId, limit])).map(({ name }) => name)
}
