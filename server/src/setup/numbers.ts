// The numbers that subscribers write to: given to an account by staff, told at an address that the account chooses.
import { refuse } from '../core/errors.ts'
import { isPlainNumber, plainNumber, shownNumber } from '../core/inbound.ts'
import { senderKey } from '../core/sender-ids.ts'
import { isId, newId } from '../ids.ts'
import { countCarriers } from '../store/carriers.ts'
import type { Tx } from '../store/database.ts'
import { decideNumberRequest } from '../store/number-requests.ts'
import {
  addNumber,
  isHeardOf,
  listAllNumbers,
  listNumberRows,
  type NumberRow,
  removeNumber,
  setCallback,
} from '../store/numbers.ts'
import { addSender, decideSender, findSender } from '../store/sender-ids.ts'
import { invalid } from './fields.ts'
import { notify } from './notices.ts'
import { type Actor, changeAccount, type Outcome, readOfAccount, type Setup } from './setup.ts'
import { judgedUrl } from './urls.ts'

export type { NumberRow } from '../store/numbers.ts'

export type NumberInput = {
  /** E.164 with or without plus, or a short code of 3 digits or more. */
  number: string
  /** The only carrier whose messages count; null is any. */
  carrierId: string | null
  callbackUrl: string | null
  /** Whose body the callback has: a dialect's name. */
  style: string
  /** The account's request that this is for; absent or null is none. */
  requestId?: string | null
}

/** It is an approved sender of the account from now on, too: what it answers comes from the number. */
export function assignNumber(setup: Setup, actor: Actor, accountId: string, input: NumberInput): Outcome<NumberRow> {
  return changeAccount(setup, actor, accountId, async ({ tx, nowMs, audit }) => {
    const number = plainNumber(input.number)
    if (!isPlainNumber(number)) invalid('number', 'a number is 3 to 15 digits')
    const { carrierId, style } = input
    if (carrierId !== null && !(isId(carrierId) && (await countCarriers(tx, [carrierId])) === 1)) {
      invalid('carrier_id', 'there is no such carrier')
    }
    if (!setup.inboundStyles.includes(style)) invalid('style', `one of ${setup.inboundStyles.join(', ')}`)
    const callbackUrl = input.callbackUrl === null ? null : judgedUrl(setup, input.callbackUrl, 'callback_url')
    const row = { id: newId(nowMs), number, carrierId, callbackUrl, style, createdAtMs: nowMs }
    const added = await addNumber(tx, accountId, row)
    if (!added)
      refuse({
        code: 'conflict',
        field: 'number',
        obstacle: 'already_exists',
        message: 'this number is assigned already',
      })
    await approveAsSender(tx, accountId, number, nowMs)
    const { requestId = null } = input
    if (requestId !== null) {
      const decision = { status: 'assigned', number, atMs: nowMs } as const
      const request = isId(requestId) ? await decideNumberRequest(tx, accountId, requestId, decision) : null
      if (!request) invalid('request_id', 'this account has no such request that is pending')
    }
    const detail = { number: shownNumber(number) }
    notify(tx, accountId, { kind: 'number.assigned', subjectId: added.id, detail }, nowMs)
    audit('number.assigned', added.id, { number, carrier_id: carrierId, callback_url: callbackUrl, style })
    return added
  })
}

/** What is written to it from now on is nobody's, and nothing more is sent from it. */
export function unassignNumber(setup: Setup, actor: Actor, accountId: string, numberId: string): Outcome<null> {
  return changeAccount(setup, actor, accountId, async ({ tx, nowMs, audit }) => {
    const removed = isId(numberId) ? await removeNumber(tx, accountId, numberId) : null
    if (!removed) refuse({ code: 'not_found' })
    const sender = await findSender(tx, accountId, senderKey(removed.number))
    const reason = 'The number is no longer assigned to you.'
    if (sender)
      await decideSender(tx, accountId, sender.id, { status: 'rejected', countries: null, reason, atMs: nowMs })
    audit('number.unassigned', numberId, { number: removed.number })
    return null
  })
}

/** Where what is written to it is told; null is nowhere. */
export function changeNumber(
  setup: Setup,
  actor: Actor,
  accountId: string,
  numberId: string,
  callbackUrl: string | null,
): Outcome<NumberRow> {
  return changeAccount(setup, actor, accountId, async ({ tx, audit }) => {
    const url = callbackUrl === null ? null : judgedUrl(setup, callbackUrl, 'callback_url')
    const changed = isId(numberId) ? await setCallback(tx, accountId, numberId, url) : null
    if (!changed) refuse({ code: 'not_found' })
    audit('number.changed', numberId, { callback_url: url })
    return changed
  })
}

/** Of an account, newest first, before `beforeId`. */
export function listNumbers(
  setup: Setup,
  accountId: string,
  beforeId: string | null,
  limit: number,
): Outcome<NumberRow[]> {
  return readOfAccount(setup, accountId, (tx) => listNumberRows(tx, accountId, beforeId, limit))
}

export type AssignedNumber = NumberRow & { account_name: string }

/** Of all accounts, newest first, before `beforeId`. `search`: part of the number or of its account's name. */
export function listAssignedNumbers(
  setup: Setup,
  search: string | null,
  beforeId: string | null,
  limit: number,
): Promise<AssignedNumber[]> {
  return setup.database.transaction('all', (tx) => listAllNumbers(tx, search, beforeId, limit))
}

/** Whether what a sandbox brings for the number is any account's. */
export function isHeardOfSandbox(setup: Setup, number: string): Promise<boolean> {
  return setup.database.transaction('all', (tx) => isHeardOf(tx, plainNumber(number), 'sandbox'))
}

async function approveAsSender(tx: Tx, accountId: string, number: string, nowMs: number): Promise<void> {
  const row = {
    id: newId(nowMs),
    name: number,
    key: senderKey(number),
    sampleContent: null,
    askedCountries: null,
    finding: null,
    createdAtMs: nowMs,
  }
  const sender = (await addSender(tx, accountId, row)) ?? (await findSender(tx, accountId, row.key))
  if (!sender) throw new Error('a sender that is there and is not')
  await decideSender(tx, accountId, sender.id, { status: 'approved', countries: null, reason: null, atMs: nowMs })
}
