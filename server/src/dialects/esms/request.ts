// What a caller of eSMS Africa may ask: the body of a send, and the draft that it becomes; the query of a list.
import Type, { type Static, type TSchema } from 'typebox'
import { refuse } from '../../core/errors.ts'
import { parseMsisdn } from '../../core/recipients.ts'
import type { Draft } from '../../core/requests.ts'
import { STATUSES, type Status } from './status.ts'

const TEXT_CHARS_MAX = 1600 // Unicode code points, as JSON Schema counts (RFC 8259 strings may need two units for one)

// Clients write out what they leave empty, as the answers do with `scheduled_at`.
const optional = <T extends TSchema>(schema: T, options: { description: string; examples: string[] }) =>
  Type.Optional(Type.Union([schema, Type.Null()], options))

export const SendBody = Type.Object(
  {
    to: Type.String({
      description: 'Recipient phone in E.164 format: `+`, country code, subscriber number.',
      examples: ['+254712345678'],
    }),
    text: Type.String({
      minLength: 1,
      maxLength: TEXT_CHARS_MAX,
      description: 'Message content. Up to 160 characters are one segment.',
      examples: ['Your OTP is 482910. Valid for 5 minutes.'],
    }),
    sender_id: optional(Type.String(), {
      description: "Approved sender ID. Defaults to the route's default sender.",
      examples: ['MyApp'],
    }),
    route: optional(Type.String(), {
      description: 'Route code. Detected from the phone number if omitted.',
      examples: ['ESMS_KE'],
    }),
    schedule_mode: optional(Type.Enum(['now', 'scheduled']), {
      description: '`now`, which is the default, or `scheduled`.',
      examples: ['now'],
    }),
    scheduled_at: optional(Type.String(), {
      description: 'If scheduled: ISO 8601 datetime in UTC, at least 5 minutes and at most 7 days in the future.',
      examples: ['2026-06-01T07:00:00Z'],
    }),
  },
  {
    title: 'SendMessage',
    examples: [{ to: '+254712345678', text: 'Your OTP is 482910. Valid for 5 minutes.', sender_id: 'MyApp' }],
  },
)
export type SendBody = Static<typeof SendBody>

export function draftOf({ to, text, sender_id, route }: SendBody): Draft {
  const parsed = parseMsisdn(to, 'e164')
  if (!parsed.ok) refuse({ code: 'recipient_invalid', field: 'to' })
  return { sender: sender_id ?? null, text, recipients: [parsed.value], routeCode: route ?? null }
}

export const MessagePath = Type.Object({
  id: Type.String({
    description: 'The `id` that the send answered, with `msg-` or without.',
    examples: ['msg-a1b2c3d4-e5f6-7890-abcd-ef1234567890'],
  }),
})

const LIMIT_DEFAULT = 20
const LIMIT_MAX = 100

export const ListQuery = Type.Object({
  // As text: read as a number, `true`, `0x10` and `1.5` would pass for one.
  page: Type.Optional(
    Type.String({ pattern: '^[0-9]{1,9}$', description: 'From 0, which is the default.', examples: ['0'] }),
  ),
  limit: Type.Optional(
    Type.String({
      pattern: '^0{0,9}[1-9][0-9]{0,8}$',
      description: `Messages a page (default: ${LIMIT_DEFAULT}). More than ${LIMIT_MAX} is taken as ${LIMIT_MAX}.`,
      examples: ['20'],
    }),
  ),
  status: Type.Optional(
    Type.Enum([...STATUSES], { description: 'Only messages of this status.', examples: ['delivered'] }),
  ),
})
export type ListQuery = Static<typeof ListQuery>

export function listOf({ page = '0', limit, status }: ListQuery): {
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
