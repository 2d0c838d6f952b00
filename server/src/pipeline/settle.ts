// Step 4: a message that ended is paid for or given back, in the transaction that ends it. The key of the ledger lets one
// settlement a message in; the wallet moves by the sum of what was written.
import type { Logger } from 'pino'
import { settlement } from '../core/ledger.ts'
import type { FinalState } from '../core/messages.ts'
import type { RefundPolicy } from '../core/rates.ts'
import { newId } from '../ids.ts'
import type { Database, Tx } from '../store/database.ts'
import { addEvents, closeRequests, endMessages, type FinishedRequest, type MessageRow } from '../store/messages.ts'
import { expired } from '../store/queue.ts'
import { addTransfers } from '../store/transfers.ts'
import { settle as settleWallet } from '../store/wallets.ts'
import { failpoint } from './failpoints.ts'
import type { Teller } from './tell.ts'

/** Told after the commit, message by message. */
export type RecordedListener = (message: MessageRow) => void

/**
 * Captures or releases the hold of each message. To be called last in its transaction, with nothing awaited behind it: the
 * wallets are the rows that others want, and are locked from here to the commit. Accounts in order, so that nobody deadlocks.
 */
export function settle(tx: Tx, ended: readonly MessageRow[], atMs: number): void {
  if (ended.length === 0) return
  const sums = new Map<string, { capture: bigint; release: bigint }>()
  const transfers = ended.map((message) => {
    const kind = settlement(message.state as FinalState, message.reason, message.refund_policy as RefundPolicy)
    const sum = sums.get(message.account_id) ?? { capture: 0n, release: 0n }
    sum[kind] += message.amount
    sums.set(message.account_id, sum)
    const { account_id: accountId, id: subjectId, amount } = message
    return { accountId, id: newId(atMs), atMs, kind, amount, subjectId, step: 'settle' as const }
  })
  void addTransfers(tx, transfers)
  failpoint('settle_before_commit')
  for (const [accountId, sum] of [...sums].sort(([a], [b]) => (a < b ? -1 : 1))) {
    void settleWallet(tx, accountId, sum.capture, sum.release)
  }
}

/** The requests that these endings were the last of, of those where somebody is told of the whole. */
export async function finishedBy(tx: Tx, ended: readonly MessageRow[]): Promise<FinishedRequest[]> {
  const tracked = ended.filter((message) => message.tells_when_done)
  return tracked.length > 0 ? closeRequests(tx, tracked) : []
}

const SWEEP_MS = 1000
const SWEEP_MAX = 500

/** Ends messages whose validity is over: failed, because it expired. */
export function expiry(options: {
  database: Database
  clock: { now(): number }
  log: Logger
  teller: Teller
  /** Told of a write that failed: whether it was committed may not be known. */
  onFailure(error: unknown): void
  onRecorded: RecordedListener
}): { start(): void; stop(): Promise<void> } {
  const { database, clock, log, teller } = options
  let timer: NodeJS.Timeout | undefined
  let sweeping: Promise<void> = Promise.resolve()

  async function sweep(): Promise<void> {
    const due = await database.batch('all', (tx) => expired(tx, SWEEP_MAX))
    if (due.length === 0) return
    const accounts = [...new Set(due.map((row) => row.account_id))]
    const atMs = clock.now()
    const told = await database.batch(accounts, async (tx) => {
      const endings = due.map((row) => ({
        accountId: row.account_id,
        messageId: row.message_id,
        state: 'failed' as const,
        reason: 'expired' as const,
        carrierId: null,
        atMs,
      }))
      const ended = await endMessages(tx, endings)
      void addEvents(
        tx,
        ended.map((row) => ({
          accountId: row.account_id,
          messageId: row.id,
          id: newId(atMs),
          atMs,
          kind: 'failed',
          detail: { reason: 'expired' },
        })),
      )
      failpoint('expire_before_commit')
      const jobs = await teller.announce(tx, ended, await finishedBy(tx, ended), atMs)
      settle(tx, ended, atMs)
      return { ended, jobs }
    })
    for (const message of told.ended) options.onRecorded(message)
    teller.take(told.jobs)
    if (told.ended.length === SWEEP_MAX) await sweep()
  }

  return {
    start() {
      timer = setInterval(() => {
        sweeping = sweeping.then(sweep).catch((error) => {
          options.onFailure(error)
          log.warn({ err: error }, 'the expiry sweep failed')
        })
      }, SWEEP_MS)
    },
    async stop() {
      clearInterval(timer)
      await sweeping
    },
  }
}
