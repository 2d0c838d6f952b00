// Step 1: a request becomes durable. The money is held, the request and its messages are stored and queued, in one
// transaction that many concurrent requests share; the caller is answered only after its commit.
import type { Caller } from '../core/accounts.ts'
import type { Refusal } from '../core/errors.ts'
import { free, payable } from '../core/ledger.ts'
import type { MessageState } from '../core/messages.ts'
import { type Draft, decide, type PricedMessage, type PricedRequest } from '../core/requests.ts'
import type { Result } from '../core/result.ts'
import { newId } from '../ids.ts'
import { type Database, isUnavailable, type Tx } from '../store/database.ts'
import { claimKeys, releaseKeys } from '../store/idempotency.ts'
import { addMessages, addRequests, type NewMessage } from '../store/messages.ts'
import { addTransfers } from '../store/transfers.ts'
import { hold, lockWallet, type WalletRow } from '../store/wallets.ts'
import { batches } from './batches.ts'
import type { Dispatch } from './dispatch.ts'
import { failpoint } from './failpoints.ts'
import type { Knowledge } from './knowledge.ts'
import type { Dispatcher } from './submit.ts'

export type SendOrder = {
  caller: Caller
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
type Kept = { item: Item; messages: AcceptedMessage[]; owned: boolean }
type Batch = { outcomes: Outcome[]; kept: Kept[] }

export type Accept = (order: SendOrder) => Promise<Outcome>

// Two transactions under way: while one waits for its commit to reach the disk, the next one is written.
const UNDER_WAY_MAX = 2
const ROWS_MAX = 2000 // a transaction stays small (D9), but for a single request of more recipients

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
  const writes = batches<Item, Outcome>({
    run: write,
    isTransient: isUnavailable,
    underWayMax: UNDER_WAY_MAX,
    weightMax: ROWS_MAX,
    weigh: (item) => item.priced.messages.length,
  })

  async function write(items: Item[]): Promise<Outcome[]> {
    const owner = dispatcher.owner()
    const accounts = [...new Set(items.map((item) => item.order.caller.account.id))].sort()
    let batch: Batch = { outcomes: [], kept: [] }
    const forget = (): void => {
      for (const { item, owned } of batch.kept) {
        if (owned) dispatcher.unreserve(item.messageIds.length, item.order.caller.account.id)
      }
    }
    try {
      await database.transaction(accounts, async (tx) => {
        forget() // of a try before this one
        batch = { outcomes: new Array(items.length), kept: [] }
        await decideAndHold(tx, items, accounts, batch)
        if (batch.kept.length > 0) insert(tx, batch.kept, owner)
        failpoint('accept_before_commit')
      })
    } catch (error) {
      forget()
      options.onFailure(error)
      throw error
    }
    failpoint('accept_after_commit')
    for (const { item, messages, owned } of batch.kept) {
      if (item.order.waits) options.onAccepted(item.requestId, messages.length)
      if (owned) dispatcher.take(item.priced.messages.map((message, index) => dispatchOf(item, message, index, owner)))
    }
    return batch.outcomes
  }

  async function decideAndHold(tx: Tx, items: Item[], accounts: string[], batch: Batch): Promise<void> {
    const fresh = await withoutRepeats(tx, items, batch.outcomes)
    const ofAccount = (accountId: string): Fresh[] =>
      fresh.filter(({ item }) => item.order.caller.account.id === accountId)
    const payments = await Promise.all(accounts.map((accountId) => pay(tx, accountId, ofAccount(accountId))))
    for (const { item, index, wallet, before } of payments.flat()) {
      if (before === null) {
        batch.outcomes[index] = insufficient(wallet, item.priced.amount)
        continue
      }
      const value = acceptedFrom(item, before)
      batch.outcomes[index] = { ok: true, value }
      const owned =
        item.order.dueAtMs == null && dispatcher.reserve(value.messages.length, item.order.caller.account.id)
      batch.kept.push({ item, messages: value.messages, owned })
    }
    const refused = payments.flat().filter(({ item, before }) => before === null && item.order.idempotency !== null)
    if (refused.length > 0) await releaseKeys(tx, refused.map(({ item }) => keyOf(item)))
  }

  return async (order) => {
    const { account } = order.caller
    const priced = decide(order.draft, account, await knowledge.network())
    if (!priced.ok) return priced
    const atMs = clock.now()
    const messageIds = priced.value.messages.map(() => newId(atMs))
    return writes.add({ order, priced: priced.value, requestId: newId(atMs), messageIds, atMs })
  }
}

type Fresh = { item: Item; index: number }

function keyOf({ order, requestId }: Item) {
  const { key, bodyHash } = order.idempotency as { key: string; bodyHash: Buffer }
  return { accountId: order.caller.account.id, key, bodyHash, requestId }
}

/** A key that was used already is not accepted again: whoever asked finds the first answer. */
async function withoutRepeats(tx: Tx, items: Item[], outcomes: Outcome[]): Promise<Fresh[]> {
  const all = items.map((item, index) => ({ item, index }))
  const keyed = items.filter((item) => item.order.idempotency !== null)
  if (keyed.length === 0) return all
  const rows = keyed.map(keyOf)
  const first = await claimKeys(tx, rows, (keyed[0] as Item).atMs)
  return all.filter(({ item, index }) => {
    if (item.order.idempotency === null || first.has(item.requestId)) return true
    outcomes[index] = { ok: false, error: { code: 'idempotency_key_busy' } }
    return false
  })
}

type Paid = Fresh & { wallet: WalletRow | null; before: { free: bigint; messages: bigint } | null }

/** Holds for all of an account's requests at once; when that is too much, for those that fit, in the order they came. */
async function pay(tx: Tx, accountId: string, wanted: Fresh[]): Promise<Paid[]> {
  const total = (list: Fresh[]): bigint => list.reduce((sum, { item }) => sum + item.priced.amount, 0n)
  const count = (list: Fresh[]): number => list.reduce((sum, { item }) => sum + item.messageIds.length, 0)
  if (wanted.length === 0) return []
  let wallet = await hold(tx, accountId, total(wanted), count(wanted))
  let fits = wanted
  if (!wallet) {
    wallet = await lockWallet(tx, accountId)
    const may = wallet
      ? payable(
          free(wallet),
          wanted.map(({ item }) => item.priced.amount),
        )
      : []
    fits = wanted.filter((_, index) => may[index])
    if (fits.length > 0) wallet = await hold(tx, accountId, total(fits), count(fits))
  }
  let left = wallet ? free(wallet) + total(fits) : 0n
  let numbers = wallet ? wallet.messages - BigInt(count(fits)) : 0n
  return wanted.map((each) => {
    if (!fits.includes(each)) return { ...each, wallet, before: null }
    const before = { free: left, messages: numbers }
    left -= each.item.priced.amount
    numbers += BigInt(each.item.messageIds.length)
    return { ...each, wallet, before }
  })
}

function insufficient(wallet: WalletRow | null, needed: bigint): Outcome {
  const left = wallet ? free(wallet) : 0n
  return {
    ok: false,
    error: { code: 'insufficient_funds', needed, free: left, ...(wallet && { currency: wallet.currency }) },
  }
}

function acceptedFrom(item: Item, before: { free: bigint; messages: bigint }): Accepted {
  return {
    requestId: item.requestId,
    createdAtMs: item.atMs,
    sender: item.priced.sender,
    encoding: (item.priced.messages[0] as PricedMessage).encoding,
    amount: item.priced.amount,
    freeAfter: before.free - item.priced.amount,
    messages: item.priced.messages.map((message, index) => ({
      id: item.messageIds[index] as string,
      number: before.messages + BigInt(index) + 1n,
      msisdn: message.msisdn,
      segments: message.segments,
      amount: message.amount,
      state: item.order.dueAtMs == null ? 'queued' : 'scheduled',
    })),
  }
}

function insert(tx: Tx, kept: Kept[], owner: string): void {
  void addRequests(
    tx,
    kept.map(({ item }) => ({
      accountId: item.order.caller.account.id,
      id: item.requestId,
      dialect: item.order.dialect,
      credentialId: item.order.caller.userId === undefined ? item.order.caller.credential.id : null,
      sender: item.priced.sender,
      text: item.order.draft.text,
      refundPolicy: item.order.caller.account.plan.refundPolicy,
      messageCount: item.messageIds.length,
      firstMessageId: item.messageIds[0] as string,
      lastMessageId: item.messageIds.at(-1) as string,
      callback: item.order.callback,
      reference: item.order.reference ?? null,
      tellsWhenDone: item.order.tellsWhenDone ?? false,
      createdAtMs: item.atMs,
    })),
  )
  const rows: NewMessage[] = []
  const owners: (string | null)[] = []
  for (const { item, messages, owned } of kept) {
    for (const [index, message] of item.priced.messages.entries()) {
      owners.push(owned ? owner : null)
      rows.push({
        accountId: item.order.caller.account.id,
        id: item.messageIds[index] as string,
        requestId: item.requestId,
        number: (messages[index] as AcceptedMessage).number,
        msisdn: message.msisdn,
        country: message.country,
        recipientName: message.recipientName,
        text: message.text,
        encoding: message.encoding,
        segments: message.segments,
        amount: message.amount,
        routeId: message.route.id,
        routeAmount: message.routeAmount,
        routeCurrency: message.routeCurrency,
        exchangeRate: message.exchangeRate,
        createdAtMs: item.atMs,
        dueAtMs: item.order.dueAtMs ?? null,
        expiresAtMs: (item.order.dueAtMs ?? item.atMs) + message.route.validityMs,
      })
    }
  }
  void addMessages(tx, rows, owners)
  void addTransfers(
    tx,
    kept.map(({ item }) => ({
      accountId: item.order.caller.account.id,
      id: newId(item.atMs),
      atMs: item.atMs,
      kind: 'hold',
      amount: item.priced.amount,
      subjectId: item.requestId,
      step: 'hold',
    })),
  )
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
    uncertain: 0,
  }
}
