// What was told at an endpoint, with every attempt; and telling it again: one, all that were given up, or a trial.
import { refuse } from '../core/errors.ts'
import type { WebhookEvent } from '../core/webhooks.ts'
import { isId, newId } from '../ids.ts'
import {
  type DeliveryRow,
  deliveriesOfMessage,
  listDeliveries,
  readEndpoint,
  readTarget,
  recoverDeliveries,
  retryDelivery,
} from '../store/webhook-endpoints.ts'
import { addJobs } from '../store/webhook-jobs.ts'
import { type Actor, changeAccount, notFound, type Outcome, type Setup } from './setup.ts'

export type { DeliveryRow } from '../store/webhook-endpoints.ts'

/** Newest first, before `beforeId`: those that wait for their next try too. `status` of null is any. */
export async function webhookAttempts(
  setup: Setup,
  accountId: string,
  endpointId: string,
  status: DeliveryRow['status'] | null,
  beforeId: string | null,
  limit: number,
): Outcome<DeliveryRow[]> {
  if (!isId(accountId) || !isId(endpointId)) return notFound()
  return setup.database.transaction([accountId], async (tx) => {
    if (!(await readEndpoint(tx, accountId, endpointId))) return notFound()
    return { ok: true, value: await listDeliveries(tx, accountId, endpointId, status, beforeId, limit) }
  })
}

/** What was told of a message, oldest first: at endpoints that are gone by now too. */
export function webhooksOfMessage(
  setup: Setup,
  accountId: string,
  message: { id: string; sentAt: Date | null; doneAt: Date | null },
): Promise<DeliveryRow[]> {
  return setup.database.transaction([accountId], (tx) => deliveriesOfMessage(tx, accountId, message))
}

/** Tells the endpoint of a message that there is none of, in its own style and signature; answers the webhook's id. */
export function testWebhook(setup: Setup, actor: Actor, accountId: string, endpointId: string): Outcome<string> {
  return changeAccount(setup, actor, accountId, async ({ tx, nowMs, audit }) => {
    const endpoint = isId(endpointId) ? await readEndpoint(tx, accountId, endpointId) : null
    if (!endpoint) refuse({ code: 'not_found' })
    if (!endpoint.enabled)
      refuse({ code: 'conflict', obstacle: 'endpoint_disabled', message: 'the endpoint is disabled' })
    const event = trial(accountId, nowMs)
    const id = newId(nowMs)
    const { url, style } = endpoint
    const payload = setup.webhookBody(style, event)
    const job = {
      accountId,
      id,
      endpointId,
      url,
      style,
      event: event.event,
      requestId: event.requestId,
      messageId: event.messageId,
      payload,
    }
    await addJobs(tx, [{ ...job, attempts: [], tries: 0 }], nowMs, null)
    audit('webhook.tested', endpointId, { webhook_id: id })
    return id
  })
}

/** Due now, under the same id, however it stood. An endpoint that is disabled or gone would not be told. */
export function retryWebhook(setup: Setup, actor: Actor, accountId: string, deliveryId: string): Outcome<null> {
  return changeAccount(setup, actor, accountId, async ({ tx, nowMs, audit }) => {
    const found = isId(deliveryId) ? await readTarget(tx, accountId, deliveryId) : null
    if (!found) refuse({ code: 'not_found' })
    if (found.enabled === false)
      refuse({ code: 'conflict', obstacle: 'endpoint_disabled', message: 'the endpoint is disabled: enable it first' })
    if (found.enabled === null)
      refuse({ code: 'conflict', obstacle: 'endpoint_removed', message: 'the endpoint was removed' })
    await retryDelivery(tx, accountId, deliveryId, nowMs)
    audit('webhook.retried', deliveryId)
    return null
  })
}

// A transaction stays small (D9): what is left is due again with the next call, which continues where this one stopped.
const RECOVERED_MAX = 1000

/** Those given up since then are due again, the oldest first, 1,000 a call; answers how many. */
export function recoverWebhooks(
  setup: Setup,
  actor: Actor,
  accountId: string,
  endpointId: string,
  sinceMs: number,
): Outcome<number> {
  return changeAccount(setup, actor, accountId, async ({ tx, nowMs, audit }) => {
    const endpoint = isId(endpointId) ? await readEndpoint(tx, accountId, endpointId) : null
    if (!endpoint) refuse({ code: 'not_found' })
    if (!endpoint.enabled)
      refuse({ code: 'conflict', obstacle: 'endpoint_disabled', message: 'the endpoint is disabled' })
    const recovered = await recoverDeliveries(tx, accountId, endpointId, sinceMs, RECOVERED_MAX, nowMs)
    audit('webhook.recovered', endpointId, { since: new Date(sinceMs).toISOString(), recovered })
    return recovered
  })
}

function trial(accountId: string, nowMs: number): WebhookEvent {
  return {
    event: 'message.delivered',
    sequence: 2,
    atMs: nowMs,
    accountId,
    messageId: newId(nowMs),
    messageNumber: 0n,
    requestId: newId(nowMs),
    state: 'delivered',
    reason: null,
    msisdn: '255700000000',
    sender: 'TEST',
    segments: 1,
    recipientName: null,
    reference: null,
  }
}
