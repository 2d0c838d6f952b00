// Before step 2, for messages with a time of their own: they are held and priced at accept, wait in the table, and are
// claimed when they are due. Until then they can be changed, suspended, resumed and cancelled; at the same instant as a
// dispatch, one of the two comes first and the other sees it.
import type { Account } from '../core/accounts.ts'
import type { Refusal } from '../core/errors.ts'
import { type Draft, decide, type PricedMessage, type PricedRequest } from '../core/requests.ts'
import type { Result } from '../core/result.ts'
import { senderKey } from '../core/sender-ids.ts'
import { isId, newId } from '../ids.ts'
import type { Database, Tx } from '../store/database.ts'
import { addEvents } from '../store/messages.ts'
import { type RequestRow, readMessage, readRequest } from '../store/reading.ts'
import {
  cancelWaiting,
  listWaiting,
  lockWaiting,
  moveWaiting,
  rewordRequest,
  rewordWaiting,
  type WaitingMessage,
  type WaitingRequest,
} from '../store/schedules.ts'
import type { Network } from '../store/snapshots.ts'
import { addTransfers } from '../store/transfers.ts'
import { hold, settle as settleWallet } from '../store/wallets.ts'
import type { Knowledge } from './knowledge.ts'

export type ScheduleChange = {
  suspended?: boolean
  /** A time that is past is now. */
  dueAtMs?: number
  sender?: string
  /** The text, and what it becomes for each recipient where that differs. */
  text?: { template: string; for?(recipientName: string | null): string }
}

export type Changed = {
  requestId: string
  messages: number
  /** When the first of them goes out. */
  dueAtMs: number
  /** All of them. */
  suspended: boolean
}

/** A request of which something waits for its time. */
export type Waiting = WaitingRequest

export type Scheduler = {
  /** Newest first, before `beforeId`. */
  waiting(accountId: string, beforeId: string | null, limit: number): Promise<Waiting[]>
  /** As `change`, of one message alone. Its sender is the request's, and stays. */
  changeMessage(
    account: Account,
    messageId: string,
    change: Omit<ScheduleChange, 'sender'>,
  ): Promise<Result<Changed, Refusal>>
  cancelMessage(account: Account, messageId: string): Promise<Result<{ requestId: string; messages: number }, Refusal>>
  /** Changes what of a request still waits. `not_found` for another's, `conflict` for one that is out of reach by now. */
  change(account: Account, requestId: string, change: ScheduleChange): Promise<Result<Changed, Refusal>>
  /** Cancels what of it still waits, and gives back what was held for that. */
  cancel(account: Account, requestId: string): Promise<Result<{ requestId: string; messages: number }, Refusal>>
}

const NOT_FOUND = { ok: false, error: { code: 'not_found' } } as const
const DISPATCHED = {
  ok: false,
  error: { code: 'conflict', obstacle: 'sent_already', message: 'It has been sent already.' },
} as const

export function scheduler(options: { database: Database; knowledge: Knowledge; clock: { now(): number } }): Scheduler {
  const { database, knowledge, clock } = options

  /** What is changed: all that waits of a request, or one message of it. */
  type Part = { request: RequestRow; messageId: string | null }

  async function requestOf(tx: Tx, account: Account, requestId: string): Promise<Part | null> {
    const request = isId(requestId) ? await readRequest(tx, account.id, requestId) : null
    return request && { request, messageId: null }
  }

  async function messageOf(tx: Tx, account: Account, messageId: string): Promise<Part | null> {
    const message = isId(messageId) ? await readMessage(tx, account.id, messageId) : null
    const request = message && (await readRequest(tx, account.id, message.request_id))
    return request && { request, messageId }
  }

  async function changePart(
    account: Account,
    find: (tx: Tx) => Promise<Part | null>,
    change: ScheduleChange,
  ): Promise<Result<Changed, Refusal>> {
    const network = await knowledge.network()
    return database.transaction([account.id], async (tx): Promise<Result<Changed, Refusal>> => {
      const part = await find(tx)
      if (!part) return NOT_FOUND
      const { request, messageId } = part
      const waiting = await lockWaiting(tx, account.id, request, messageId)
      if (waiting.length === 0) return DISPATCHED
      const nowMs = clock.now()
      if (change.text !== undefined || change.sender !== undefined) {
        // Words are the request's: once a part of it is out, they are what was sent.
        if (messageId === null && waiting.length < request.message_count) return DISPATCHED
        const reworded = await reword({ tx, account, network, ...part, waiting, change, nowMs })
        if (reworded) return { ok: false, error: reworded }
      }
      const moved = move(tx, account, network, waiting, change, nowMs)
      const kind = change.suspended === undefined ? 'changed' : moved.suspended ? 'suspended' : 'resumed'
      note(tx, account, waiting, nowMs, kind)
      return { ok: true, value: { requestId: request.id, messages: waiting.length, ...moved } }
    })
  }

  return {
    waiting: (accountId, beforeId, limit) =>
      database.transaction([accountId], (tx) => listWaiting(tx, accountId, beforeId, limit)),
    change: (account, requestId, change) => changePart(account, (tx) => requestOf(tx, account, requestId), change),
    changeMessage: (account, messageId, change) =>
      changePart(account, (tx) => messageOf(tx, account, messageId), change),
    cancel: (account, requestId) => cancelPart(account, (tx) => requestOf(tx, account, requestId)),
    cancelMessage: (account, messageId) => cancelPart(account, (tx) => messageOf(tx, account, messageId)),
  }

  async function cancelPart(
    account: Account,
    find: (tx: Tx) => Promise<Part | null>,
  ): Promise<Result<{ requestId: string; messages: number }, Refusal>> {
    return database.transaction([account.id], async (tx) => {
      const part = await find(tx)
      if (!part) return NOT_FOUND
      const waiting = await lockWaiting(tx, account.id, part.request, part.messageId)
      if (waiting.length === 0) return DISPATCHED
      const atMs = clock.now()
      void cancelWaiting(
        tx,
        account.id,
        waiting.map((message) => message.id),
        atMs,
      )
      note(tx, account, waiting, atMs, 'cancelled')
      const released = waiting.reduce((sum, message) => sum + message.amount, 0n)
      void addTransfers(
        tx,
        waiting.map(({ id: subjectId, amount }) => ({
          accountId: account.id,
          id: newId(atMs),
          atMs,
          kind: 'release' as const,
          amount,
          subjectId,
          step: 'settle',
        })),
      )
      void settleWallet(tx, account.id, 0n, released)
      return { ok: true as const, value: { requestId: part.request.id, messages: waiting.length } }
    })
  }
}

/** A time and a state that the change does not name are each message's own, and stay. */
function move(
  tx: Tx,
  account: Account,
  network: Network,
  waiting: WaitingMessage[],
  change: ScheduleChange,
  nowMs: number,
): { dueAtMs: number; suspended: boolean } {
  const rows = waiting.map(({ id, route_id, due_at, state }) => {
    const dueMs = change.dueAtMs ?? due_at.getTime()
    const validityMs = network.routes.byId.get(route_id)?.validityMs ?? 86_400_000
    const expiresAtMs = Math.max(dueMs, nowMs) + validityMs
    return { id, dueMs, expiresAtMs, suspended: change.suspended ?? state === 'suspended' }
  })
  if (change.dueAtMs !== undefined || change.suspended !== undefined) void moveWaiting(tx, account.id, rows)
  const dueAtMs = rows.reduce((first, { dueMs }) => Math.min(first, dueMs), Number.POSITIVE_INFINITY)
  return { dueAtMs, suspended: rows.every(({ suspended }) => suspended) }
}

type Rewording = {
  tx: Tx
  account: Account
  network: Network
  request: RequestRow
  /** Of it, one alone; null is all. */
  messageId: string | null
  waiting: WaitingMessage[]
  change: ScheduleChange
  nowMs: number
}

/** Decides the request anew, as accept would, and holds the difference. A refusal leaves everything as it was. */
async function reword(rewording: Rewording): Promise<Refusal | null> {
  const { tx, account, network, request, messageId, waiting, change, nowMs } = rewording
  const whole = messageId === null
  const { template = request.text, for: textFor } = change.text ?? {}
  const recipients = waiting.map(({ msisdn, country, recipient_name: name, text }) => {
    const own = change.text ? (textFor?.(name) ?? (whole ? undefined : template)) : (text ?? undefined)
    return own === undefined ? { msisdn, country, name } : { msisdn, country, name, text: own }
  })
  const { sender: asked } = change
  // A sender that the account never had is the route's own: it stays, and nobody has to approve it.
  const ofRoute = asked === undefined && !account.senders.has(senderKey(request.sender))
  const sender = ofRoute ? null : (asked ?? request.sender)
  const draft: Draft = { sender, text: whole ? template : request.text, recipients, routeCode: null, keepsAll: true }
  const decided = decide(draft, ofRoute ? { ...account, defaultSender: null } : account, network)
  if (!decided.ok) return decided.error
  const refusal = await holdDifference(tx, account, request.id, waiting, decided.value, nowMs)
  if (refusal) return refusal
  if (whole) void rewordRequest(tx, account.id, request.id, ofRoute ? request.sender : decided.value.sender, template)
  void rewordWaiting(
    tx,
    account.id,
    waiting.map(({ id }, index) => ({ id, ...(decided.value.messages[index] as PricedMessage) })),
  )
  return null
}

async function holdDifference(
  tx: Tx,
  account: Account,
  requestId: string,
  waiting: WaitingMessage[],
  priced: PricedRequest,
  atMs: number,
): Promise<Refusal | null> {
  const before = waiting.reduce((sum, message) => sum + message.amount, 0n)
  const more = priced.amount - before
  if (more === 0n) return null
  if (more > 0n && !(await hold(tx, account.id, more, 0))) {
    return { code: 'insufficient_funds', needed: more, currency: account.currency }
  }
  if (more < 0n) void settleWallet(tx, account.id, 0n, -more)
  const id = newId(atMs)
  const kind = more > 0n ? 'hold' : 'release'
  void addTransfers(tx, [
    {
      accountId: account.id,
      id,
      atMs,
      kind,
      amount: more > 0n ? more : -more,
      subjectId: requestId,
      step: `change ${id}`,
    },
  ])
  return null
}

function note(tx: Tx, account: Account, waiting: WaitingMessage[], atMs: number, kind: string): void {
  void addEvents(
    tx,
    waiting.map((message) => ({
      accountId: account.id,
      messageId: message.id,
      id: newId(atMs),
      atMs,
      kind,
      detail: null,
    })),
  )
}
