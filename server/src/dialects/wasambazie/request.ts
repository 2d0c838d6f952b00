// What a caller of Wasambazie may ask: the body of a send, every field of it judged, and the order that it becomes.
import Type from 'typebox'
import { refuse } from '../../core/errors.ts'
import { dedupe, parseMsisdn, type Recipient } from '../../core/recipients.ts'
import type { Draft } from '../../core/requests.ts'
import { senderForm } from '../../core/sender-ids.ts'
import { type Fault, missing, refuseFaults } from './errors.ts'

const RECIPIENTS_MAX = 10_000
const TEXT_CHARS_MAX = 1600 // Unicode code points
const SHOWN_CHARS_MAX = 32 // of what is no number; a number is far shorter

/** For the reference: `draftOf` judges, since a 422 of this API lists every field that is wrong. */
export const SendBody = Type.Object(
  {
    to_number: Type.String({
      description: `Single number or comma-separated list of up to 10,000 numbers. Use international format: +255XXXXXXXXX. Duplicates are removed.`,
      examples: ['+255712345678', '+255712345678,+255722345678,+255732345679'],
    }),
    message: Type.String({
      minLength: 1,
      maxLength: TEXT_CHARS_MAX,
      description: 'Plain text content of the SMS.',
      examples: ['Hello from Wasambazie!'],
    }),
    sender_id: Type.String({
      minLength: 1,
      description: 'The exact approved sender name. Must be approved in your account before use.',
      examples: ['MYBRAND'],
    }),
  },
  { title: 'SendSms' },
)

export const BatchPath = Type.Object({
  batch_id: Type.String({
    description: 'The `message_batch_id` that the send answered.',
    examples: ['03fzqqmwz1kkl2acyqo9blwgd'],
  }),
})

export function draftOf(body: unknown): Draft {
  if (!isObject(body)) refuseFaults([{ loc: ['body'], msg: 'value is not a valid dict', type: 'type_error.dict' }])
  const { sender_id: sender } = body
  if (sender == null || (typeof sender === 'string' && sender.trim() === '')) {
    refuse({ code: 'field_missing', field: 'sender_id' })
  }
  const faults: Fault[] = []
  const numbers = textOf(body, 'to_number', faults)
  const recipients = numbers === undefined ? [] : recipientsOf(numbers, faults)
  const text = textOf(body, 'message', faults)
  if (text !== undefined && longerThan(text, TEXT_CHARS_MAX)) {
    const msg = `ensure this value has at most ${TEXT_CHARS_MAX} characters`
    faults.push({ loc: ['body', 'message'], msg, type: 'value_error.any_str.max_length' })
  }
  const name = textOf(body, 'sender_id', faults)
  if (faults.length > 0 || text === undefined || name === undefined) refuseFaults(faults)
  return { sender: senderOf(name), text, recipients, routeCode: null }
}

/** The field; undefined, and what is wrong with it, when it is no text or an empty one. */
function textOf(body: Record<string, unknown>, field: string, faults: Fault[]): string | undefined {
  const value = Object.hasOwn(body, field) ? body[field] : undefined
  if (typeof value === 'string' && value !== '') return value
  const loc = ['body', field]
  if (value === undefined) faults.push(missing(field))
  else if (value === null)
    faults.push({ loc, msg: 'none is not an allowed value', type: 'type_error.none.not_allowed' })
  else if (value === '')
    faults.push({ loc, msg: 'ensure this value has at least 1 characters', type: 'value_error.any_str.min_length' })
  else faults.push({ loc, msg: 'str type expected', type: 'type_error.str' })
  return undefined
}

function recipientsOf(list: string, faults: Fault[]): Recipient[] {
  const loc = ['body', 'to_number']
  const recipients: Recipient[] = []
  const items = list.split(',').map((item) => item.trim())
  const written = items.filter((item) => item !== '')
  for (const number of written.length > 0 ? written : items) {
    const parsed = parseMsisdn(number, 'international')
    if (!parsed.ok) {
      const msg = `value is not a valid phone number: "${number.slice(0, SHOWN_CHARS_MAX)}"`
      faults.push({ loc, msg, type: 'value_error.phone_number' })
      return []
    }
    recipients.push(parsed.value)
  }
  const unique = dedupe(recipients)
  if (unique.length > RECIPIENTS_MAX) {
    faults.push({
      loc,
      msg: `ensure this value has at most ${RECIPIENTS_MAX} items`,
      type: 'value_error.list.max_items',
    })
  }
  return unique
}

/** What cannot be a name is the name of nothing: not found, as any other that is not approved. */
function senderOf(name: string): string {
  const form = senderForm(name, { characters: 'letters_digits', number: 'none' })
  if (!form.ok) refuse({ code: 'sender_id_not_approved', sender: name })
  return form.value.sender.toUpperCase()
}

function longerThan(text: string, chars: number): boolean {
  return text.length > chars && (text.length > 2 * chars || [...text].length > chars)
}

function isObject(body: unknown): body is Record<string, unknown> {
  return typeof body === 'object' && body !== null && !Array.isArray(body)
}
