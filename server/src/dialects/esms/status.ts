// The words of eSMS Africa for the state of a message. Until its receipt a message is `submitted`.
import type { MessageState } from '../../core/messages.ts'

export const STATUSES = ['submitted', 'scheduled', 'delivered', 'failed', 'cancelled'] as const
export type Status = (typeof STATUSES)[number]

const STATES: Record<Status, readonly MessageState[]> = {
  submitted: ['queued', 'sent'],
  scheduled: ['scheduled', 'suspended'],
  delivered: ['delivered'],
  failed: ['failed'],
  cancelled: ['cancelled'],
}

export function statusOf(state: MessageState): Status {
  return STATUSES.find((status) => STATES[status].includes(state)) as Status
}

export function statesOf(status: Status): readonly MessageState[] {
  return STATES[status]
}
