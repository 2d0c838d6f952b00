// How eSMS Africa tells the account's endpoints: what became of a message, signed over the raw body with the secret as it
// is shown. Nobody is told that a message is on its way.
import type { CallbackStyle, WebhookEvent } from '../../core/webhooks.ts'
import { shownId } from './ids.ts'
import { statusOf } from './status.ts'
import { shownTime } from './times.ts'
import { amountOf } from './wallet.ts'

// 10 s, 30 s, 90 s, 4.5 min and 13 min after the first try, the second, …
const PAUSES_MS = [10_000, 30_000, 90_000, 270_000, 780_000]

export const callback: CallbackStyle = {
  tells: ['message.delivered', 'message.failed'],
  body,
  // The published signature covers the body alone, and can be sent again by whoever saw it; the three others cannot.
  headers: ({ sign, hmacHex }) => ({ ...sign(), 'X-Webhook-Signature': `sha256=${hmacHex()}` }),
  heard: (status) => status >= 200 && status < 300,
  retryMs: (tries) => PAUSES_MS[tries - 1] ?? null,
}

function body({
  event,
  messageId,
  state,
  msisdn,
  sender,
  segments,
  amount,
  currency,
  reason,
  atMs,
}: WebhookEvent): string {
  const at = shownTime(atMs)
  return JSON.stringify({
    event,
    message_id: shownId(messageId),
    status: statusOf(state),
    phone: `+${msisdn}`,
    sender_id: sender,
    segments,
    cost: amount === undefined || currency === undefined ? null : amountOf(currency, amount),
    error_code: reason,
    retry_count: 0, // a retry is a message of its own
    delivered_at: state === 'delivered' ? at : null,
    failed_at: state === 'failed' ? at : null,
  })
}
