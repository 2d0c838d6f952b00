// What the errors of MsGine look like, for the reference: every wording of errors.ts by its status.
import Type from 'typebox'
import type { Refusal } from '../../core/errors.ts'
import { errors } from './errors.ts'

export const ErrorAnswer = Type.Object(
  {
    error: Type.Object({
      code: Type.String(),
      message: Type.String(),
      details: Type.Optional(
        Type.Object({
          field: Type.Optional(Type.String()),
          value: Type.Optional(Type.String()),
          balance: Type.Optional(Type.Number()),
          required: Type.Optional(Type.Number()),
          currency: Type.Optional(Type.String()),
        }),
      ),
      retryAfter: Type.Optional(Type.Integer({ description: 'Seconds, with 429.' })),
    }),
    meta: Type.Optional(Type.Object({ requestId: Type.String() })),
  },
  { title: 'Error' },
)

/** Every call can be refused like this. */
const EVERY: readonly Refusal[] = [
  { code: 'credentials_missing' },
  { code: 'rate_limited', retryAfterSeconds: 60 },
  { code: 'account_not_active' },
  { code: 'unavailable' },
  { code: 'internal' },
]
export const LACKING: Refusal = { code: 'permission_missing' }
export const UNKNOWN: Refusal = { code: 'not_found' }

export const SENDING: readonly Refusal[] = [
  LACKING,
  { code: 'body_too_large' },
  { code: 'content_type_unsupported' },
  { code: 'body_unreadable' },
  { code: 'idempotency_key_reused' },
  { code: 'idempotency_key_busy' },
  { code: 'field_missing', field: 'message' },
  { code: 'recipient_invalid', value: '0701234567' },
  { code: 'sender_id_not_approved', sender: 'Unknown' },
  { code: 'insufficient_funds', free: 500_000n, needed: 1_250_000n, currency: 'USD' },
]

type Example = { summary: string; value: unknown }
type Answer = {
  content: { 'application/json': { schema: typeof ErrorAnswer; examples: Record<string, Example> } }
}

const REQUEST_ID = '0199d4c2-7a41-7c1e-9b5d-2f8f0a6f3c11'

/** The error answers of a call by status, with these refusals beside those of every call. */
export function errorAnswers(...own: readonly Refusal[]): Record<number, Answer> {
  const answers: Record<number, Answer> = {}
  for (const refusal of [...EVERY, ...own]) {
    const { status, body } = errors[refusal.code](refusal, REQUEST_ID)
    const { error } = body as { error: { message: string } }
    answers[status] ??= { content: { 'application/json': { schema: ErrorAnswer, examples: {} } } }
    answers[status].content['application/json'].examples[refusal.code] = { summary: error.message, value: body }
  }
  return answers
}
