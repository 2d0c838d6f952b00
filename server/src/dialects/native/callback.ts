// How our own API tells: the body and headers of Standard Webhooks 1.0, on its schedule.
import { webhookRetryMs } from '../../core/retries.ts'
import type { CallbackStyle, WebhookEvent } from '../../core/webhooks.ts'

export const callback: CallbackStyle = {
  body,
  headers: ({ sign }) => sign(),
  heard: (status) => status >= 200 && status < 300,
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
