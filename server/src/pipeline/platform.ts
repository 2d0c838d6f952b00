// What a dialect may ask of the platform: who calls, send this, how does it stand. Everything else is behind it.
import type { Logger } from 'pino'
import type { Caller } from '../core/accounts.ts'
import { credentialHolds } from '../core/accounts.ts'
import type { Refusal } from '../core/errors.ts'
import type { Wallet } from '../core/ledger.ts'
import type { Result } from '../core/result.ts'
import { isId } from '../ids.ts'
import type { Database } from '../store/database.ts'
import { findKey, type KeyRow, keepAnswer } from '../store/idempotency.ts'
import {
  type DialectFilter,
  eventsOf,
  listMessages,
  listRequests,
  type MessageFilter,
  type MessagePage,
  type MessageView,
  messagesOf,
  pageOfMessages,
  pageOfRequests,
  type RequestFilter,
  type RequestRow,
  type RequestSummary,
  readMessage,
  readRequest,
  type StoryEvent,
} from '../store/reading.ts'
import type { Network } from '../store/snapshots.ts'
import { readStatement, type StatementPage, type TransferFilter } from '../store/transfers.ts'
import { readWallet } from '../store/wallets.ts'
import type { Accept } from './accept.ts'
import { elsewhere } from './elsewhere.ts'
import type { Knowledge } from './knowledge.ts'
import type { Accepted, SendOrder } from './orders.ts'
import type { Scheduler } from './schedule.ts'
import type { OutOfQueue, Waiting } from './waiting.ts'

export type {
  MessageFilter,
  MessageView,
  RequestFilter,
  RequestRow,
  RequestSummary,
  StoryEvent,
} from '../store/reading.ts'
export type { Network } from '../store/snapshots.ts'
export type { StatementPage, TransferFilter, TransferRow } from '../store/transfers.ts'
export type { Accepted, SendOrder } from './orders.ts'
export type { Changed, ScheduleChange, Waiting as WaitingRequest } from './schedule.ts'
export type { OutOfQueue } from './waiting.ts'

export type Platform = {
  clock: { now(): number }
  /** Whether webhooks may reach private addresses, for what dialects judge at accept. */
  allowPrivateCallbacks: boolean
  /** The caller with this secret; null when it is unknown, expired or revoked. */
  authenticate(secretHash: Buffer): Promise<Caller | null>
  network(): Promise<Network>
  send(order: SendOrder): Promise<Result<Accepted, Refusal>>
  /** Waits until each message of a request sent with `waits` is out of the queue; call it once, right after. */
  untilSubmitted(requestId: string, timeoutMs: number): Promise<Map<string, OutOfQueue>>
  /** Changes and cancels what waits for its time. */
  schedule: Scheduler
  wallet(accountId: string): Promise<Wallet>
  /** A request with its messages; null for an id that is not this account's, whatever its form. */
  request(accountId: string, id: string): Promise<{ request: RequestRow; messages: MessageView[] } | null>
  message(accountId: string, id: string): Promise<{ message: MessageView; events: StoryEvent[] } | null>
  requests(accountId: string, beforeId: string | null, limit: number): Promise<RequestRow[]>
  /** A page of requests, the newest first, with how many there are, as far back as a list goes. */
  requestPage(
    accountId: string,
    filter: RequestFilter,
    limit: number,
    offset: number,
  ): Promise<{ rows: RequestSummary[]; total: number }>
  messages(accountId: string, filter: MessageFilter, beforeId: string | null, limit: number): Promise<MessagePage>
  /** A page of what one dialect sent, the newest first, with how many there are, as far back as a list goes. */
  messagePage(
    accountId: string,
    filter: DialectFilter,
    limit: number,
    offset: number,
  ): Promise<{ rows: MessageView[]; total: number }>
  /** Movements of the wallet, the newest first. */
  statement(accountId: string, filter: TransferFilter, beforeId: string | null, limit: number): Promise<StatementPage>
  idempotency: {
    find(accountId: string, key: string): Promise<KeyRow | null>
    keep(accountId: string, key: string, status: number, answer: string): Promise<void>
  }
}

// What a node takes itself is answered by its carriers within this, most of the time; what it had no room for is another's.
const OWN_MS = 1000

export function platform(options: {
  database: Database
  knowledge: Knowledge
  accept: Accept
  waiting: Waiting
  schedule: Scheduler
  clock: { now(): number }
  log: Logger
  /** The only node of its database. */
  alone: boolean
  /** Whether this node takes what it accepts into its memory, while that has room. */
  dispatches: boolean
  allowPrivateCallbacks: boolean
  onUsed(caller: Caller): void
}): Platform {
  const { database, knowledge, accept, waiting, clock, log } = options
  const others = elsewhere({ database, waiting, log, afterMs: options.dispatches ? OWN_MS : 0 })
  return {
    clock,
    allowPrivateCallbacks: options.allowPrivateCallbacks,
    async authenticate(secretHash) {
      const credential = await knowledge.credential(secretHash)
      if (!credential || !credentialHolds(credential, clock.now())) return null
      const account = await knowledge.account(credential.accountId)
      if (!account) return null
      const caller = { credential, account }
      options.onUsed(caller)
      return caller
    },
    network: () => knowledge.network(),
    async send(order) {
      const sent = await accept(order)
      if (sent.ok && order.waits && !options.alone) {
        const { id: accountId } = order.caller.account
        const keys = sent.value.messages.map(({ id: messageId }) => ({ accountId, messageId }))
        others.seek(sent.value.requestId, keys)
      }
      return sent
    },
    schedule: options.schedule,
    untilSubmitted: (requestId, timeoutMs) =>
      waiting.until(requestId, timeoutMs).finally(() => others.forget(requestId)),
    wallet: (accountId) =>
      database.transaction([accountId], async (tx) => {
        const row = await readWallet(tx, accountId)
        if (!row) throw new Error('an account without a wallet')
        return row
      }),
    request: async (accountId, id) =>
      isId(id)
        ? database.transaction([accountId], async (tx) => {
            const request = await readRequest(tx, accountId, id)
            return request && { request, messages: await messagesOf(tx, accountId, request) }
          })
        : null,
    message: async (accountId, id) =>
      isId(id)
        ? database.transaction([accountId], async (tx) => {
            const message = await readMessage(tx, accountId, id)
            return message && { message, events: await eventsOf(tx, accountId, id) }
          })
        : null,
    requests: (accountId, beforeId, limit) =>
      database.transaction([accountId], (tx) => listRequests(tx, accountId, beforeId, limit)),
    requestPage: (accountId, filter, limit, offset) =>
      database.transaction([accountId], (tx) => pageOfRequests(tx, accountId, filter, limit, offset)),
    messages: (accountId, filter, beforeId, limit) =>
      database.transaction([accountId], (tx) => listMessages(tx, accountId, filter, beforeId, limit)),
    messagePage: (accountId, filter, limit, offset) =>
      database.transaction([accountId], (tx) => pageOfMessages(tx, accountId, filter, limit, offset)),
    statement: (accountId, filter, beforeId, limit) =>
      database.transaction([accountId], (tx) => readStatement(tx, accountId, filter, beforeId, limit)),
    idempotency: {
      find: (accountId, key) => database.transaction([accountId], (tx) => findKey(tx, accountId, key)),
      keep: (accountId, key, status, answer) =>
        database.transaction([accountId], (tx) => keepAnswer(tx, accountId, key, status, answer)),
    },
  }
}
