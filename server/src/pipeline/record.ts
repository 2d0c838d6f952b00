// What carriers answer and report becomes durable: one writer a node, many answers and receipts at a time, in the order
// they came, so that a receipt that comes right behind its answer finds it.
import type { Logger } from 'pino'
import type { FailureReason } from '../core/messages.ts'
import { newId } from '../ids.ts'
import { addRefs, type CarrierRef } from '../store/carrier-refs.ts'
import { type Database, isUnavailable } from '../store/database.ts'
import { addEvents, type Ending, type EventRow, endMessages, markSent } from '../store/messages.ts'
import { timeCame } from '../store/queue.ts'
import { batches } from './batches.ts'
import type { Dispatch } from './dispatch.ts'
import { failpoint } from './failpoints.ts'
import { endingsBy, type ReceiptIn, recognise, storyOf } from './receipt.ts'
import { finishedBy, type RecordedListener, settle } from './settle.ts'
import type { Teller } from './tell.ts'

export type Recorder = {
  /** A carrier took it. */
  sent(answer: { message: Dispatch; carrierId: string; remoteIds: string[]; atMs: number }): Promise<void>
  /** It will never be taken. */
  failed(answer: {
    message: Dispatch
    reason: FailureReason
    detail: Record<string, unknown>
    atMs: number
  }): Promise<void>
  /** For the message's story alone: not waited for. */
  note(note: { message: Dispatch; kind: 'retry' | 'uncertain'; detail: Record<string, unknown>; atMs: number }): void
  /** Resolves once the receipt is durable, known or parked. */
  receipt(receipt: ReceiptIn): Promise<void>
  /** Looks again at what was parked for ids that are known by now. */
  revisit(keys: readonly { carrierId: string; remoteId: string }[]): Promise<void>
  idle(): Promise<void>
}

type Sent = { kind: 'sent'; message: Dispatch; carrierId: string; remoteIds: string[]; atMs: number }
type Failed = {
  kind: 'failed'
  message: Dispatch
  reason: FailureReason
  detail: Record<string, unknown>
  atMs: number
}
type Note = {
  kind: 'note'
  message: Dispatch
  note: 'retry' | 'uncertain'
  detail: Record<string, unknown>
  atMs: number
}
type Item =
  | Sent
  | Failed
  | Note
  | { kind: 'receipt'; receipt: ReceiptIn }
  | { kind: 'revisit'; carrierId: string; remoteId: string }

const BATCH_MAX = 500
// Few wait for what is written here but the carrier, for room in its window: fewer and larger transactions.
const GATHER = {
  forMs: 20,
  quietMs: 4,
  hurries: (item: Item): boolean => (item.kind === 'sent' || item.kind === 'failed') && item.message.waits,
}
const AGAIN_MS = 250
const PARKED_LATELY_MS = 60_000

export function recorder(options: {
  database: Database
  /** Told of a write that failed: whether it was committed may not be known. */
  onFailure(error: unknown): void
  log: Logger
  clock: { now(): number }
  teller: Teller
  onRecorded: RecordedListener
}): Recorder {
  const { database, clock, teller, log } = options

  /** When a receipt was parked here last: only then may answers that come now have one waiting. */
  let parkedAtMs = Number.NEGATIVE_INFINITY

  async function run(items: Item[]): Promise<undefined[]> {
    const sent = items.filter((item) => item.kind === 'sent')
    const failed = items.filter((item) => item.kind === 'failed')
    const notes = items.filter((item) => item.kind === 'note')
    const receipts = items.filter((item) => item.kind === 'receipt').map((item) => item.receipt)
    const revisits = items.filter((item) => item.kind === 'revisit')
    const known = new Set([...sent, ...failed, ...notes].map((item) => item.message.accountId))
    const nowMs = clock.now()

    const told = await database.batch([...known], async (tx) => {
      const refs = sent.flatMap(refsOf)
      void addRefs(tx, refs, nowMs)
      const mayBeParked = performance.now() - parkedAtMs < PARKED_LATELY_MS
      const { known: reports, parked } = await recognise(tx, receipts, refs, revisits, mayBeParked)
      if (parked > 0) parkedAtMs = performance.now()
      const others = reports.map((item) => item.ref.accountId).filter((accountId) => !known.has(accountId))
      if (others.length > 0) tx.see([...new Set([...known, ...others])])

      const carriers = sent.map((item) => ({ ...item.message, carrierId: item.carrierId }))
      const taking = carriers.length > 0 ? markSent(tx, carriers, nowMs) : []
      // Its time came, and in the same transaction it ends.
      void timeCame(
        tx,
        failed.filter(({ reason }) => reason === 'opted_out').map(({ message }) => message),
      )
      const endings = [...(await endingsBy(tx, reports)), ...failed.map(endingOf)]
      const ended = endings.length > 0 ? await endMessages(tx, endings) : []
      const story = reports.length > 0 ? await storyOf(tx, reports, ended) : []
      const endedIds = new Set(ended.map((message) => message.id))
      const refused = failed.filter((item) => endedIds.has(item.message.messageId)).map(refusedEvent)
      void addEvents(tx, [...sent.map(sentEvent), ...refused, ...notes.map(noteEvent), ...story])
      const taken = await taking
      const jobs = await teller.announce(tx, [...taken, ...ended], await finishedBy(tx, ended), nowMs)
      settle(tx, ended, nowMs)
      failpoint(receipts.length > 0 ? 'receipt_before_commit' : 'answer_before_commit')
      return { taken, ended, jobs }
    })
    failpoint(receipts.length > 0 ? 'receipt_after_commit' : 'answer_after_commit')
    for (const message of told.taken) options.onRecorded(message)
    for (const message of told.ended) options.onRecorded(message)
    teller.take(told.jobs)
    return items.map(() => undefined)
  }

  /** What a carrier said is said once: it is kept until the database takes it. A statement that is wrong never will be. */
  async function runUntilRecorded(items: Item[]): Promise<undefined[]> {
    for (;;) {
      try {
        return await run(items)
      } catch (error) {
        options.onFailure(error)
        if (!isUnavailable(error)) throw error
        log.warn({ err: error, items: items.length }, 'answers of carriers wait for the database')
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
      }
    }
  }

  const writes = batches<Item, undefined>({
    run: runUntilRecorded,
    isTransient: isUnavailable,
    underWayMax: 1,
    weightMax: BATCH_MAX,
    gather: GATHER,
  })
  return {
    sent: (answer) => writes.add({ kind: 'sent', ...answer }),
    failed: (answer) => writes.add({ kind: 'failed', ...answer }),
    note({ message, kind, detail, atMs }) {
      // Its loss with a crash loses a line of the story and nothing else.
      writes.add({ kind: 'note', message, note: kind, detail, atMs }).catch(() => {})
    },
    receipt: (receipt) => writes.add({ kind: 'receipt', receipt }),
    async revisit(keys) {
      await Promise.all(keys.map((key) => writes.add({ kind: 'revisit', ...key })))
    },
    idle: () => writes.idle(),
  }
}

function event(message: Dispatch, kind: string, detail: Record<string, unknown>, atMs: number): EventRow {
  return { accountId: message.accountId, messageId: message.messageId, id: newId(), atMs, kind, detail }
}

const sentEvent = (item: Sent): EventRow =>
  event(item.message, 'sent', { carrierId: item.carrierId, remoteIds: item.remoteIds }, item.atMs)
const refusedEvent = (item: Failed): EventRow => event(item.message, 'failed', item.detail, item.atMs)
const noteEvent = (item: Note): EventRow => event(item.message, item.note, item.detail, item.atMs)

function endingOf({ message, reason, atMs }: Failed): Ending {
  const { accountId, messageId, owner } = message
  return { accountId, messageId, state: 'failed', reason, carrierId: null, atMs, owner }
}

function refsOf(item: Sent): CarrierRef[] {
  return item.remoteIds.map((remoteId, index) => ({
    carrierId: item.carrierId,
    remoteId,
    accountId: item.message.accountId,
    messageId: item.message.messageId,
    segment: index + 1,
    segments: item.remoteIds.length,
  }))
}
