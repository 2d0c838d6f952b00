// Sample traffic, so that a new installation has something to show. It is stored ended, with its money and its story; no
// carrier ever sees it, and the wallet is afterwards as it was before.
import { refuse } from '../core/errors.ts'
import { settlement } from '../core/ledger.ts'
import { newId } from '../ids.ts'
import type { Tx } from '../store/database.ts'
import { addEvents, addMessages, addRequests, type EventRow, endMessages } from '../store/messages.ts'
import { setSentAt } from '../store/sample-traffic.ts'
import { type Network, readAccount, readNetwork } from '../store/snapshots.ts'
import { addTransfers, type Transfer } from '../store/transfers.ts'
import * as wallets from '../store/wallets.ts'
import { count } from './fields.ts'
import { idAt, type PastMessage, type PastRequest, sampleRequests } from './sample-requests.ts'
import { type Actor, changeAccount, type Outcome, type Setup } from './setup.ts'

const MESSAGES_MAX = 500 // a transaction stays small (D9); for more, call again

export type SampleOutcome = { requests: number; messages: number; delivered: number; failed: number }

export function addSampleTraffic(
  setup: Setup,
  actor: Actor,
  accountId: string,
  messages: number,
  chance: () => number,
): Outcome<SampleOutcome> {
  return changeAccount(setup, actor, accountId, async ({ tx, nowMs, audit }) => {
    const wanted = count(messages, 'count', 1, MESSAGES_MAX)
    const [account, network] = await Promise.all([readAccount(tx, accountId), readNetwork(tx)])
    if (!account) refuse({ code: 'not_found' })
    const requests = sampleRequests({ account, network, count: wanted, nowMs, chance })
    if (requests.length === 0) {
      const message = 'the account needs an approved sender, and a price and a route, for TZ, KE, UG or GB'
      refuse({ code: 'conflict', message })
    }
    const refundPolicy = account.plan.refundPolicy
    const first = await pay(tx, accountId, requests, refundPolicy, nowMs)
    await store(tx, accountId, requests, refundPolicy, first)
    await end(tx, accountId, requests, network)
    const all = requests.flatMap((request) => request.messages)
    const delivered = all.filter((message) => message.state === 'delivered').length
    const outcome = { requests: requests.length, messages: all.length, delivered, failed: all.length - delivered }
    audit('sample_traffic.added', accountId, outcome)
    return outcome
  })
}

type RefundPolicy = Parameters<typeof settlement>[2]

/** Tops up what is held in all, and takes out again what was released; answers the first message's number. */
async function pay(
  tx: Tx,
  accountId: string,
  requests: readonly PastRequest[],
  policy: RefundPolicy,
  nowMs: number,
): Promise<bigint> {
  const movements: Transfer[] = []
  const add = (
    atMs: number,
    kind: Transfer['kind'],
    step: Transfer['step'],
    subjectId: string,
    amount: bigint,
  ): void => {
    const note = step === 'credit' ? 'Sample traffic' : null
    movements.push({ accountId, id: idAt(atMs), atMs, kind, amount, subjectId, step, note })
  }
  const sums = { capture: 0n, release: 0n }
  for (const request of requests) {
    let held = 0n
    for (const message of request.messages) {
      const kind = settlement(message.state, message.reason, policy)
      const { amount } = message.priced
      held += amount
      sums[kind] += amount
      add(message.doneAtMs, kind, 'settle', message.id, amount)
    }
    add(request.atMs, 'hold', 'hold', request.id, held)
  }
  const total = sums.capture + sums.release
  const before = (requests[0] as PastRequest).atMs - 1
  add(before, 'topup', 'credit', newId(nowMs), total)
  add(nowMs, 'adjust_down', 'credit', newId(nowMs), sums.release)
  await addTransfers(tx, movements)

  const messages = requests.reduce((sum, request) => sum + request.messages.length, 0)
  await wallets.credit(tx, accountId, total)
  const wallet = await wallets.hold(tx, accountId, total, messages)
  if (!wallet) throw new Error('what was topped up could not be held')
  await wallets.settle(tx, accountId, sums.capture, sums.release)
  await wallets.credit(tx, accountId, -sums.release)
  return wallet.messages - BigInt(messages) + 1n
}

async function store(
  tx: Tx,
  accountId: string,
  requests: readonly PastRequest[],
  refundPolicy: RefundPolicy,
  firstNumber: bigint,
): Promise<void> {
  await addRequests(
    tx,
    requests.map((request) => ({
      accountId,
      id: request.id,
      dialect: 'native',
      credentialId: null,
      sender: request.sender,
      text: request.text,
      refundPolicy,
      messageCount: request.messages.length,
      firstMessageId: (request.messages[0] as PastMessage).id,
      lastMessageId: (request.messages.at(-1) as PastMessage).id,
      callback: null,
      createdAtMs: request.atMs,
    })),
  )
  let number = firstNumber
  const rows = requests.flatMap((request) =>
    request.messages.map(({ id, priced }) => ({
      accountId,
      id,
      requestId: request.id,
      number: number++,
      msisdn: priced.msisdn,
      country: priced.country,
      text: priced.text,
      encoding: priced.encoding,
      segments: priced.segments,
      amount: priced.amount,
      routeId: priced.route.id,
      routeAmount: priced.routeAmount,
      routeCurrency: priced.routeCurrency,
      exchangeRate: priced.exchangeRate,
      createdAtMs: request.atMs,
      expiresAtMs: request.atMs + priced.route.validityMs,
    })),
  )
  // Queued for as long as this transaction lasts: nobody sees them before they have ended.
  await addMessages(
    tx,
    rows,
    rows.map(() => null),
  )
}

async function end(tx: Tx, accountId: string, requests: readonly PastRequest[], network: Network): Promise<void> {
  const messages = requests.flatMap((request) => request.messages)
  const taken = messages.flatMap(({ id, sentAtMs }) => (sentAtMs === null ? [] : [{ messageId: id, atMs: sentAtMs }]))
  await setSentAt(tx, accountId, taken)
  const carrierOf = ({ priced }: PastMessage): string => priced.route.carrierIds[0] as string
  await endMessages(
    tx,
    messages.map((message) => ({
      accountId,
      messageId: message.id,
      state: message.state,
      reason: message.reason,
      carrierId: message.sentAtMs === null ? null : carrierOf(message),
      atMs: message.doneAtMs,
    })),
  )
  const nameOf = (id: string): string => network.carriers.find((carrier) => carrier.id === id)?.name ?? id
  await addEvents(
    tx,
    messages.flatMap((message) => story(accountId, message, carrierOf(message), nameOf)),
  )
}

/** The lines that the pipeline writes for the same course of things. */
function story(accountId: string, message: PastMessage, carrierId: string, nameOf: (id: string) => string): EventRow[] {
  const line = (atMs: number, kind: string, detail: Record<string, unknown>): EventRow => {
    return { accountId, messageId: message.id, id: idAt(atMs), atMs, kind, detail }
  }
  const { state, reason, stat, sentAtMs, doneAtMs, priced } = message
  if (sentAtMs === null) return [line(doneAtMs, state, { carrier: nameOf(carrierId), status: stat })]
  const remoteIds = Array.from({ length: priced.segments }, () => idAt(sentAtMs).slice(-12))
  const sent = line(sentAtMs, 'sent', { carrierId, remoteIds })
  if (reason === 'expired') return [sent, line(doneAtMs, state, { reason })]
  return [sent, line(doneAtMs, state, { stat, error: state === 'delivered' ? '000' : '001', carrierId })]
}
