// What a caller of SMSBox may ask with send_sms. Each field has a code of its own in the document's table, so fields are
// judged here one by one and not by a schema; the schema is for the reference.
import Type from 'typebox'
import { refuse } from '../../core/errors.ts'
import { parseMsisdn, type Recipient } from '../../core/recipients.ts'
import type { Draft } from '../../core/requests.ts'
import { senderForm } from '../../core/sender-ids.ts'
import type { Fields } from './bodies.ts'
import { charsOf, NAME_PLACEHOLDER, wordsFor } from './names.ts'
import { timeOf } from './times.ts'

const RECIPIENTS_MAX = 1000
const NAME_CHARS_MAX = 100
const REFERENCE_CHARS_MAX = 64

/** A send, judged but for its text, which a template may have. */
export type Ask = {
  sender: string
  words: { text: string } | { template: number }
  recipients: readonly (Recipient & { name: string | null })[]
  /** Null is at once. */
  dueAtMs: number | null
  reference: string | null
}

export function askOf(fields: Fields, nowMs: number): Ask {
  const { source_addr, message, template_id, recipients, encoding, schedule_time, reference_id } = fields
  const template = template_id === '' ? undefined : template_id
  if (source_addr === undefined || (message === undefined && template === undefined)) refuse({ code: 'field_missing' })
  if (recipients === undefined) refuse({ code: 'recipients_missing' })
  const asked = recipientsOf(recipients)
  // The samples have both, and XML has none.
  if (encoding !== undefined && encoding !== 0 && encoding !== '0') invalid('encoding')
  return {
    recipients: asked,
    words: message === undefined || (message === '' && template !== undefined) ? templateOf(template) : textOf(message),
    dueAtMs: schedule_time === undefined ? null : dueAtMsOf(schedule_time, nowMs),
    reference: reference_id === undefined ? null : referenceOf(reference_id),
    sender: senderOf(source_addr),
  }
}

/** `text` is the ask's own, or its template's. */
export function draftOf({ sender, recipients }: Ask, text: string): Draft {
  const words = wordsFor(text)
  const named = words === null ? recipients : recipients.map((each) => ({ ...each, text: words(each.name) }))
  return { sender, text, recipients: named, routeCode: null }
}

/** A name, or a number without plus. */
export function senderOf(source: unknown): string {
  if (typeof source !== 'string') return invalid('source_addr')
  const form = senderForm(source, { characters: 'spaced', number: 'without_plus' })
  return form.ok ? form.value.sender : invalid('source_addr')
}

/** Null for the empty one, which is now. */
export function dueAtMsOf(time: unknown, nowMs: number): number | null {
  if (time === '') return null
  const dueAtMs = typeof time === 'string' ? timeOf(time) : null
  if (dueAtMs === null) return invalid('schedule_time')
  return dueAtMs > nowMs ? dueAtMs : invalid('schedule_time.past')
}

function recipientsOf(recipients: unknown): Ask['recipients'] {
  if (!Array.isArray(recipients)) return invalid('recipients')
  if (recipients.length === 0) refuse({ code: 'recipients_missing' })
  if (recipients.length > RECIPIENTS_MAX) refuse({ code: 'recipients_too_many' })
  return recipients.map((recipient, index) => {
    const at = `recipients.${index}`
    if (typeof recipient !== 'object' || recipient === null || Array.isArray(recipient)) return invalid(at)
    const { dest_addr, recipient_name } = recipient as Fields
    const name = nameOf(recipient_name, at)
    return { ...numberOf(dest_addr, at), name }
  })
}

function numberOf(number: unknown, at: string): Recipient {
  const field = `${at}.dest_addr`
  if (number == null || number === '') refuse({ code: 'field_missing', field })
  const parsed = typeof number === 'string' ? parseMsisdn(number, 'international') : null
  return parsed?.ok ? parsed.value : refuse({ code: 'recipient_invalid', field })
}

/** The samples have texts and numbers. */
function nameOf(name: unknown, at: string): string | null {
  if (name == null) return null
  if (typeof name === 'number') return String(name)
  return typeof name === 'string' && charsOf(name) <= NAME_CHARS_MAX ? name : invalid(`${at}.recipient_name`)
}

function textOf(message: unknown): { text: string } {
  return typeof message === 'string' ? { text: message } : invalid('message')
}

const TEMPLATE = /^[1-9][0-9]{0,8}$/

function templateOf(template: unknown): { template: number } {
  const written = typeof template === 'number' ? String(template) : template
  return typeof written === 'string' && TEMPLATE.test(written) ? { template: Number(written) } : invalid('template_id')
}

function referenceOf(reference: unknown): string | null {
  if (typeof reference !== 'string' || charsOf(reference) > REFERENCE_CHARS_MAX) return invalid('reference_id')
  return reference === '' ? null : reference
}

function invalid(field: string): never {
  refuse({ code: 'field_invalid', field })
}

export const SendBody = Type.Object(
  {
    source_addr: Type.String({
      description: 'An active sender ID of up to 11 letters, digits, spaces, `-` and `.`, or a number without plus.',
      examples: ['INFO'],
    }),
    schedule_time: Type.Optional(
      Type.String({
        description: '`yyyy-mm-dd hh:mm`, GMT. Empty or absent: at once.',
        examples: ['2030-05-01 12:25'],
      }),
    ),
    encoding: Type.Optional(
      Type.Union([Type.String(), Type.Integer()], { description: '0, the default; no other is supported.' }),
    ),
    message: Type.Optional(
      Type.String({
        description: `Up to 1,600 plain characters (GSM 03.38). \`${NAME_PLACEHOLDER}\` becomes the recipient's name.`,
        examples: [`Hello ${NAME_PLACEHOLDER}`],
      }),
    ),
    template_id: Type.Optional(
      Type.String({ description: 'A template of yours instead of `message`.', examples: ['1'] }),
    ),
    reference_id: Type.Optional(
      Type.String({
        maxLength: REFERENCE_CHARS_MAX,
        description: 'Your own word for it, told with every delivery.',
        examples: ['order-481'],
      }),
    ),
    recipients: Type.Array(
      Type.Object({
        recipient_name: Type.Optional(
          Type.Union([Type.String({ maxLength: NAME_CHARS_MAX }), Type.Number()], { examples: ['Alex'] }),
        ),
        dest_addr: Type.String({
          description: 'An international number with its country code, with or without plus.',
          examples: ['+22687161524'],
        }),
      }),
      { maxItems: RECIPIENTS_MAX, description: 'Up to 1,000.' },
    ),
  },
  {
    title: 'SendSms',
    examples: [
      {
        source_addr: 'INFO',
        schedule_time: '',
        encoding: '0',
        message: `Hello ${NAME_PLACEHOLDER}`,
        recipients: [
          { recipient_name: 'Alex', dest_addr: '+22687161524' },
          { recipient_name: 'Thomas', dest_addr: '+22671625142' },
        ],
      },
    ],
  },
)
