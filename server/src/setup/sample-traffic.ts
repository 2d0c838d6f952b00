// Sample traffic, so that a new installation has something to show. It is stored ended, with its money and its story; no
// carrier ever sees it, and the wallet is afterwards as it was before.
import { refuse } from '../core/errors.ts'
import { settlement } from '../core/ledger.ts'
import { newId } from '../ids.ts'
import { acceptAll } from '../store/acceptances.ts'
import type { Tx } from '../store/database.ts'
import { addEvents, type EventRow, endMessages } from '../store/messages.ts'
import { setSentAt } from '../store/sample-traffic.ts'
import { type Network, readAccount, readNetwork } from '../store/snapshots.ts'
import { reopenDays } from '../store/traffic-days.ts'
import { addTransfers, type Transfer } from '../store/transfers.ts'
import * as wallets from '../store/wallets.ts'
import { count } from './fields.ts'
import { idAt, type PastMessage, type PastRequest, sampleRequests } from './sample-requests.ts'
import { type Actor, changeAccount, type Outcome, type Setup } from './setup.ts'

const MESSAGES_MAX = 500 // a transaction stays small (D9); for more, call again

type SampleOutcome = { requests: number; messages: number; delivered: number; failed: number }

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
    await store(tx, accountId, requests, refundPolicy)
    await end(tx, accountId, requests, network)
    await settle(tx, accountId, requests, refundPolicy, nowMs)
    await reopenDays(tx, accountId)
    const all = requests.flatMap((request) => request.messages)
    const delivered = all.filter((message) => message.state === 'delivered').length
    const outcome = { requests: requests.length, messages: all.length, delivered, failed: all.length - delivered }
    audit('sample_traffic.added', accountId, outcome)
    return outcome
  })
}

type RefundPolicy = Parameters<typeof settlement>[2]

/** Accepts them as accept would have, out of a top-up of what they hold in all. */
async function store(
  tx: Tx,
  accountId: string,
  requests: readonly PastRequest[],
  refundPolicy: RefundPolicy,
): Promise<void> {
  const total = requests.reduce((sum, request) => sum + amountOf(request), 0n)
  await wallets.credit(tx, accountId, total)
  const wallet = await acceptAll(
    tx,
    accountId,
    requests.map((request) => ({
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
      reference: null,
      tellsWhenDone: false,
      createdAtMs: request.atMs,
      transferId: idAt(request.atMs),
      amount: amountOf(request),
    })),
    // Queued for as long as this transaction lasts: nobody sees them before they have ended.
    requests.flatMap((request) =>
      request.messages.map(({ id, priced: { route, ...priced } }) => ({
        ...priced,
        id,
        requestId: request.id,
        routeId: route.id,
        createdAtMs: request.atMs,
        dueAtMs: null,
        expiresAtMs: request.atMs + route.validityMs,
        owner: null,
      })),
    ),
  )
  if (!wallet) throw new Error('what was topped up could not be held')
}

/** Captures and releases as settle would have, and takes out again what was released. */
async function settle(
  tx: Tx,
  accountId: string,
  requests: readonly PastRequest[],
  policy: RefundPolicy,
  nowMs: number,
): Promise<void> {
  const sums = { capture: 0n, release: 0n }
  const movements = requests.flatMap((request) =>
    request.messages.map((message): Transfer => {
      const kind = settlement(message.state, message.reason, policy)
      const { amount } = message.priced
      sums[kind] += amount
      const { id: subjectId, doneAtMs: atMs } = message
      return { accountId, id: idAt(atMs), atMs, kind, amount, subjectId, step: 'settle' }
    }),
  )
  const credit = (kind: 'topup' | 'adjust_down', atMs: number, amount: bigint): Transfer => {
    const subjectId = newId(nowMs)
    return { accountId, id: idAt(atMs), atMs, kind, amount, subjectId, step: 'credit', note: 'Sample traffic' }
  }
  const before = (requests[0] as PastRequest).atMs - 1
  movements.push(credit('topup', before, sums.capture + sums.release), credit('adjust_down', nowMs, sums.release))
  await addTransfers(tx, movements)
  await wallets.settle(tx, accountId, sums.capture, sums.release)
  await wallets.credit(tx, accountId, -sums.release)
}

const amountOf = (request: PastRequest): bigint => request.messages.reduce((sum, { priced }) => sum + priced.amount, 0n)

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
