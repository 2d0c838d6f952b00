// Step 1: a request becomes durable. The money is held, the request and its messages are stored and queued, in one
// transaction that many concurrent requests share; the caller is answered only after its commit.
import type { Caller } from '../core/accounts.ts'
import type { Refusal } from '../core/errors.ts'
import { free, payable } from '../core/ledger.ts'
import type { MessageState } from '../core/messages.ts'
import { type Draft, decide, type PricedMessage, type PricedRequest } from '../core/requests.ts'
import type { Result } from '../core/result.ts'
import { newId } from '../ids.ts'
import { acceptAll } from '../store/acceptances.ts'
import { type Database, isUnavailable, type Tx } from '../store/database.ts'
import { claimKeys, releaseKeys } from '../store/idempotency.ts'
import { optedOutAmong } from '../store/opt-outs.ts'
import { lockWallet, type WalletRow } from '../store/wallets.ts'
import { backlog } from './backlog.ts'
import { batches } from './batches.ts'
import type { Dispatch } from './dispatch.ts'
import { failpoint } from './failpoints.ts'
import type { Knowledge } from './knowledge.ts'
import type { Dispatcher } from './submit.ts'

export type SendOrder = {
  /** The credential is null where the platform itself answers for the account. */
  caller: Pick<Caller, 'account'> & { credential: Pick<Caller['credential'], 'id'> | null }
  dialect: string
  draft: Draft
  /** Where and how the dialect tells of this request, kept with it. */
  callback: { url: string; style: string } | null
  idempotency: { key: string; bodyHash: Buffer } | null
  /** The caller will wait until each message is out of the queue. */
  waits: boolean
  /** When it is to go out; held and priced now all the same. Absent or null is at once. */
  dueAtMs?: number | null
  /** The caller's own word for it. */
  reference?: string | null
  /** Somebody is told once all of its messages are final. */
  tellsWhenDone?: boolean
  /** It confirms an opt-out to whoever has just opted out. */
  confirmsOptOut?: boolean
}

export type AcceptedMessage = {
  id: string
  number: bigint
  msisdn: string
  segments: number
  amount: bigint
  state: MessageState
}

export type Accepted = {
  requestId: string
  createdAtMs: number
  sender: string
  encoding: string
  amount: bigint
  /** What is free in the wallet after this hold. */
  freeAfter: bigint
  messages: AcceptedMessage[]
}

type Item = { order: SendOrder; priced: PricedRequest; requestId: string; messageIds: string[]; atMs: number }
type Outcome = Result<Accepted, Refusal>

export type Accept = (order: SendOrder) => Promise<Outcome>

// Transactions under way, and how many requests of one account are worth a second one that waits for its wallet: measured,
// 16 callers are served 1.2 × as fast by one at a time, 64 callers by two.
const UNDER_WAY_MAX = 4
const OVERLAP_FROM = 16
const ROWS_MAX = 2000 // a transaction stays small (D9), but for a single request of more recipients
const WAITING_MAX = 100_000 // messages, some 100 MB of them

export function accept(options: {
  database: Database
  knowledge: Knowledge
  dispatcher: Dispatcher
  clock: { now(): number }
  /** Told of a request whose caller waits, before a message of it can leave the queue. */
  onAccepted(requestId: string, messages: number): void
  /** Told of a batch that failed: whether it was committed may not be known. */
  onFailure(error: unknown): void
}): Accept {
  const { database, knowledge, dispatcher, clock } = options
  const size = {
    underWayMax: UNDER_WAY_MAX,
    weightMax: ROWS_MAX,
    isTransient: isUnavailable,
    weigh: rowsOf,
    lanes: { of: accountOf, overlapFrom: OVERLAP_FROM },
  }
  // Most requests can be paid and have no key: nothing has to be asked first, so their transaction is one flight.
  const quick = batches<Item, Outcome | null>({ ...size, run: (items) => write(items, payTogether, false) })
  const careful = batches<Item, Outcome>({ ...size, run: (items) => write(items, payOneByOne, true) })
  const waiting = backlog(WAITING_MAX)

  async function write<O extends Outcome | null>(items: Item[], pay: Pay<O>, asksFirst: boolean): Promise<O[]> {
    const owner = dispatcher.owner()
    const accounts = [...new Set(items.map(accountOf))].sort()
    const owned = new Set<Item>()
    const forget = (): void => {
      for (const item of owned) dispatcher.unreserve(item.messageIds.length, accountOf(item))
      owned.clear()
    }
    const reserve = (item: Item): string | null => {
      const fits = item.order.dueAtMs == null && dispatcher.reserve(item.messageIds.length, accountOf(item))
      if (fits) owned.add(item)
      return fits ? owner : null
    }
    let outcomes: Map<Item, O> = new Map()
    try {
      // Not waited for in there: the commit goes out right behind, and the wallet's row is not held for a turn of ours.
      const { paying } = await database.batch(accounts, async (tx) => {
        forget() // of a try before this one
        const paying = pay(tx, items, accounts, reserve)
        paying.catch(() => {}) // its failure is the transaction's
        if (asksFirst) await paying
        failpoint('accept_before_commit')
        return { paying }
      })
      outcomes = await paying
    } catch (error) {
      forget()
      options.onFailure(error)
      throw error
    }
    failpoint('accept_after_commit')
    for (const item of items) hand(item, outcomes.get(item) ?? null, owned.has(item) ? owner : null)
    return items.map((item) => outcomes.get(item) as O)
  }

  /** To memory, once it is committed; what was not accepted frees the room set aside for it. */
  function hand(item: Item, outcome: Outcome | null, owner: string | null): void {
    if (outcome?.ok) {
      if (item.order.waits) options.onAccepted(item.requestId, item.messageIds.length)
      if (owner) dispatcher.take(item.priced.messages.map((message, index) => dispatchOf(item, message, index, owner)))
    } else if (owner) {
      dispatcher.unreserve(item.messageIds.length, accountOf(item))
    }
  }

  function optedOutOf(accountId: string, draft: Draft): Promise<ReadonlySet<string>> {
    const msisdns = draft.recipients.map(({ msisdn }) => msisdn)
    return database.transaction([accountId], (tx) => optedOutAmong(tx, accountId, msisdns))
  }

  return async (order) => {
    const { account } = order.caller
    const asks = account.hasOptOuts && !order.confirmsOptOut
    const optedOut = asks ? await optedOutOf(account.id, order.draft) : undefined
    const priced = decide(order.draft, account, await knowledge.network(), optedOut)
    if (!priced.ok) return priced
    const atMs = clock.now()
    const messageIds = priced.value.messages.map(() => newId(atMs))
    const item = { order, priced: priced.value, requestId: newId(atMs), messageIds, atMs }
    if (!waiting.enter(account.id, messageIds.length)) return FULL
    try {
      const outcome = order.idempotency === null ? await quick.add(item) : null
      return outcome ?? (await careful.add(item))
    } finally {
      waiting.leave(account.id, messageIds.length)
    }
  }
}

const FULL: Outcome = { ok: false, error: { code: 'unavailable', retryAfterSeconds: 1 } }
const accountOf = (item: Item): string => item.order.caller.account.id
const rowsOf = (item: Item): number => item.messageIds.length
const amountOf = (items: readonly Item[]): bigint => items.reduce((sum, item) => sum + item.priced.amount, 0n)

type Reserve = (item: Item) => string | null
type Pay<O> = (tx: Tx, items: Item[], accounts: string[], reserve: Reserve) => Promise<Map<Item, O>>

/** Each account's requests at once. An account that cannot pay for all of its own has none accepted: null, not a refusal. */
async function payTogether(
  tx: Tx,
  items: Item[],
  accounts: string[],
  reserve: Reserve,
): Promise<Map<Item, Outcome | null>> {
  const outcomes = new Map<Item, Outcome | null>()
  await Promise.all(
    accounts.map(async (accountId) => {
      const mine = items.filter((item) => accountOf(item) === accountId)
      const wallet = await store(tx, accountId, mine, reserve)
      if (wallet)
        for (const [item, accepted] of answers(mine, wallet)) outcomes.set(item, { ok: true, value: accepted })
      else for (const item of mine) outcomes.set(item, null)
    }),
  )
  return outcomes
}

/** Those whose key is new and whose amount fits, in the order they came; the others are refused. */
async function payOneByOne(tx: Tx, items: Item[], accounts: string[], reserve: Reserve): Promise<Map<Item, Outcome>> {
  const outcomes = new Map<Item, Outcome>()
  const fresh = await withoutRepeats(tx, items, outcomes)
  const unpaid: Item[] = []
  for (const accountId of accounts) {
    const mine = fresh.filter((item) => accountOf(item) === accountId)
    const locked = mine.length > 0 ? await lockWallet(tx, accountId) : null
    const left = locked ? free(locked) : 0n
    const may = payable(
      left,
      mine.map((item) => item.priced.amount),
    )
    const fits = mine.filter((_, index) => may[index])
    const wallet = fits.length > 0 ? await store(tx, accountId, fits, reserve) : null
    if (fits.length > 0 && !wallet) throw new Error('a wallet changed while it was locked')
    if (wallet) for (const [item, accepted] of answers(fits, wallet)) outcomes.set(item, { ok: true, value: accepted })
    for (const item of mine) {
      if (outcomes.has(item)) continue
      const now = wallet ? free(wallet) : left
      outcomes.set(item, {
        ok: false,
        error: {
          code: 'insufficient_funds',
          needed: item.priced.amount,
          free: now,
          ...(locked && { currency: locked.currency }),
        },
      })
      unpaid.push(item)
    }
  }
  const keyed = unpaid.filter((item) => item.order.idempotency !== null)
  if (keyed.length > 0) await releaseKeys(tx, keyed.map(keyOf))
  return outcomes
}

function keyOf({ order, requestId }: Item) {
  const { key, bodyHash } = order.idempotency as { key: string; bodyHash: Buffer }
  return { accountId: order.caller.account.id, key, bodyHash, requestId }
}

/** A key that was used already is not accepted again: whoever asked finds the first answer. */
async function withoutRepeats(tx: Tx, items: Item[], outcomes: Map<Item, Outcome>): Promise<Item[]> {
  const keyed = items.filter((item) => item.order.idempotency !== null)
  if (keyed.length === 0) return items
  const first = await claimKeys(tx, keyed.map(keyOf), (keyed[0] as Item).atMs)
  return items.filter((item) => {
    if (item.order.idempotency === null || first.has(item.requestId)) return true
    outcomes.set(item, { ok: false, error: { code: 'idempotency_key_busy' } })
    return false
  })
}

/** What each was answered, the wallet being as it is after the last of them. */
function* answers(items: readonly Item[], wallet: WalletRow): Iterable<[Item, Accepted]> {
  let left = free(wallet) + amountOf(items)
  let number = wallet.messages - BigInt(items.reduce((sum, item) => sum + rowsOf(item), 0))
  for (const item of items) {
    left -= item.priced.amount
    const messages = item.priced.messages.map(
      (message, index): AcceptedMessage => ({
        id: item.messageIds[index] as string,
        number: ++number,
        msisdn: message.msisdn,
        segments: message.segments,
        amount: message.amount,
        state: item.order.dueAtMs == null ? 'queued' : 'scheduled',
      }),
    )
    yield [
      item,
      {
        requestId: item.requestId,
        createdAtMs: item.atMs,
        sender: item.priced.sender,
        encoding: (item.priced.messages[0] as PricedMessage).encoding,
        amount: item.priced.amount,
        freeAfter: left,
        messages,
      },
    ]
  }
}

function store(tx: Tx, accountId: string, items: readonly Item[], reserve: Reserve): Promise<WalletRow | null> {
  const requests = items.map(({ order, priced, requestId, messageIds, atMs }) => ({
    id: requestId,
    dialect: order.dialect,
    credentialId: order.caller.credential?.id ?? null,
    sender: priced.sender,
    text: order.draft.text,
    refundPolicy: order.caller.account.plan.refundPolicy,
    firstMessageId: messageIds[0] as string,
    lastMessageId: messageIds.at(-1) as string,
    messageCount: messageIds.length,
    callback: order.callback,
    reference: order.reference ?? null,
    tellsWhenDone: order.tellsWhenDone ?? false,
    createdAtMs: atMs,
    transferId: newId(atMs),
    amount: priced.amount,
  }))
  const messages = items.flatMap((item) => {
    const owner = reserve(item)
    const dueAtMs = item.order.dueAtMs ?? null
    return item.priced.messages.map((message, index) => ({
      msisdn: message.msisdn,
      country: message.country,
      recipientName: message.recipientName,
      text: message.text,
      encoding: message.encoding,
      segments: message.segments,
      amount: message.amount,
      routeAmount: message.routeAmount,
      routeCurrency: message.routeCurrency,
      exchangeRate: message.exchangeRate,
      id: item.messageIds[index] as string,
      requestId: item.requestId,
      routeId: message.route.id,
      createdAtMs: item.atMs,
      dueAtMs,
      expiresAtMs: (dueAtMs ?? item.atMs) + message.route.validityMs,
      owner,
    }))
  })
  return acceptAll(tx, accountId, requests, messages)
}

function dispatchOf(item: Item, message: PricedMessage, index: number, owner: string): Dispatch {
  return {
    accountId: item.order.caller.account.id,
    messageId: item.messageIds[index] as string,
    requestId: item.requestId,
    routeId: message.route.id,
    source: item.priced.sender,
    msisdn: message.msisdn,
    text: message.text ?? item.order.draft.text,
    segments: message.segments,
    expiresAtMs: item.atMs + message.route.validityMs,
    owner,
    waits: item.order.waits,
    uncertain: 0,
  }
}
