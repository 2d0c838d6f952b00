// Who is to be told of what, and in which words: the account's endpoints and the address that a request brought along, each
// in the style of its API.
import type { InboundEvent } from '../core/inbound.ts'
import {
  type CallbackStyle,
  eventOf,
  INBOUND_EVENT,
  type RequestDone,
  type WebhookEvent,
  type WebhookEventName,
} from '../core/webhooks.ts'
import { newId } from '../ids.ts'
import type { FinishedRequest, MessageRow } from '../store/messages.ts'
import type { Endpoint } from '../store/snapshots.ts'
import type { WebhookJob } from '../store/webhook-jobs.ts'
import type { Knowledge } from './knowledge.ts'

/** `id` is the `webhook-id`. */
export type InboundTarget = { id: string; url: string; style: string }

export function announcer({ knowledge, styles }: { knowledge: Knowledge; styles: ReadonlyMap<string, CallbackStyle> }) {
  async function jobsOf(
    messages: readonly MessageRow[],
    finished: readonly FinishedRequest[],
    atMs: number,
  ): Promise<WebhookJob[]> {
    const jobs: WebhookJob[] = []
    const endpointsOf = new Map<string, readonly Endpoint[]>()
    const currencyOf = new Map<string, string>()
    for (const accountId of new Set([...messages, ...finished].map(accountOf))) {
      endpointsOf.set(accountId, (await knowledge.webhooks(accountId)).endpoints)
      currencyOf.set(accountId, (await knowledge.account(accountId))?.currency ?? '')
    }
    /** Who wants to hear of it: the account's endpoints, and the one that the request itself named. */
    const audience = (
      event: WebhookEventName,
      of: { accountId: string; dialect: string; callback: unknown },
    ): Target[] => {
      const endpoints = (endpointsOf.get(of.accountId) ?? []).filter(
        // An endpoint in a published API's style hears of what was sent through that API; ours hears of everything.
        ({ events, style }) => events.includes(event) && (style === 'native' || style === of.dialect),
      )
      const own = of.callback ? [{ id: null, ...(of.callback as { url: string; style: string }) }] : []
      return [...endpoints, ...own].filter(({ style }) => styles.get(style)?.tells?.includes(event) ?? true)
    }
    for (const message of messages) {
      const event = eventFrom(message, currencyOf.get(message.account_id) as string, atMs)
      if (!event) continue
      const { dialect, callback } = message
      for (const target of audience(event.event, { accountId: event.accountId, dialect, callback })) {
        const style = styles.get(target.style)
        if (style) jobs.push(jobFor(event, event.event, event.messageId, target, style.body(event), atMs))
      }
    }
    for (const request of finished) {
      for (const target of audience('request.done', request)) {
        const payload = styles.get(target.style)?.requestBody?.(doneFrom(request, atMs))
        if (payload !== undefined) jobs.push(jobFor(request, 'request.done', null, target, payload, atMs))
      }
    }
    return jobs
  }

  function jobsOfInbound(inbound: InboundEvent, targets: readonly InboundTarget[]): WebhookJob[] {
    return targets.flatMap(({ id, url, style }) => {
      const payload = styles.get(style)?.inbound?.body(inbound)
      if (payload === undefined) return []
      const { accountId, id: messageId } = inbound
      const subject = { accountId, requestId: null, messageId, event: INBOUND_EVENT }
      return [{ ...subject, id, endpointId: null, url, style, payload, attempts: [], tries: 0 }]
    })
  }

  return { jobsOf, jobsOfInbound }
}

type Target = { id: string | null; url: string; style: string }

const accountOf = (of: { account_id: string } | { accountId: string }): string =>
  'accountId' in of ? of.accountId : of.account_id

function jobFor(
  of: { accountId: string; requestId: string },
  event: WebhookEventName,
  messageId: string | null,
  target: Target,
  payload: string,
  atMs: number,
): WebhookJob {
  return {
    accountId: of.accountId,
    id: newId(atMs),
    endpointId: target.id,
    url: target.url,
    style: target.style,
    event,
    requestId: of.requestId,
    messageId,
    payload,
    attempts: [],
    tries: 0,
  }
}

function doneFrom({ messages, ...request }: FinishedRequest, atMs: number): RequestDone {
  const ends = messages.map(({ doneAt, ...message }) => ({ ...message, doneAtMs: doneAt?.getTime() ?? null }))
  return { ...request, atMs, messages: ends }
}

function eventFrom(message: MessageRow, currency: string, atMs: number): WebhookEvent | null {
  const event = eventOf(message.state)
  if (!event) return null
  return {
    event,
    sequence: event === 'message.sent' ? 1 : 2,
    atMs,
    accountId: message.account_id,
    messageId: message.id,
    messageNumber: message.number,
    requestId: message.request_id,
    state: message.state,
    reason: message.reason,
    msisdn: message.msisdn,
    sender: message.sender,
    segments: message.segments,
    recipientName: message.recipient_name,
    reference: message.reference,
    amount: message.amount,
    currency,
  }
}
