// What SMSBox posts to an account, for the reference: the bodies that callback.ts and inbound.ts write.
import Type from 'typebox'

export const DeliveryBody = Type.Object({
  request_id: Type.String({
    description: 'The `message_id` of the send.',
    examples: ['sms-2025050112252123117a517ef211f2dbdb'],
  }),
  reference_id: Type.Union([Type.String(), Type.Null()], {
    description: 'Yours, of the send.',
    examples: ['order-481'],
  }),
  recipient_name: Type.Union([Type.String(), Type.Null()], { examples: ['Alex'] }),
  dest_addr: Type.String({ examples: ['+22687161524'] }),
  Status: Type.Enum(['DELIVERED', 'UNDELIVERED'], { examples: ['DELIVERED'] }),
})

export const InboundBody = Type.Object({
  from: Type.String({ description: 'The subscriber.', examples: ['255701000000'] }),
  to: Type.String({ description: 'Your number.', examples: ['255701000001'] }),
  channel: Type.Literal('sms'),
  timeUTC: Type.String({ examples: ['Wed, 14 Jun 2017 07:00:00 GMT'] }),
  transaction_id: Type.String({ examples: ['0199d4c27a417c1e8c029d1a44c07e5b'] }),
  message: Type.Object({
    text: Type.String({ examples: ['Test message'] }),
    media: Type.Object({ mediaUrl: Type.String({ examples: [''] }) }),
    custom: Type.Object({}),
  }),
  billing: Type.Object({
    currency: Type.String({ examples: ['TZS'] }),
    subscriber_price: Type.String({ examples: ['0.00'] }),
    billing_price: Type.String({ examples: ['0.00'] }),
  }),
})

const KNOWN_BY =
  'The header `api-key` has your API key; `webhook-id`, `webhook-timestamp` and `webhook-signature` are those of Standard Webhooks.'
const TRIED = 'anything else is tried again, 10 times in all.'

/** As OpenAPI describes callbacks. */
export const told = {
  'a delivery report': posted(
    `For each recipient, delivered or not, to the endpoints of the account in the style \`smsbox\`. ${KNOWN_BY} Answer with any 2xx: ${TRIED}`,
    DeliveryBody,
  ),
  'a message to your two-way number': posted(
    `To the callback URL of the number. ${KNOWN_BY} Answer with \`{"transaction_id": …, "successful": true}\`, the id being the one that came: ${TRIED}`,
    InboundBody,
  ),
}

function posted(description: string, schema: typeof DeliveryBody | typeof InboundBody) {
  const requestBody = { description, content: { 'application/json': { schema } } }
  return {
    'https://example.com/your-callback': { post: { requestBody, responses: { '2XX': { description: 'Heard' } } } },
  }
}
