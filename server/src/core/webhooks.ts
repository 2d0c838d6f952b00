// What there is to tell of a message, before a dialect words it.
import type { DisabledReason } from './endpoint-health.ts'
import type { InboundEvent } from './inbound.ts'
import type { FailureReason, MessageState } from './messages.ts'

export const MESSAGE_EVENTS = ['message.sent', 'message.delivered', 'message.failed'] as const
/** Another endpoint of the account was disabled, since nothing was heard there. */
export const ENDPOINT_DISABLED = 'endpoint.disabled'
export const WEBHOOK_EVENTS = [...MESSAGE_EVENTS, 'request.done', ENDPOINT_DISABLED] as const
export type WebhookEventName = (typeof WEBHOOK_EVENTS)[number]
/** Told at the number's own address and nowhere else, so no endpoint is asked about it. */
export const INBOUND_EVENT = 'inbound.received'

export type WebhookEvent = {
  event: (typeof MESSAGE_EVENTS)[number]
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
  /** What it was accepted for, in the wallet's `currency`. */
  amount?: bigint
  currency?: string
  recipientName: string | null
  /** The caller's own word for the request. */
  reference: string | null
}

/** Every message of a request is final. */
export type RequestDone = {
  accountId: string
  requestId: string
  dialect: string
  atMs: number
  reference: string | null
  messages: readonly { msisdn: string; state: MessageState; reason: FailureReason | null; doneAtMs: number | null }[]
}

export type EndpointDisabled = {
  accountId: string
  endpointId: string
  url: string
  reason: DisabledReason
  failingSinceMs: number
  atMs: number
}

/** The event of a state, or null for one that nobody is told of. */
export function eventOf(state: MessageState): WebhookEvent['event'] | null {
  return state === 'sent' || state === 'delivered' || state === 'failed' ? `message.${state}` : null
}

/** One try of a webhook, as the headers need it. */
type WebhookPost = {
  id: string
  body: string
  nowMs: number
  /** The three `webhook-*` headers of Standard Webhooks, for the endpoint's secrets. */
  sign(): Record<string, string>
  /** The public half of the account's newest key pair of that style, where it has one. */
  publicKey?: string | undefined
  /** HMAC-SHA256 of the body in hex, under the whole secret string as its owner has it. */
  hmacHex(): string
}

/** How a dialect tells: its body, its headers, what counts as heard, and when to try again. */
export type CallbackStyle = {
  /** The only events that it tells of; absent, all. */
  tells?: readonly WebhookEventName[]
  body(event: WebhookEvent): string
  /** For dialects that tell of a request once all of it is final. */
  requestBody?(done: RequestDone): string
  /** For our own: that another endpoint was disabled. */
  endpointDisabled?(event: EndpointDisabled): string
  /** For dialects that tell of what subscribers write: its body, and whether an answer says that it was heard. */
  inbound?: {
    body(inbound: InboundEvent): string
    heard(status: number, answer: string, inboundId: string): boolean
  }
  headers(webhook: WebhookPost): Record<string, string>
  heard(status: number): boolean
  /** How long after its nth failed try it is tried again; null when it is given up. `chance` is in [0, 1). */
  retryMs(tries: number, chance: number): number | null
}
