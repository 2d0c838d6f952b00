// Step 1: a request becomes durable. The money is held, the request and its messages are stored and queued, in one
// transaction that many concurrent requests share; the caller is answered only after its commit.
import { type Draft, decide, type PricedMessage } from '../core/requests.ts'
import { newId } from '../ids.ts'
import { type Database, isUnavailable } from '../store/database.ts'
import { optedOutAmong } from '../store/opt-outs.ts'
import { backlog } from './backlog.ts'
import { batches } from './batches.ts'
import type { Dispatch } from './dispatch.ts'
import { failpoint } from './failpoints.ts'
import type { Knowledge } from './knowledge.ts'
import { accountOf, type Item, type Outcome, rowsOf, type SendOrder } from './orders.ts'
import { type Pay, payOneByOne, payTogether } from './pay.ts'
import type { Dispatcher } from './submit.ts'

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
