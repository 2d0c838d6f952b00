// How our own API tells: the body and headers of Standard Webhooks 1.0, on its schedule.
import { type InboundEvent, shownNumber } from '../../core/inbound.ts'
import { webhookRetryMs } from '../../core/retries.ts'
import {
  type CallbackStyle,
  ENDPOINT_DISABLED,
  type EndpointDisabled,
  INBOUND_EVENT,
  type WebhookEvent,
} from '../../core/webhooks.ts'

export const callback: CallbackStyle = {
  body,
  headers: ({ sign }) => sign(),
  endpointDisabled,
  inbound: { body: inboundBody, heard: isSuccess },
  heard: isSuccess,
  retryMs: webhookRetryMs,
}

// Written out: one is made for each message and change, and only a sender may hold what JSON escapes.
function body(event: WebhookEvent): string {
  const { state } = event
  const reason = event.reason === null ? 'null' : `"${event.reason}"`
  return (
    `{"type":"${event.event}","timestamp":"${new Date(event.atMs).toISOString()}","data":{"to":"+${event.msisdn}",` +
    `"id":"${event.messageId}","request_id":"${event.requestId}","sender":${JSON.stringify(event.sender)},"state":"${state}",` +
    `"status":"${state}","reason":${reason},"segments":${event.segments},"sequence":${event.sequence}}}`
  )
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300
}

function inboundBody({ id, from, to, text, keyword, receivedAtMs }: InboundEvent): string {
  const timestamp = new Date(receivedAtMs).toISOString()
  return JSON.stringify({
    type: INBOUND_EVENT,
    timestamp,
    data: { from: shownNumber(from), to: shownNumber(to), id, text, keyword },
  })
}

function endpointDisabled({ endpointId: id, url, reason, failingSinceMs, atMs }: EndpointDisabled): string {
  const data = { id, url, reason, failing_since: new Date(failingSinceMs).toISOString() }
  return JSON.stringify({ type: ENDPOINT_DISABLED, timestamp: new Date(atMs).toISOString(), data })
}
