// Every statement on the groups of contacts, and on who is in them.
import { plainArray } from './arrays.ts'
import type { Statement, Tx } from './database.ts'

export type GroupRow = { id: string; name: string; contacts: number; created_at: Date }

const ROW = `g.id, g.name, g.created_at,
  (select count(*)::int from contact_group_members m where m.account_id = g.account_id and m.group_id = g.id) as contacts`

const ADD: Statement = {
  name: 'contact_group_add',
  text: `insert into contact_groups as g (account_id, id, name, key, created_at) values ($1, $2, $3, $4, $5)
    on conflict (account_id, key) do nothing returning ${ROW}`,
}

type NewGroup = { id: string; name: string; key: string; createdAtMs: number }

/** Null when the account has one of this name. */
export async function addGroup(tx: Tx, accountId: string, row: NewGroup): Promise<GroupRow | null> {
  return (await tx.run<GroupRow>(ADD, [accountId, row.id, row.name, row.key, new Date(row.createdAtMs)]))[0] ?? null
}

const READ: Statement = {
  name: 'contact_group_read',
  text: `select ${ROW} from contact_groups g where g.account_id = $1 and g.id = $2`,
}

export async function readGroupRow(tx: Tx, accountId: string, id: string): Promise<GroupRow | null> {
  return (await tx.run<GroupRow>(READ, [accountId, id]))[0] ?? null
}

const RENAME: Statement = {
  name: 'contact_group_rename',
  text: `update contact_groups g set name = $3, key = $4 where g.account_id = $1 and g.id = $2
    and not exists (select from contact_groups o where o.account_id = $1 and o.key = $4 and o.id <> $2) returning g.id`,
}

/** False when another group has the name, or there is none with this id. */
export async function renameGroupRow(
  tx: Tx,
  accountId: string,
  id: string,
  name: string,
  key: string,
): Promise<boolean> {
  return (await tx.run(RENAME, [accountId, id, name, key])).length > 0
}

const LIST: Statement = {
  name: 'contact_groups_list',
  text: `select ${ROW} from contact_groups g where g.account_id = $1 and ($2::uuid is null or g.id < $2) order by g.id desc limit $3`,
}

/** Newest first, before `beforeId`. */
export function listGroupRows(tx: Tx, accountId: string, beforeId: string | null, limit: number): Promise<GroupRow[]> {
  return tx.run<GroupRow>(LIST, [accountId, beforeId, limit])
}

const COUNT: Statement = {
  name: 'contact_groups_count',
  text: 'select count(*)::int as groups from contact_groups where account_id = $1',
}

export async function countGroups(tx: Tx, accountId: string): Promise<number> {
  return (await tx.run<{ groups: number }>(COUNT, [accountId]))[0]?.groups ?? 0
}

const JOIN: Statement = {
  name: 'contact_group_join',
  text: `insert into contact_group_members (account_id, group_id, contact_id)
    select $1, $2, c.id from contacts c where c.account_id = $1 and c.id = any ($3::uuid[]) on conflict do nothing returning contact_id`,
}

/** How many were not in it before. What is no contact of the account's stays out. */
export async function addMembers(tx: Tx, accountId: string, groupId: string, ids: readonly string[]): Promise<number> {
  return (await tx.run(JOIN, [accountId, groupId, plainArray(ids)])).length
}

const LEAVE: Statement = {
  name: 'contact_group_leave',
  text: `delete from contact_group_members where account_id = $1 and group_id = $2 and contact_id = any ($3::uuid[]) returning contact_id`,
}

/** How many were in it. */
export async function removeMembers(
  tx: Tx,
  accountId: string,
  groupId: string,
  ids: readonly string[],
): Promise<number> {
  return (await tx.run(LEAVE, [accountId, groupId, plainArray(ids)])).length
}

const DELETE_CONTACTS: Statement = {
  name: 'contact_group_delete_contacts',
  text: `with gone as (delete from contacts c using contact_group_members m
      where m.account_id = $1 and m.group_id = $2 and c.account_id = $1 and c.id = m.contact_id returning c.id),
    left_groups as (delete from contact_group_members m using gone where m.account_id = $1 and m.contact_id = gone.id)
    select count(*)::int as contacts from gone`,
}

/** The contacts in it, not the group itself. How many there were. */
export async function deleteContactsOf(tx: Tx, accountId: string, groupId: string): Promise<number> {
  return (await tx.run<{ contacts: number }>(DELETE_CONTACTS, [accountId, groupId]))[0]?.contacts ?? 0
}

const DELETE_MEMBERS: Statement = {
  name: 'contact_group_delete_members',
  text: 'delete from contact_group_members where account_id = $1 and group_id = $2',
}
const DELETE: Statement = {
  name: 'contact_group_delete',
  text: 'delete from contact_groups where account_id = $1 and id = $2',
}

export async function deleteGroupRow(tx: Tx, accountId: string, id: string): Promise<void> {
  await Promise.all([tx.run(DELETE_MEMBERS, [accountId, id]), tx.run(DELETE, [accountId, id])])
}
