// What a caller of MsGine may ask: the body of a send, and the order that it becomes; the query of a list.
import Type, { type Static } from 'typebox'
import { refuse } from '../../core/errors.ts'
import { dedupe, parseMsisdn, type Recipient } from '../../core/recipients.ts'
import type { Draft } from '../../core/requests.ts'
import { senderOf } from './senders.ts'
import { STATUSES, type Status } from './status.ts'

const RECIPIENTS_MAX = 1000
const TEXT_CHARS_MAX = 1600 // Unicode code points, as JSON Schema counts (RFC 8259 strings may need two units for one)

export const SendBody = Type.Object(
  {
    to: Type.Union([Type.String(), Type.Array(Type.String())], {
      description: `Recipient phone number(s) in E.164 format, up to ${RECIPIENTS_MAX.toLocaleString('en')}. Duplicates are removed.`,
      examples: ['+256701521269', ['+256701521269', '+256701234567']],
    }),
    message: Type.String({
      minLength: 1,
      maxLength: TEXT_CHARS_MAX,
      description: 'Message content.',
      examples: ['Hello from MsGine!'],
    }),
    from: Type.Optional(
      Type.Union([Type.String(), Type.Null()], {
        description: "Sender ID; absent or null, the account's default sender ID.",
        examples: ['MyApp'],
      }),
    ),
    callbackUrl: Type.Optional(
      Type.Union([Type.String(), Type.Null()], {
        description: 'Webhook URL for delivery updates. https.',
        examples: ['https://your-app.com/webhook'],
      }),
    ),
  },
  {
    title: 'SendSms',
    examples: [{ to: '+256701521269', message: 'Hello from MsGine!', from: 'MyApp' }],
  },
)
export type SendBody = Static<typeof SendBody>

export function draftOf(body: SendBody): Draft {
  const recipients = recipientsOf(body.to)
  const sender = body.from == null ? null : senderOf(body.from)
  return { sender, text: body.message, recipients, routeCode: null }
}

function recipientsOf(to: SendBody['to']): Recipient[] {
  const unique = dedupe([to].flat().map(recipientOf))
  if (unique.length === 0) refuse({ code: 'recipients_missing', field: 'to' })
  if (unique.length > RECIPIENTS_MAX) refuse({ code: 'recipients_too_many', field: 'to' })
  return unique
}

function recipientOf(number: string): Recipient {
  const parsed = parseMsisdn(number, 'e164')
  if (!parsed.ok) refuse({ code: 'recipient_invalid', field: 'to', value: number })
  return parsed.value
}

export const MessagePath = Type.Object({
  id: Type.String({
    description: 'The `id` that the send answered.',
    examples: ['msg_0199d4c27a417c1e9b5d2f8f0a6f3c11'],
  }),
})

const LIMIT_DEFAULT = 20
const LIMIT_MAX = 100

// As text: read as a number, `true`, `0x10` and `1.5` would pass for one.
const POSITIVE = '^0*[1-9][0-9]{0,14}$'

export const ListQuery = Type.Object({
  page: Type.Optional(Type.String({ pattern: POSITIVE, description: 'Page number (default: 1).', examples: ['1'] })),
  limit: Type.Optional(
    Type.String({
      pattern: POSITIVE,
      description: `Items per page (default: ${LIMIT_DEFAULT}). More than ${LIMIT_MAX} is taken as ${LIMIT_MAX}.`,
      examples: ['20'],
    }),
  ),
  status: Type.Optional(
    Type.Enum([...STATUSES], { type: 'string', description: 'Filter by status.', examples: ['delivered'] }),
  ),
})
export type ListQuery = Static<typeof ListQuery>

export function listOf({ page = '1', limit, status }: ListQuery): {
  page: number
  limit: number
  status: Status | null
} {
  return {
    page: Number(page),
    limit: limit === undefined ? LIMIT_DEFAULT : Math.min(LIMIT_MAX, Number(limit)),
    status: status ?? null,
  }
}

export const PricingQuery = Type.Object({
  country: Type.String({ minLength: 1, description: 'ISO 3166-1 alpha-2, in any case.', examples: ['UG'] }),
})
