// What the errors of eSMS Africa look like, for the reference: every wording by its status.
import Type, { type Static } from 'typebox'
import type { Refusal } from '../../core/errors.ts'
import { errors } from './errors.ts'

export const ErrorAnswer = Type.Object(
  {
    detail: Type.Union([
      Type.String(),
      Type.Object({
        code: Type.String(),
        message: Type.String(),
        balance: Type.Number(),
        cost: Type.Number(),
        currency: Type.Optional(Type.String()),
      }),
      Type.Array(
        Type.Object({
          loc: Type.Array(Type.String()),
          msg: Type.String(),
          type: Type.String(),
        }),
      ),
    ]),
  },
  { title: 'Error' },
)

/** Every call can be refused like this. */
const EVERY: readonly Refusal[] = [
  { code: 'credentials_missing' },
  { code: 'rate_limited' },
  { code: 'permission_missing' },
  { code: 'account_not_active' },
  { code: 'unavailable' },
  { code: 'internal' },
]

/** What a new message can be refused with, whether it is the first try or a retry. */
export const SENDING: readonly Refusal[] = [
  { code: 'destination_not_served' },
  { code: 'sender_id_not_approved', sender: 'MyApp' },
  { code: 'sender_id_not_for_country', sender: 'MyApp', country: 'UG', countries: ['KE', 'TZ'] },
  { code: 'insufficient_funds', free: 500_000n, needed: 1_200_000n, currency: 'USD' },
  { code: 'idempotency_key_invalid' },
  { code: 'idempotency_key_reused' },
  { code: 'idempotency_key_busy' },
  { code: 'body_too_large' },
]

type Example = { summary: string; value: unknown }
type Answer = { content: { 'application/json': { schema: typeof ErrorAnswer; examples: Record<string, Example> } } }

/** The error answers of a call by status: those of every call, and its own. */
export function errorAnswers(...own: readonly Refusal[]): Record<number, Answer> {
  const answers: Record<number, Answer> = {}
  for (const refusal of [...EVERY, ...own]) {
    const { status, body } = errors[refusal.code](refusal, '')
    answers[status] ??= { content: { 'application/json': { schema: ErrorAnswer, examples: {} } } }
    const summary = summaryOf((body as Static<typeof ErrorAnswer>).detail)
    answers[status].content['application/json'].examples[summary] = { summary, value: body }
  }
  return answers
}

function summaryOf(detail: Static<typeof ErrorAnswer>['detail']): string {
  if (typeof detail === 'string') return detail
  return Array.isArray(detail) ? detail.map(({ loc, msg }) => `${loc.join('.')}: ${msg}`).join(', ') : detail.message
}
