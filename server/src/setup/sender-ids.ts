// Sender IDs: asked for by an account, decided by staff. A name that looks like another's is pointed out to the reviewer.
import { refuse } from '../core/errors.ts'
import { resembles, senderKey } from '../core/sender-ids.ts'
import { isId, newId } from '../ids.ts'
import {
  addSender,
  approvedElsewhere,
  decideSender,
  listSenderQueue,
  listSenderRows,
  type SenderRow,
  type SenderStatus,
} from '../store/sender-ids.ts'
import { readSetting, writeSetting } from '../store/settings.ts'
import { country, invalid, line, sender } from './fields.ts'
import { notify } from './notices.ts'
import { type Actor, changeAccount, changeInstallation, type Outcome, readOfAccount, type Setup } from './setup.ts'

export type { SenderRow, SenderStatus } from '../store/sender-ids.ts'

const SAMPLE_MIN = 15
const SAMPLE_MAX = 170

/** Pending until staff decide. The same name twice is a conflict; case and blanks at its ends make no difference. */
export async function requestSender(
  setup: Setup,
  actor: Actor,
  accountId: string,
  input: {
    name: string
    sampleContent?: string | null | undefined
    /** Absent or null is everywhere. */
    countries?: readonly string[] | null | undefined
  },
): Outcome<SenderRow> {
  const others = isId(accountId) ? await namesToCompare(setup, accountId) : []
  return changeAccount(setup, actor, accountId, async ({ tx, nowMs, audit }) => {
    const name = sender(input.name, 'name')
    const sampleContent = sample(input.sampleContent ?? null)
    const alike = resembles(name, others)
    const finding = alike.length === 0 ? null : `looks like ${alike.slice(0, 5).join(', ')}`
    const askedCountries = countryList(input.countries ?? null)
    const key = senderKey(name)
    const row = { id: newId(nowMs), name, key, sampleContent, askedCountries, finding, createdAtMs: nowMs }
    const added = await addSender(tx, accountId, row)
    if (!added) refuse({ code: 'conflict', field: 'name', message: 'this sender was asked for already' })
    audit('sender_id.requested', added.id, { name })
    return added
  })
}

/** For these countries; null is everywhere. One that was rejected may be approved after all. */
export function approveSender(
  setup: Setup,
  actor: Actor,
  accountId: string,
  senderId: string,
  countries: readonly string[] | null,
): Outcome<SenderRow> {
  return changeAccount(setup, actor, accountId, async ({ tx, nowMs, audit }) => {
    const list = countryList(countries)
    const decision = { status: 'approved', countries: list, reason: null, atMs: nowMs } as const
    const row = isId(senderId) ? await decideSender(tx, accountId, senderId, decision) : null
    if (!row) refuse({ code: 'not_found' })
    const detail = { name: row.name, countries: list?.join(', ') ?? null }
    notify(tx, accountId, { kind: 'sender_id.approved', subjectId: senderId, detail }, nowMs)
    audit('sender_id.approved', senderId, { name: row.name, countries: list, finding: row.finding })
    return row
  })
}

/** The reason is told to the account. An approved one ends so too: nothing more is sent under it. */
export function rejectSender(
  setup: Setup,
  actor: Actor,
  accountId: string,
  senderId: string,
  reason: string,
): Outcome<SenderRow> {
  return changeAccount(setup, actor, accountId, async ({ tx, nowMs, audit }) => {
    const told = line(reason, 'reason', 200)
    const decision = { status: 'rejected', countries: null, reason: told, atMs: nowMs } as const
    const row = isId(senderId) ? await decideSender(tx, accountId, senderId, decision) : null
    if (!row) refuse({ code: 'not_found' })
    const detail = { name: row.name, reason: told }
    notify(tx, accountId, { kind: 'sender_id.rejected', subjectId: senderId, detail }, nowMs)
    audit('sender_id.rejected', senderId, { name: row.name, reason: told })
    return row
  })
}

/** Of an account, newest first. `finding` is not for the account's eyes. */
export function listSenders(
  setup: Setup,
  accountId: string,
  status: SenderStatus | null,
  beforeId: string | null,
  limit: number,
): Outcome<SenderRow[]> {
  return readOfAccount(setup, accountId, (tx) => listSenderRows(tx, accountId, status, beforeId, limit))
}

export type QueuedSender = SenderRow & { account_name: string }

/** Over all accounts, the oldest first, after `afterId`. */
export function senderQueue(
  setup: Setup,
  status: SenderStatus | null,
  afterId: string | null,
  limit: number,
): Promise<QueuedSender[]> {
  return setup.database.transaction('all', (tx) => listSenderQueue(tx, status, afterId, limit))
}

/** Names that look-alikes are found of, whoever has them. */
export async function protectedSenders(setup: Setup): Promise<readonly string[]> {
  return (await setup.database.transaction([], (tx) => readSetting<string[]>(tx, PROTECTED))) ?? []
}

export function setProtectedSenders(setup: Setup, actor: Actor, names: readonly string[]): Outcome<readonly string[]> {
  return changeInstallation(setup, actor, async ({ tx, audit }) => {
    if (names.length > PROTECTED_MAX) invalid('data', `at most ${PROTECTED_MAX} names`)
    const list = [...new Set(names.map((name) => line(name, 'data', 40)))].sort()
    const before = (await readSetting<string[]>(tx, PROTECTED)) ?? []
    await writeSetting(tx, PROTECTED, list)
    const added = list.filter((name) => !before.includes(name))
    const removed = before.filter((name) => !list.includes(name))
    audit('protected_senders.changed', 'installation', { added, removed })
    return list
  })
}

const PROTECTED = 'protected_senders'
const PROTECTED_MAX = 1000

/** What others are approved for, and the brands that the operator protects. In a transaction of its own: D2. */
async function namesToCompare(setup: Setup, accountId: string): Promise<string[]> {
  return setup.database.transaction('all', async (tx) => {
    const [others, brands] = await Promise.all([approvedElsewhere(tx, accountId), readSetting<string[]>(tx, PROTECTED)])
    return [...new Set([...(brands ?? []), ...others])]
  })
}

function countryList(countries: readonly string[] | null): string[] | null {
  if (countries?.length === 0) invalid('countries', 'at least one country, or none at all for everywhere')
  return countries && [...new Set(countries.map((code) => country(code, 'countries')))].sort()
}

function sample(text: string | null): string | null {
  if (text === null) return null
  const trimmed = text.trim()
  if (trimmed.length < SAMPLE_MIN || trimmed.length > SAMPLE_MAX) {
    invalid('sample_content', `a sample of ${SAMPLE_MIN} to ${SAMPLE_MAX} characters is needed`)
  }
  return trimmed
}
