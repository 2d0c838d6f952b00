// How SMSBox tells of what a subscriber wrote: the body of the document's two-way callback, with the account's api-key as a
// header, and the answer it waits for.
import type { InboundEvent } from '../../core/inbound.ts'
import type { CallbackStyle } from '../../core/webhooks.ts'

export const inbound: NonNullable<CallbackStyle['inbound']> = { body, heard }

/** The document's is as long as an id without its dashes may be. */
const transactionId = (inboundId: string): string => inboundId.replaceAll('-', '')

const FREE = '0.00'
// The document's default, for a wallet that is in SMS units.
const CURRENCY = 'TZS'

function body({ id, from, to, text, receivedAtMs, currency }: InboundEvent): string {
  return JSON.stringify({
    from,
    to,
    channel: 'sms',
    timeUTC: new Date(receivedAtMs).toUTCString(), // the form of RFC 1123
    transaction_id: transactionId(id),
    message: { text, media: { mediaUrl: '' }, custom: {} },
    billing: { currency: currency === 'units' ? CURRENCY : currency, subscriber_price: FREE, billing_price: FREE },
  })
}

/** `{transaction_id, successful: true}`, and nothing else, says that it was taken. */
function heard(status: number, answer: string, inboundId: string): boolean {
  if (status < 200 || status > 299) return false
  try {
    const said = JSON.parse(answer)
    return said?.transaction_id === transactionId(inboundId) && said.successful === true
  } catch {
    return false
  }
}
