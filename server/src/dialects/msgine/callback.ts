// How MsGine tells a request's `callbackUrl`: one POST per recipient and change, signed as Standard Webhooks.
import { callbackRetryMs } from '../../core/retries.ts'
import type { CallbackStyle, WebhookEvent } from '../../core/webhooks.ts'
import { messageId } from './ids.ts'
import { shownTime } from './response.ts'

const TRIES_MAX = 10

export const callback: CallbackStyle = {
  body,
  headers: ({ sign }) => sign(),
  heard: (status) => status >= 200 && status < 300,
  retryMs: (tries, chance) => callbackRetryMs(tries, TRIES_MAX, chance),
}

function body({ requestId, event, state, msisdn, atMs }: WebhookEvent): string {
  return JSON.stringify({
    id: messageId(requestId),
    event,
    status: state,
    to: `+${msisdn}`,
    timestamp: shownTime(atMs),
  })
}
