// Sender IDs: asked for by an account, decided by staff. A name that looks like another's is pointed out to the reviewer; one
// that is or looks like a protected name is approved by two people (S21).
import { refuse } from '../core/errors.ts'
import { lookAlikes, resembles, senderKey } from '../core/sender-ids.ts'
import { isId, newId } from '../ids.ts'
import type { Tx } from '../store/database.ts'
import {
  addSender,
  approvedElsewhere,
  approveSenderFirst,
  decideSender,
  listSenderQueue,
  listSenderRows,
  readSender,
  type SenderRow,
  type SenderStatus,
} from '../store/sender-ids.ts'
import { readSetting, writeSetting } from '../store/settings.ts'
import { country, invalid, line, sender } from './fields.ts'
import { notify } from './notices.ts'
import { isSamePerson } from './persons.ts'
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
    if (!added)
      refuse({
        code: 'conflict',
        field: 'name',
        obstacle: 'already_exists',
        message: 'this sender was asked for already',
      })
    audit('sender_id.requested', added.id, { name })
    return added
  })
}

/**
 * For these countries; null is everywhere, and absent is what the first of two people approved it for, else everywhere. One
 * that was rejected may be approved after all. Of a protected name the first approval is recorded, and decides nothing.
 */
export function approveSender(
  setup: Setup,
  actor: Actor,
  accountId: string,
  senderId: string,
  countries?: readonly string[] | null,
): Outcome<SenderRow> {
  return changeAccount(setup, actor, accountId, async (change) => {
    const { tx, nowMs, audit } = change
    const given = countries === undefined ? undefined : countryList(countries)
    const sender = isId(senderId) ? await readSender(tx, accountId, senderId) : null
    if (!sender) refuse({ code: 'not_found' })
    const { name, finding, first_approved_by: first } = sender
    const list = given === undefined ? sender.first_approved_for : given
    const isLike = resembles(name, await protectedNames(tx))
    if (isLike.length > 0) {
      if (first === null) {
        audit('sender_id.first_approved', senderId, { name, countries: list, finding, protected: isLike })
        const approval = { by: actor, countries: list, atMs: nowMs }
        return (await approveSenderFirst(tx, accountId, senderId, approval)) as SenderRow
      }
      judgeSecond(await isSamePerson(tx, first, actor), list, sender.first_approved_for)
    }
    const decision = { status: 'approved', countries: list, reason: null, atMs: nowMs } as const
    const row = (await decideSender(tx, accountId, senderId, decision)) as SenderRow
    const detail = { name, countries: list?.join(', ') ?? null }
    notify(tx, accountId, { kind: 'sender_id.approved', subjectId: senderId, detail }, nowMs)
    audit('sender_id.approved', senderId, {
      name,
      countries: list,
      finding,
      ...(first && { first_approved_by: first }),
    })
    return row
  })
}

/** Somebody else than the first, and for no more than both agree to. */
function judgeSecond(isFirst: boolean, list: string[] | null, agreed: string[] | null): void {
  if (isFirst) {
    const message = 'You approved it already: it is, or looks like, a protected name, and needs a second person.'
    refuse({ code: 'conflict', obstacle: 'second_person_needed', message })
  }
  if (agreed !== null && (list === null || list.some((code) => !agreed.includes(code)))) {
    const message = `The first approval is for ${agreed.join(', ')}: approve these or fewer.`
    refuse({ code: 'conflict', field: 'countries', obstacle: 'beyond_first_approval', message })
  }
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

/** Over all accounts, the oldest first, after `afterId`. `search`: part of the sender's name or of its account's. */
export function senderQueue(
  setup: Setup,
  status: SenderStatus | null,
  search: string | null,
  afterId: string | null,
  limit: number,
): Promise<QueuedSender[]> {
  return setup.database.transaction('all', (tx) => listSenderQueue(tx, status, search, afterId, limit))
}

/** Names that look-alikes are found of, whoever has them. */
export function protectedSenders(setup: Setup): Promise<readonly string[]> {
  return setup.database.transaction([], protectedNames)
}

/** Which protected names a sender is or looks like, as they stand now: with any, approving it takes two people. */
export async function protectedLookAlikes(setup: Setup): Promise<(name: string) => string[]> {
  return lookAlikes(await protectedSenders(setup))
}

export function setProtectedSenders(setup: Setup, actor: Actor, names: readonly string[]): Outcome<readonly string[]> {
  return changeInstallation(setup, actor, async ({ tx, audit }) => {
    if (names.length > PROTECTED_MAX) invalid('data', `at most ${PROTECTED_MAX} names`)
    const list = [...new Set(names.map((name) => line(name, 'data', 40)))].sort()
    const before = await protectedNames(tx)
    await writeSetting(tx, PROTECTED, list)
    const added = list.filter((name) => !before.includes(name))
    const removed = before.filter((name) => !list.includes(name))
    audit('protected_senders.changed', 'installation', { added, removed })
    return list
  })
}

const PROTECTED = 'protected_senders'
const PROTECTED_MAX = 1000

async function protectedNames(tx: Tx): Promise<string[]> {
  return (await readSetting<string[]>(tx, PROTECTED)) ?? []
}

/** What others are approved for, and the brands that the operator protects. In a transaction of its own: D2. */
async function namesToCompare(setup: Setup, accountId: string): Promise<string[]> {
  return setup.database.transaction('all', async (tx) => {
    const [others, brands] = await Promise.all([approvedElsewhere(tx, accountId), protectedNames(tx)])
    return [...new Set([...brands, ...others])]
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
