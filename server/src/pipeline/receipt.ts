// Step 3: what a receipt means for its message. A receipt finds its message by the carrier's id; one that finds none is
// parked, for it may have overtaken its submit response. A message ends once, however many receipts say so.
import type { Receipt } from '../carriers/carrier.ts'
import type { FailureReason } from '../core/messages.ts'
import { outcomeOfSegments, type ReceiptOutcome } from '../core/receipts.ts'
import { newId } from '../ids.ts'
import { type CarrierRef, findRefs, noteOutcomes, park, unpark } from '../store/carrier-refs.ts'
import type { Tx } from '../store/database.ts'
import { type Ending, type EventRow, type MessageRow, statesOf } from '../store/messages.ts'

export type ReceiptIn = { carrierId: string; receipt: Receipt; atMs: number }
export type KnownReceipt = ReceiptIn & { ref: CarrierRef }

type Key = { carrierId: string; remoteId: string }
const keyOf = (key: Key): string => `${key.carrierId} ${key.remoteId}`

/**
 * The receipts that have a message: those that came now, and those parked before for ids that become known now
 * (`refs`, whose rows this transaction adds) or became known since (`revisits`). The others are parked. `mayBeParked`: this
 * node parked some lately; what another node parked is found by the reconciler's revisits.
 */
export async function recognise(
  tx: Tx,
  received: readonly ReceiptIn[],
  refs: readonly CarrierRef[],
  revisits: readonly Key[],
  mayBeParked: boolean,
): Promise<{ known: KnownReceipt[]; parked: number }> {
  const fresh = new Map(refs.map((ref) => [keyOf(ref), ref]))
  const idOf = (item: ReceiptIn): Key => ({ carrierId: item.carrierId, remoteId: item.receipt.remoteId })
  const asked: Key[] = [...received.map(idOf).filter((key) => !fresh.has(keyOf(key))), ...revisits]
  const [found, unparked] = await Promise.all([
    asked.length > 0 ? findRefs(tx, asked) : [],
    unpark(tx, mayBeParked ? [...refs, ...revisits] : revisits),
  ])
  for (const ref of found) fresh.set(keyOf(ref), ref)
  const all: ReceiptIn[] = [
    ...unparked.map((row) => ({ carrierId: row.carrierId, receipt: row.receipt as Receipt, atMs: row.atMs })),
    ...received,
  ]
  const known: KnownReceipt[] = []
  const unknown: ReceiptIn[] = []
  for (const item of all) {
    const ref = fresh.get(keyOf(idOf(item)))
    if (ref) known.push({ ...item, ref })
    else unknown.push(item)
  }
  void park(
    tx,
    unknown.map((item) => ({ ...idOf(item), id: newId(), receipt: item.receipt, atMs: item.atMs })),
  )
  return { known, parked: unknown.length }
}

/** How messages end by these receipts: at most one ending a message. */
export async function endingsBy(tx: Tx, receipts: readonly KnownReceipt[]): Promise<Ending[]> {
  const endings = new Map<string, Ending>()
  const end = (item: KnownReceipt, outcome: ReceiptOutcome): void => {
    const { accountId, messageId } = item.ref
    if (outcome.outcome === null || endings.has(messageId)) return
    const { carrierId, atMs } = item
    endings.set(messageId, { accountId, messageId, state: outcome.outcome, reason: outcome.reason, carrierId, atMs })
  }
  const long: KnownReceipt[] = []
  for (const item of receipts) {
    if (item.ref.segments > 1) long.push(item)
    else end(item, outcomeOf(item.receipt))
  }
  const final = long.filter((item) => item.receipt.outcome !== null)
  if (final.length > 0) {
    const noted = await noteOutcomes(
      tx,
      final.map((item) => ({ ref: item.ref, outcome: wordOf(item.receipt) })),
    )
    for (const item of final) {
      const segments = noted
        .filter((row) => row.message_id === item.ref.messageId)
        .map((row) => outcomeOfWord(row.outcome))
      end(item, outcomeOfSegments(segments))
    }
  }
  return [...endings.values()]
}

/** The story's lines: what ended the message, and what came on top of that. */
export async function storyOf(
  tx: Tx,
  receipts: readonly KnownReceipt[],
  ended: readonly MessageRow[],
): Promise<EventRow[]> {
  const endedNow = new Map(ended.map((message) => [message.id, message]))
  const others = receipts.filter((item) => item.receipt.outcome !== null && !endedNow.has(item.ref.messageId))
  const before =
    others.length > 0
      ? await statesOf(
          tx,
          others.map((item) => item.ref),
        )
      : new Map<string, string>()
  return receipts.map((item) => {
    const { accountId, messageId, segment } = item.ref
    const { stat, error, outcome } = item.receipt
    const message = endedNow.get(messageId)
    // A second receipt in the same batch is a repetition like any other.
    const kind = message && outcome !== null ? message.state : 'receipt'
    if (message) endedNow.delete(messageId)
    // No new charge after a refund: it is told, and that is all.
    const late = outcome === 'delivered' && before.get(messageId) === 'failed'
    const detail = {
      stat,
      error,
      carrierId: item.carrierId,
      ...(item.ref.segments > 1 && { segment }),
      ...(late && { late: true }),
    }
    return { accountId, messageId, id: newId(), atMs: item.atMs, kind: late ? 'delivered_late' : kind, detail }
  })
}

function outcomeOf(receipt: Receipt): ReceiptOutcome {
  if (receipt.outcome === 'failed')
    return { outcome: 'failed', reason: (receipt.reason ?? 'undeliverable') as FailureReason }
  return { outcome: receipt.outcome, reason: null } as ReceiptOutcome
}

// A segment's outcome in one column: `delivered`, or the reason that it was not.
const wordOf = (receipt: Receipt): string =>
  receipt.outcome === 'delivered' ? 'delivered' : (receipt.reason ?? 'undeliverable')

function outcomeOfWord(word: string | null): ReceiptOutcome {
  if (word === null) return { outcome: null, reason: null }
  return word === 'delivered'
    ? { outcome: 'delivered', reason: null }
    : { outcome: 'failed', reason: word as FailureReason }
}
