// What there is to tell of a message, before a dialect words it.
import type { FailureReason, MessageState } from './messages.ts'

export const WEBHOOK_EVENTS = ['message.sent', 'message.delivered', 'message.failed'] as const
export type WebhookEventName = (typeof WEBHOOK_EVENTS)[number]

export type WebhookEvent = {
  event: WebhookEventName
  /** 1 for sent, 2 for the final state: a receiver drops what is older than what it knows. */
  sequence: number
  atMs: number
  accountId: string
  messageId: string
  messageNumber: bigint
  requestId: string
  state: MessageState
  reason: FailureReason | null
  msisdn: string
  sender: string
  segments: number
}

/** The event of a state, or null for one that nobody is told of. */
export function eventOf(state: MessageState): WebhookEventName | null {
  return state === 'sent' || state === 'delivered' || state === 'failed' ? `message.${state}` : null
}
