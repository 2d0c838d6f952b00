// Groups of contacts: made, renamed, and who is in them.
import { refuse } from '../core/errors.ts'
import { isId, newId } from '../ids.ts'
import {
  addGroup,
  addMembers,
  countGroups,
  deleteContactsOf,
  deleteGroupRow,
  type GroupRow,
  listGroupRows,
  readGroupRow,
  removeMembers,
  renameGroupRow,
} from '../store/contact-groups.ts'
import type { Tx } from '../store/database.ts'
import { line } from './fields.ts'
import { type Actor, changeAccount, type Outcome, readOfAccount, type Setup } from './setup.ts'

export type { GroupRow } from '../store/contact-groups.ts'

const GROUPS_MAX = 1000
const NAME_MAX = 60

export function createGroup(setup: Setup, actor: Actor, accountId: string, given: string): Outcome<GroupRow> {
  return changeAccount(setup, actor, accountId, async ({ tx, nowMs, audit }) => {
    const name = line(given, 'name', NAME_MAX)
    if ((await countGroups(tx, accountId)) >= GROUPS_MAX) {
      refuse({
        code: 'conflict',
        obstacle: 'too_many',
        message: `An account has ${GROUPS_MAX} groups at the most. Delete one first.`,
      })
    }
    const added = await addGroup(tx, accountId, { id: newId(nowMs), name, key: keyOf(name), createdAtMs: nowMs })
    if (!added) return taken()
    audit('group.added', added.id, { name })
    return added
  })
}

export function renameGroup(
  setup: Setup,
  actor: Actor,
  accountId: string,
  id: string,
  given: string,
): Outcome<GroupRow> {
  return changeAccount(setup, actor, accountId, async ({ tx, audit }) => {
    const name = line(given, 'name', NAME_MAX)
    const before = await known(tx, accountId, id)
    if (!(await renameGroupRow(tx, accountId, id, name, keyOf(name)))) return taken()
    audit('group.renamed', id, { from: before.name, to: name })
    return known(tx, accountId, id)
  })
}

/** Its contacts stay, unless they are to go with it. */
export function removeGroup(
  setup: Setup,
  actor: Actor,
  accountId: string,
  id: string,
  withContacts: boolean,
): Outcome<null> {
  return changeAccount(setup, actor, accountId, async ({ tx, audit }) => {
    const { name } = await known(tx, accountId, id)
    const contacts = withContacts ? await deleteContactsOf(tx, accountId, id) : 0
    await deleteGroupRow(tx, accountId, id)
    audit('group.deleted', id, { name, contacts })
    return null
  })
}

export function joinGroup(
  setup: Setup,
  actor: Actor,
  accountId: string,
  id: string,
  contactIds: readonly string[],
): Outcome<GroupRow> {
  return changeAccount(setup, actor, accountId, async ({ tx, audit }) => {
    await known(tx, accountId, id)
    const joined = await addMembers(tx, accountId, id, contactIds.filter(isId))
    if (joined > 0) audit('group.joined', id, { contacts: joined })
    return known(tx, accountId, id)
  })
}

export function leaveGroup(
  setup: Setup,
  actor: Actor,
  accountId: string,
  id: string,
  contactIds: readonly string[],
): Outcome<GroupRow> {
  return changeAccount(setup, actor, accountId, async ({ tx, audit }) => {
    await known(tx, accountId, id)
    const left = await removeMembers(tx, accountId, id, contactIds.filter(isId))
    if (left > 0) audit('group.left', id, { contacts: left })
    return known(tx, accountId, id)
  })
}

/** Newest first, before `beforeId`. */
export function listGroups(
  setup: Setup,
  accountId: string,
  beforeId: string | null,
  limit: number,
): Outcome<GroupRow[]> {
  return readOfAccount(setup, accountId, (tx) => listGroupRows(tx, accountId, beforeId, limit))
}

async function known(tx: Tx, accountId: string, id: string): Promise<GroupRow> {
  return (isId(id) ? await readGroupRow(tx, accountId, id) : null) ?? refuse({ code: 'not_found' })
}

const keyOf = (name: string): string => name.normalize('NFKC').toLowerCase()

function taken(): never {
  return refuse({
    code: 'conflict',
    field: 'name',
    obstacle: 'already_exists',
    message: 'You have a group with this name. Choose another one.',
  })
}
