// What the errors of Wasambazie look like, for the reference: every wording by its status.
import Type from 'typebox'
import type { Refusal } from '../../core/errors.ts'
import { errors, type Fault } from './errors.ts'

export const ErrorAnswer = Type.Object({ detail: Type.String() }, { title: 'Error' })

export const FieldErrorAnswer = Type.Object(
  { detail: Type.Array(Type.Object({ loc: Type.Array(Type.String()), msg: Type.String(), type: Type.String() })) },
  { title: 'FieldErrors' },
)

type Example = { summary: string; value: unknown }
type Answer = {
  content: {
    'application/json': { schema: typeof ErrorAnswer | typeof FieldErrorAnswer; examples: Record<string, Example> }
  }
}

/** Every call can be refused like this. */
const EVERY: readonly Refusal[] = [
  { code: 'credentials_missing' },
  { code: 'rate_limited' },
  { code: 'permission_missing' },
  { code: 'account_not_active' },
  { code: 'unavailable' },
  { code: 'internal' },
]

/** The error answers of a call by status, with these refusals beside those of every call. */
export function errorAnswers(...own: Refusal[]): Record<number, Answer> {
  const answers: Record<number, Answer> = {}
  for (const refusal of [...EVERY, ...own]) {
    const { status, body } = errors[refusal.code](refusal, '')
    const schema = status === 422 ? FieldErrorAnswer : ErrorAnswer
    answers[status] ??= { content: { 'application/json': { schema, examples: {} } } }
    const { detail } = body as { detail: string | Fault[] }
    const summary = typeof detail === 'string' ? detail : detail.map(({ msg }) => msg).join(', ')
    answers[status].content['application/json'].examples[summary] = { summary, value: body }
  }
  return answers
}
