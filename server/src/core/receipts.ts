// core/receipts.ts: what a carrier's receipts say became of a message.
import type { FailureReason } from './messages.ts'

/**
 * Of one segment or of the whole message. `outcome` is null while another receipt may follow. A receipt comes from
 * behind a carrier that took the message, so a rejection told by one is `refused_by_network`, never `rejected`.
 */
export type ReceiptOutcome =
  | { readonly outcome: 'delivered'; readonly reason: null }
  | { readonly outcome: 'failed'; readonly reason: FailureReason }
  | { readonly outcome: null; readonly reason: null }

const DELIVERED: ReceiptOutcome = { outcome: 'delivered', reason: null }
const PENDING: ReceiptOutcome = { outcome: null, reason: null }
const UNDELIVERABLE: ReceiptOutcome = { outcome: 'failed', reason: 'undeliverable' }
const REFUSED: ReceiptOutcome = { outcome: 'failed', reason: 'refused_by_network' }
const DELETED: ReceiptOutcome = { outcome: 'failed', reason: 'deleted' }
const EXPIRED: ReceiptOutcome = { outcome: 'failed', reason: 'expired' }

// The seven letters of SMPP 3.4 appendix B, and the whole words that HTTP providers send.
const byStat = new Map<string, ReceiptOutcome>([
  ['DELIVRD', DELIVERED],
  ['DELIVERED', DELIVERED],
  ['UNDELIV', UNDELIVERABLE],
  ['UNDELIVERABLE', UNDELIVERABLE],
  ['UNDELIVERED', UNDELIVERABLE],
  ['REJECTD', REFUSED],
  ['REJECTED', REFUSED],
  ['DELETED', DELETED],
  ['EXPIRED', EXPIRED],
  ['ACCEPTD', PENDING],
  ['ACCEPTED', PENDING],
  ['ENROUTE', PENDING],
  ['UNKNOWN', PENDING],
])

// SMPP 3.4 §5.2.28, by number; 0 is reserved there.
const byMessageState: readonly ReceiptOutcome[] = [
  PENDING,
  PENDING, // 1 ENROUTE
  DELIVERED,
  EXPIRED,
  DELETED,
  UNDELIVERABLE,
  PENDING, // 6 ACCEPTED
  PENDING, // 7 UNKNOWN
  REFUSED, // REJECTED
]

/** `stat` of a receipt's text, in any case. A word nobody has defined ends nothing: validity does, in time. */
export function outcomeOfStat(stat: string): ReceiptOutcome {
  return byStat.get(stat.trim().toUpperCase()) ?? PENDING
}

/** The message_state TLV. */
export function outcomeOfMessageState(messageState: number): ReceiptOutcome {
  return byMessageState[messageState] ?? PENDING
}

/**
 * Of a whole message, from the latest outcome of each of its segments: delivered when all are, failed once all have
 * ended and one has failed (for the reason of the first that did), null before.
 */
export function outcomeOfSegments(segments: readonly ReceiptOutcome[]): ReceiptOutcome {
  let failed: ReceiptOutcome | undefined
  for (const segment of segments) {
    if (segment.outcome === null) return PENDING
    if (segment.outcome === 'failed') failed ??= segment
  }
  return failed ?? DELIVERED
}
