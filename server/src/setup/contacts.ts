// Contacts: whom an account writes to, one a number; brought in by the thousand, each row with its own answer.
import { type Contact, type ContactInput, type ContactInvalid, readContact } from '../core/contacts.ts'
import { refuse } from '../core/errors.ts'
import { isId, newId } from '../ids.ts'
import { addMembers, readGroupRow } from '../store/contact-groups.ts'
import {
  addContacts,
  type ContactFilter,
  type ContactRow,
  contactFieldNames,
  deleteContacts,
  listContactRows,
  readContactRow,
  updateContact,
} from '../store/contacts.ts'
import type { Tx } from '../store/database.ts'
import { country, invalid } from './fields.ts'
import { type Actor, changeAccount, notFound, type Outcome, readOfAccount, type Setup } from './setup.ts'

export type { ContactFilter, ContactRow } from '../store/contacts.ts'

export const IMPORT_MAX = 1000

/** A number that is known already is a conflict; `groups` are joined at once. */
export function createContact(
  setup: Setup,
  actor: Actor,
  accountId: string,
  { groups, ...input }: ContactInput & { groups: readonly string[] },
): Outcome<ContactRow> {
  return changeAccount(setup, actor, accountId, async ({ tx, nowMs, audit }) => {
    const contact = judged(input)
    for (const group of groups) await knownGroup(tx, accountId, group)
    const id = newId(nowMs)
    const [kept] = await addContacts(tx, accountId, [{ ...contact, id }], nowMs)
    if (kept?.id !== id)
      refuse({
        code: 'conflict',
        field: 'number',
        obstacle: 'already_exists',
        message: 'you have a contact with this number',
      })
    for (const group of groups) await addMembers(tx, accountId, group, [id])
    audit('contact.added', id)
    return (await readContactRow(tx, accountId, id)) as ContactRow
  })
}

export type ContactPatch = { [field in keyof ContactInput]?: ContactInput[field] | undefined }

/** Fields that are absent stay; `fields` is replaced as a whole. */
export function changeContact(
  setup: Setup,
  actor: Actor,
  accountId: string,
  id: string,
  patch: ContactPatch,
): Outcome<ContactRow> {
  return changeAccount(setup, actor, accountId, async ({ tx, audit }) => {
    const before = isId(id) ? await readContactRow(tx, accountId, id) : null
    if (!before) refuse({ code: 'not_found' })
    const { number = `+${before.msisdn}`, name = before.name, fields = before.fields } = patch
    if (!(await updateContact(tx, accountId, id, judged({ number, name, fields })))) {
      refuse({
        code: 'conflict',
        field: 'number',
        obstacle: 'already_exists',
        message: 'you have another contact with this number',
      })
    }
    audit('contact.changed', id)
    return (await readContactRow(tx, accountId, id)) as ContactRow
  })
}

/** How many of these there were. */
export function removeContacts(
  setup: Setup,
  actor: Actor,
  accountId: string,
  ids: readonly string[],
): Outcome<{ removed: number }> {
  return changeAccount(setup, actor, accountId, async ({ tx, audit }) => {
    const removed = await deleteContacts(tx, accountId, ids.filter(isId))
    if (removed > 0) audit('contacts.deleted', removed === 1 ? (ids[0] as string) : accountId, { contacts: removed })
    return { removed }
  })
}

type ImportOrder = {
  rows: readonly ContactInput[]
  /** Of numbers that are written as at home. */
  country: string | null
  /** Everybody joins it. */
  groupId: string | null
}

/** `repeated`: an earlier row has the number; what this one says is kept with it. */
export type ImportedRow =
  | { result: 'added' | 'changed' | 'unchanged' | 'repeated'; id: string }
  | { result: 'refused'; error: ContactInvalid }

/** Each row on its own: one that cannot be read stops no other. The answers are in the rows' order. */
export function importContacts(
  setup: Setup,
  actor: Actor,
  accountId: string,
  order: ImportOrder,
): Outcome<ImportedRow[]> {
  return changeAccount(setup, actor, accountId, async ({ tx, nowMs, audit }) => {
    const { rows, groupId } = order
    if (rows.length === 0 || rows.length > IMPORT_MAX) invalid('rows', `1 to ${IMPORT_MAX} rows are taken`)
    const home = order.country === null ? null : country(order.country, 'country')
    if (groupId !== null) await knownGroup(tx, accountId, groupId, 'group')
    const read = rows.map((row) => readContact(row, home))
    const merged = new Map<string, Contact>()
    for (const one of read) if (one.ok) merged.set(one.value.msisdn, joined(merged.get(one.value.msisdn), one.value))
    const contacts = Array.from(merged.values(), (contact) => ({ ...contact, id: newId(nowMs) }))
    const kept = contacts.length === 0 ? [] : await addContacts(tx, accountId, contacts, nowMs)
    if (groupId !== null && kept.length > 0) {
      await addMembers(
        tx,
        accountId,
        groupId,
        kept.map(({ id }) => id),
      )
    }
    const byMsisdn = new Map(kept.map((one) => [one.msisdn, one]))
    const seen = new Set<string>()
    const answers = read.map((one): ImportedRow => {
      if (!one.ok) return { result: 'refused', error: one.error }
      const { msisdn } = one.value
      const { id, result } = byMsisdn.get(msisdn) as (typeof kept)[number]
      if (seen.has(msisdn)) return { result: 'repeated', id }
      seen.add(msisdn)
      return { result, id }
    })
    audit('contacts.imported', groupId ?? accountId, counted(answers))
    return answers
  })
}

export async function findContact(setup: Setup, accountId: string, id: string): Outcome<ContactRow> {
  if (!isId(id)) return notFound()
  const read = await readOfAccount(setup, accountId, (tx) => readContactRow(tx, accountId, id))
  if (!read.ok) return read
  return read.value === null ? notFound() : { ok: true, value: read.value }
}

/** Newest first, before `beforeId`. */
export function listContacts(
  setup: Setup,
  accountId: string,
  filter: ContactFilter,
  beforeId: string | null,
  limit: number,
): Outcome<ContactRow[]> {
  const nobody = filter.groupId !== null && !isId(filter.groupId)
  return readOfAccount(setup, accountId, async (tx) =>
    nobody ? [] : listContactRows(tx, accountId, filter, beforeId, limit),
  )
}

// As many columns as a spreadsheet is still looked at with.
const NAMES_MAX = 200

/** The names of the fields that the account's contacts have. */
export function contactFields(setup: Setup, accountId: string): Outcome<string[]> {
  return readOfAccount(setup, accountId, (tx) => contactFieldNames(tx, accountId, NAMES_MAX))
}

function judged(input: ContactInput): Contact {
  const read = readContact(input, null)
  if (read.ok) return read.value
  const { field, message } = read.error
  return field === 'number' ? refuse({ code: 'recipient_invalid', field }) : invalid(field, `"${field}" ${message}.`)
}

function joined(earlier: Contact | undefined, later: Contact): Contact {
  if (earlier === undefined) return later
  return { ...earlier, name: later.name ?? earlier.name, fields: { ...earlier.fields, ...later.fields } }
}

async function knownGroup(tx: Tx, accountId: string, id: string, field = 'groups'): Promise<void> {
  if (!isId(id) || !(await readGroupRow(tx, accountId, id))) invalid(field, 'you have no group with this id')
}

function counted(answers: readonly ImportedRow[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { result } of answers) counts[result] = (counts[result] ?? 0) + 1
  return counts
}
