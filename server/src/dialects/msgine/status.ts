// The one status that MsGine shows of a request with many recipients: the first of the list that any of them is in.
import type { MessageState } from '../../core/messages.ts'

export const STATUSES = ['pending', 'sent', 'delivered', 'failed'] as const
export type Status = (typeof STATUSES)[number]

const STATES: Record<Status, readonly MessageState[]> = {
  pending: ['scheduled', 'suspended', 'queued'],
  sent: ['sent'],
  delivered: ['delivered'],
  failed: ['failed', 'cancelled'],
}

/** Of at least one message. */
export function statusOf(states: readonly MessageState[]): Status {
  return STATUSES.find((status) => STATES[status].some((state) => states.includes(state))) as Status
}

/** Which messages the requests of a status have, and which they have none of. */
export function statesOf(status: Status): { some: readonly MessageState[]; none: readonly MessageState[] } {
  const before = STATUSES.slice(0, STATUSES.indexOf(status))
  return { some: STATES[status], none: before.flatMap((each) => STATES[each]) }
}
