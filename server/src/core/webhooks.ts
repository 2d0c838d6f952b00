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

/** How a dialect tells: its body, its headers, what counts as heard, and when to try again. */
export type CallbackStyle = {
  body(event: WebhookEvent): string
  /** `sign` gives the three `webhook-*` headers of Standard Webhooks, for the endpoint's secrets. */
  headers(webhook: { id: string; body: string; nowMs: number; sign(): Record<string, string> }): Record<string, string>
  heard(status: number): boolean
  /** How long after its nth failed try it is tried again; null when it is given up. `chance` is in [0, 1). */
  retryMs(tries: number, chance: number): number | null
}
