// What the webhook of a batch looks like, for the reference: the body that callback.ts writes.
import Type from 'typebox'
import { ReportAnswer } from './response.ts'

const WebhookBody = Type.Object({
  event: Type.Literal('delivery.batch.finalized'),
  ...ReportAnswer.properties,
})

/** As OpenAPI describes a callback. */
export const told = {
  requestBody: {
    description:
      'To each endpoint that you added in the portal, once every message of the batch is delivered or failed. ' +
      '`X-Wasambazie-Signature` is the hex HMAC-SHA256 of the raw body, its key the whole secret that was shown; ' +
      '`webhook-id`, `webhook-timestamp` and `webhook-signature` are those of Standard Webhooks. Answer with 200: anything ' +
      'else is tried again, up to 5 attempts.',
    content: { 'application/json': { schema: WebhookBody } },
  },
  responses: { '200': { description: 'Heard' } },
}
