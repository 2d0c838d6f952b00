// What the webhook of eSMS Africa looks like, for the reference: the body that callback.ts writes.
import Type from 'typebox'
import { FAILURE_REASONS } from '../../core/messages.ts'
import { callback } from './callback.ts'
import { Time } from './times.ts'

const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

const WebhookBody = Type.Object({
  event: Type.Enum(['message.delivered', 'message.failed']),
  message_id: Type.String({ description: 'The `id` that the send answered.' }),
  status: Type.Enum(['delivered', 'failed']),
  phone: Type.String({ description: 'The recipient.' }),
  sender_id: Type.String(),
  segments: Type.Integer(),
  cost: nullable(Type.Number()),
  error_code: nullable(Type.Enum([...FAILURE_REASONS])),
  retry_count: Type.Integer({ description: '0: a retry is a message of its own.' }),
  delivered_at: nullable(Time),
  failed_at: nullable(Time),
})

const example = callback.body({
  event: 'message.delivered',
  sequence: 2,
  atMs: Date.parse('2026-06-01T07:00:03.250Z'),
  accountId: '',
  messageId: 'a1b2c3d4-e5f6-7890-abcd-ef1234567890',
  messageNumber: 0n,
  requestId: '',
  state: 'delivered',
  reason: null,
  msisdn: '256712345678',
  sender: 'eSMSAfrica',
  segments: 1,
  amount: 1_202_200n,
  currency: 'KES',
  recipientName: null,
  reference: null,
})

/** As OpenAPI describes a callback. */
export const told = {
  requestBody: {
    description:
      'To each endpoint of yours in the style `esms`, when a message is delivered or has failed. `X-Webhook-Signature` is `sha256=` and ' +
      'the hex HMAC-SHA256 of the raw body, its key the whole secret that was shown; `webhook-id`, `webhook-timestamp` and ' +
      '`webhook-signature` are those of Standard Webhooks. Answer with any 2xx within 15 seconds: anything else is tried again after ' +
      '10 s, 30 s, 90 s, 4.5 min and 13 min.',
    content: { 'application/json': { schema: WebhookBody, example: JSON.parse(example) } },
  },
  responses: { '2XX': { description: 'Heard' } },
}
