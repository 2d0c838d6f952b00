// What a caller of MegaSMS may ask: the body of a send, and the order that it becomes.
import Type, { type Static } from 'typebox'
import { refuse } from '../../core/errors.ts'
import { dedupe, parseMsisdn, type Recipient } from '../../core/recipients.ts'
import type { Draft } from '../../core/requests.ts'
import { senderForm } from '../../core/sender-ids.ts'

const RECIPIENTS_MAX = 100
const TEXT_CHARS_MAX = 1600 // Unicode code points, as JSON Schema counts (RFC 8259 strings may need two units for one)
const SENDER_CHARS_MAX = 11

export const SendBody = Type.Object(
  {
    to: Type.Union([Type.String(), Type.Array(Type.String())], {
      description: `One Tanzanian mobile number or an array of up to ${RECIPIENTS_MAX}: 255712345678, 0712345678 or +255 712 345 678. Duplicates are removed.`,
      examples: ['255712345678', ['255712345678', '0712345679']],
    }),
    sender_id: Type.String({
      minLength: 1,
      maxLength: SENDER_CHARS_MAX,
      description: 'An approved, active sender ID belonging to your account. The case of letters does not matter.',
      examples: ['MEGASMS'],
    }),
    message: Type.String({
      minLength: 1,
      maxLength: TEXT_CHARS_MAX,
      description: 'Message content.',
      examples: ['Your order is ready for collection.'],
    }),
  },
  { title: 'SendMessages' },
)
export type SendBody = Static<typeof SendBody>

export const RequestPath = Type.Object({
  request_id: Type.String({
    description: 'The `request_id` that the send answered.',
    examples: ['4be7e780-f127-4da4-8d93-63d1c5bd0ea0'],
  }),
})

export function draftOf(body: SendBody): Draft {
  return { sender: senderOf(body.sender_id), text: body.message, recipients: recipientsOf(body.to), routeCode: null }
}

function recipientsOf(to: SendBody['to']): Recipient[] {
  if (typeof to === 'string') return [recipientOf(to, 'to')]
  if (to.length === 0) refuse({ code: 'recipients_missing', field: 'to' })
  const unique = dedupe(to.map((number, index) => recipientOf(number, `to.${index}`)))
  if (unique.length > RECIPIENTS_MAX) refuse({ code: 'recipients_too_many', field: 'to' })
  return unique
}

function recipientOf(number: string, field: string): Recipient {
  const parsed = parseMsisdn(number, 'tz-mobile')
  if (!parsed.ok) refuse({ code: 'recipient_invalid', field, message: `"${field}" is not a Tanzanian mobile number.` })
  return parsed.value
}

function senderOf(name: string): string {
  const form = senderForm(name, { characters: 'printable', number: 'none' })
  if (!form.ok) refuse({ code: 'field_invalid', field: 'sender_id', message: '"sender_id" has no valid form.' })
  return form.value.sender
}
