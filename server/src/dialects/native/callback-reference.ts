// What our webhooks look like, for the reference: the body that callback.ts writes.
import { Type } from 'typebox'
import { DISABLED_REASONS } from '../../core/endpoint-health.ts'
import { FAILURE_REASONS } from '../../core/messages.ts'
import { ENDPOINT_DISABLED, INBOUND_EVENT, MESSAGE_EVENTS } from '../../core/webhooks.ts'
import { callback } from './callback.ts'
import { Id, nullable, oneOf, PhoneNumber, Time } from './schema.ts'

const STATES = ['sent', 'delivered', 'failed'] as const

export const WebhookBody = Type.Object({
  type: oneOf(MESSAGE_EVENTS),
  timestamp: { ...Time, description: 'When it happened: not when you are told' },
  data: Type.Object({
    id: { ...Id, description: 'The message' },
    request_id: Id,
    to: PhoneNumber,
    sender: Type.String(),
    state: oneOf(STATES),
    status: oneOf(STATES, { description: 'The same as `state`' }),
    reason: nullable(oneOf(FAILURE_REASONS), { enum: [...FAILURE_REASONS, null], description: 'Why it failed' }),
    segments: Type.Integer({ minimum: 1 }),
    sequence: Type.Integer({ description: '1 for sent, 2 for the end: drop what is older than what you know' }),
  }),
})

const example = callback.body({
  event: 'message.delivered',
  sequence: 2,
  atMs: Date.parse('2026-03-02T09:15:31.420Z'),
  accountId: '',
  messageId: '0199d4c2-7a41-7c1e-8c02-9d1a44c07e5b',
  messageNumber: 0n,
  requestId: '0199d4c2-7a41-7c1e-9b5d-2f8f0a6f3c11',
  state: 'delivered',
  reason: null,
  msisdn: '256712345678',
  sender: 'MyApp',
  segments: 1,
  recipientName: null,
  reference: null,
})

/** As OpenAPI describes a callback. */
export const told = {
  requestBody: {
    description:
      'Signed in `webhook-signature` over `webhook-id`, `webhook-timestamp` and this body. Answer with any 2xx.',
    content: { 'application/json': { schema: WebhookBody, example: JSON.parse(example) } },
  },
  responses: { '2XX': { description: 'Heard' } },
}

const DisabledBody = Type.Object({
  type: oneOf([ENDPOINT_DISABLED]),
  timestamp: { ...Time, description: 'When it was disabled' },
  data: Type.Object({
    id: { ...Id, description: 'The endpoint' },
    url: Type.String(),
    reason: oneOf(DISABLED_REASONS, { description: 'Every try failed for five days, or one was answered with 410' }),
    failing_since: { ...Time, description: 'The first of those failures' },
  }),
})

const disabledExample = callback.endpointDisabled?.({
  accountId: '',
  endpointId: '0199d4c2-7a41-7c1e-8c02-9d1a44c07e5b',
  url: 'https://hooks.example.com/sms',
  reason: 'failing',
  failingSinceMs: Date.parse('2026-02-24T09:15:31.420Z'),
  atMs: Date.parse('2026-03-02T09:15:31.420Z'),
})

/** As OpenAPI describes a callback. */
export const disabledTold = {
  requestBody: {
    description: 'Another endpoint of yours was disabled. Signed as the others.',
    content: { 'application/json': { schema: DisabledBody, example: JSON.parse(disabledExample ?? '{}') } },
  },
  responses: { '2XX': { description: 'Heard' } },
}

export const InboundBody = Type.Object({
  type: oneOf([INBOUND_EVENT]),
  timestamp: { ...Time, description: 'When it was received' },
  data: Type.Object({
    id: { ...Id, description: 'The inbound message' },
    from: { ...PhoneNumber, description: 'Who wrote: a number with `+` first, a short code, or a name' },
    to: { ...PhoneNumber, description: 'Your number, with `+` first, or a short code' },
    text: Type.String(),
    keyword: nullable(Type.String(), { description: 'The word of the rule that it met', examples: ['STOP'] }),
  }),
})

const inboundExample = callback.inbound?.body({
  id: '0199d4c2-7a41-7c1e-8c02-9d1a44c07e5b',
  accountId: '',
  from: '255701000000',
  to: '255701000001',
  text: 'Bei ya mahindi leo?',
  receivedAtMs: Date.parse('2026-03-02T09:15:31.420Z'),
  keyword: null,
  currency: '',
})

/** As OpenAPI describes a callback. */
export const inboundTold = {
  requestBody: {
    description:
      'Signed in `webhook-signature` over `webhook-id`, `webhook-timestamp` and this body. Answer with any 2xx.',
    content: { 'application/json': { schema: InboundBody, example: JSON.parse(inboundExample ?? '{}') } },
  },
  responses: { '2XX': { description: 'Heard' } },
}
