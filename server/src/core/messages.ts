// The states of a message and the only ways from one to the next. docs/message-states.md is this table for readers.
export const MESSAGE_STATES = ['scheduled', 'suspended', 'queued', 'sent', 'delivered', 'failed', 'cancelled'] as const
export type MessageState = (typeof MESSAGE_STATES)[number]

const NEXT: Record<MessageState, readonly MessageState[]> = {
  scheduled: ['queued', 'suspended', 'cancelled'],
  suspended: ['scheduled', 'queued', 'cancelled'],
  queued: ['sent', 'delivered', 'failed'], // straight to the end when the receipt overtakes the submit response
  sent: ['delivered', 'failed'],
  delivered: [],
  failed: [],
  cancelled: [],
}

/** Why a message failed. `rejected`, `not_submitted` and `opted_out` never reached a carrier; the others were taken by one. */
export const FAILURE_REASONS = [
  'rejected', // a carrier refused it for good
  'not_submitted', // every try was refused or lost
  'opted_out', // the recipient opted out while it waited for its time
  'undeliverable',
  'expired', // no final receipt by the end of its validity
  'deleted',
  'refused_by_network',
] as const
export type FailureReason = (typeof FAILURE_REASONS)[number]

export type FinalState = 'delivered' | 'failed' | 'cancelled'

export function mayBecome(from: MessageState, to: MessageState): boolean {
  return NEXT[from].includes(to)
}

export function isFinal(state: MessageState): state is FinalState {
  return NEXT[state].length === 0
}

/** The states that `to` may follow: what a statement's WHERE names, so that the table above is the only one. */
export function statesBefore(to: MessageState): MessageState[] {
  return MESSAGE_STATES.filter((from) => mayBecome(from, to))
}
