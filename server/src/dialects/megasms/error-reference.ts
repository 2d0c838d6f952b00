// What the errors of MegaSMS look like, for the reference: every code by its status, in the words of its document.
import type { Refusal } from '../../core/errors.ts'
import { errors } from './errors.ts'
import { ErrorAnswer } from './response.ts'

type Example = { summary: string; value: unknown }
type Answer = { content: { 'application/json': { schema: typeof ErrorAnswer; examples: Record<string, Example> } } }

/** Every call can be refused like this. */
const EVERY: readonly Refusal[] = [
  { code: 'credentials_missing' },
  { code: 'rate_limited' },
  { code: 'permission_missing' },
  { code: 'account_not_active' },
  { code: 'internal' },
  { code: 'unavailable' },
]

/** The error answers of a call by status, with these refusals beside those of every call. */
export function errorAnswers(...own: Refusal[]): Record<number, Answer> {
  const answers: Record<number, Answer> = {}
  for (const refusal of [...EVERY, ...own]) {
    const { status, body } = errors[refusal.code](refusal, '')
    const { code } = (body as { error: { code: string } }).error
    answers[status] ??= { content: { 'application/json': { schema: ErrorAnswer, examples: {} } } }
    answers[status].content['application/json'].examples[code] = { summary: code, value: body }
  }
  return answers
}
