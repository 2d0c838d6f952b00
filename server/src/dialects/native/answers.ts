// Which errors a call can answer with, for its reference: the statuses and examples come from the wordings themselves.
import { Type } from 'typebox'
import type { ErrorCode, Refusal } from '../../core/errors.ts'
import { errors } from './errors.ts'

// What every call can meet: the order of checks, up to the account's state.
const ALWAYS: readonly ErrorCode[] = [
  'credentials_missing',
  'credentials_unreadable',
  'credentials_invalid',
  'rate_limited',
  'permission_missing',
  'account_not_active',
  'unavailable',
  'internal',
]
const WITH_BODY: readonly ErrorCode[] = [
  'body_too_large',
  'content_type_unsupported',
  'body_unreadable',
  'field_missing',
  'field_invalid',
]
export const WITH_KEY: readonly ErrorCode[] = [
  'idempotency_key_invalid',
  'idempotency_key_reused',
  'idempotency_key_busy',
]
export const KeyHeader = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({ description: '1 to 255 printable ASCII characters, a UUID for example' }),
  ),
})

const SAMPLES: Partial<Record<ErrorCode, Omit<Refusal, 'code'>>> = {
  permission_missing: { value: 'messages:send' },
  rate_limited: { retryAfterSeconds: 12 },
  field_missing: { field: 'text' },
  field_invalid: { field: 'sender', message: '"sender" must be a string.' },
  recipients_missing: { field: 'to' },
  recipients_too_many: { field: 'to' },
  recipient_invalid: { field: 'to.3' },
  recipient_opted_out: { value: '+256712345678' },
  text_empty: { field: 'text' },
  text_too_long: { field: 'text' },
  sender_id_not_approved: { sender: 'MyApp' },
  sender_id_not_for_country: { sender: 'MyApp', country: 'UG', countries: ['KE', 'TZ'] },
  destination_not_served: { country: 'UG' },
  insufficient_funds: { needed: 1_202_200n, free: 500_000n, currency: 'KES' },
}

type Example = { summary: string; value: unknown }
type Answer = {
  description: string
  content: { 'application/json': { schema: object; examples: Record<string, Example> } }
}

/** The error answers of a call by status, with an example of each code. */
export function errorAnswers(options: { body?: boolean; codes?: readonly ErrorCode[] } = {}): Record<number, Answer> {
  const codes = [...ALWAYS, ...(options.body ? WITH_BODY : ['field_invalid' as const]), ...(options.codes ?? [])]
  const answers: Record<number, Answer> = {}
  for (const code of codes) {
    const { status, body } = errors[code]({ code, ...SAMPLES[code] })
    answers[status] ??= {
      description: '',
      content: { 'application/json': { schema: { $ref: 'Error#' }, examples: {} } },
    }
    answers[status].content['application/json'].examples[code] = { summary: code, value: body }
  }
  for (const answer of Object.values(answers)) {
    const words = Object.keys(answer.content['application/json'].examples).map((code) => `\`${code}\``)
    answer.description = words.join(', ')
  }
  return answers
}
