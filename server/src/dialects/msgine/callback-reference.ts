// What is told at a request's `callbackUrl`, for the reference: the body that callback.ts writes.
import Type from 'typebox'
import { MESSAGE_EVENTS } from '../../core/webhooks.ts'

export const WebhookBody = Type.Object({
  id: Type.String({ examples: ['msg_0199d4c27a417c1e9b5d2f8f0a6f3c11'] }),
  event: Type.Enum([...MESSAGE_EVENTS], { type: 'string', examples: ['message.delivered'] }),
  status: Type.Enum(['sent', 'delivered', 'failed'], { type: 'string', examples: ['delivered'] }),
  to: Type.String({ description: 'The recipient that it is about.', examples: ['+256701521269'] }),
  timestamp: Type.String({ description: 'When it happened.', examples: ['2024-01-15T10:30:15Z'] }),
})

/** As OpenAPI describes a callback. */
export const told = {
  requestBody: {
    description:
      'One for each recipient and change, signed as Standard Webhooks with the webhook secret of your account: ' +
      '`webhook-signature` over `webhook-id`, `webhook-timestamp` and this body. Answer with any 2xx: anything else is tried ' +
      'again, 10 times in all. Tries may come twice; `webhook-id` stays the same.',
    content: { 'application/json': { schema: WebhookBody } },
  },
  responses: { '2XX': { description: 'Heard' } },
}
