// Which requests of a batch their wallets pay for, and how those are stored.
import { free, payable } from '../core/ledger.ts'
import type { PricedMessage } from '../core/requests.ts'
import { newId } from '../ids.ts'
import { acceptAll } from '../store/acceptances.ts'
import type { Tx } from '../store/database.ts'
import { claimKeys, releaseKeys } from '../store/idempotency.ts'
import { lockWallet, type WalletRow } from '../store/wallets.ts'
import { type Accepted, type AcceptedMessage, accountOf, amountOf, type Item, type Outcome, rowsOf } from './orders.ts'

/** Who has it in memory; null leaves it to whoever claims it. */
export type Reserve = (item: Item) => string | null
export type Pay<O> = (tx: Tx, items: Item[], accounts: string[], reserve: Reserve) => Promise<Map<Item, O>>

/** Each account's requests at once. An account that cannot pay for all of its own has none accepted: null, not a refusal. */
export async function payTogether(
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
export async function payOneByOne(
  tx: Tx,
  items: Item[],
  accounts: string[],
  reserve: Reserve,
): Promise<Map<Item, Outcome>> {
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
