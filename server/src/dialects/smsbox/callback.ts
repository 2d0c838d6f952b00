// How SMSBox tells of a delivery, at the address of the account's settings: one POST per recipient, signed as Standard
// Webhooks on top of what its readers know.
import { callbackRetryMs } from '../../core/retries.ts'
import type { CallbackStyle, WebhookEvent } from '../../core/webhooks.ts'
import { messageId } from './ids.ts'
import { inbound } from './inbound.ts'
import { deliveryStatus } from './response.ts'

const TRIES_MAX = 10

export const callback: CallbackStyle = {
  tells: ['message.delivered', 'message.failed'],
  body,
  // The account's key lets the receiver of what a subscriber wrote know us, as its document says.
  headers: ({ sign, publicKey }) => ({ ...sign(), ...(publicKey !== undefined && { 'api-key': publicKey }) }),
  inbound,
  heard: (status) => status >= 200 && status < 300,
  retryMs: (tries, chance) => callbackRetryMs(tries, TRIES_MAX, chance),
}

function body({ requestId, reference, recipientName, msisdn, state }: WebhookEvent): string {
  return JSON.stringify({
    request_id: messageId(requestId),
    reference_id: reference,
    recipient_name: recipientName,
    dest_addr: `+${msisdn}`,
    Status: deliveryStatus(state),
  })
}
