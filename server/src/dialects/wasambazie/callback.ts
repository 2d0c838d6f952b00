// How Wasambazie tells: once a batch, when it is final, signed over the raw body with the endpoint's secret as it is shown.
import { callbackRetryMs } from '../../core/retries.ts'
import type { CallbackStyle } from '../../core/webhooks.ts'
import { type Message, report } from './response.ts'

const TRIES_MAX = 5

export const callback: CallbackStyle = {
  tells: ['request.done'],
  // What a trial of an endpoint looks like.
  body: ({ requestId, msisdn, state, atMs }) => finalized(requestId, [{ msisdn, state, doneAtMs: atMs }]),
  requestBody: ({ requestId, messages }) => finalized(requestId, messages),
  // The document's signature covers the body alone, and can be sent again by whoever saw it; the three others cannot.
  headers: ({ sign, hmacHex }) => ({ ...sign(), 'X-Wasambazie-Signature': hmacHex() }),
  heard: (status) => status === 200,
  retryMs: (tries, chance) => callbackRetryMs(tries, TRIES_MAX, chance),
}

function finalized(requestId: string, messages: readonly Message[]): string {
  return JSON.stringify({ event: 'delivery.batch.finalized', ...report(requestId, messages) })
}
