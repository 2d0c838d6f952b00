// Which errors a call can answer with, for its reference: the statuses and examples come from the wordings themselves.
import Type from 'typebox'
import type { ErrorCode, Refusal } from '../../core/errors.ts'
import type { DialectErrors } from '../dialect.ts'
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
]
const WITH_KEY: readonly ErrorCode[] = ['idempotency_key_invalid', 'idempotency_key_reused', 'idempotency_key_busy']

/** What a text, a sender and the money of a message can be refused for, at a send and at a change. */
export const OF_MESSAGE: readonly Refusal[] = [
  { code: 'text_empty' },
  { code: 'field_invalid', field: 'message.characters' },
  { code: 'sender_id_not_approved' },
  { code: 'field_invalid', field: 'schedule_time.past' },
  { code: 'field_invalid', field: 'schedule_time' },
  { code: 'destination_not_served' },
  { code: 'insufficient_funds' },
]

export const OF_SEND: readonly Refusal[] = [
  { code: 'recipient_invalid' },
  ...OF_MESSAGE,
  { code: 'recipients_too_many' },
  { code: 'field_missing', field: 'dest_addr' },
  { code: 'field_invalid', field: 'reference_id' },
  { code: 'field_invalid', field: 'encoding' },
  { code: 'recipients_missing' },
  { code: 'field_invalid', field: 'template_id' },
]

/** `error` is the words of 107 alone; 121, 122 and 124 stand in `data`. */
const Wording = Type.Object({
  error: Type.Optional(Type.String()),
  code: Type.Optional(Type.Integer()),
  message: Type.Optional(Type.String()),
  data: Type.Optional(Type.Object({ code: Type.Integer(), message: Type.String() })),
})

type Example = { summary: string; value: unknown }
type Answer = {
  description: string
  content: { 'application/json': { schema: typeof Wording; examples: Record<string, Example> } }
}

/** The error answers of a call by status, with an example of each code. */
export function errorAnswers(
  options: { body?: true; key?: true; own?: readonly Refusal[]; words?: Partial<DialectErrors> } = {},
): Record<number, Answer> {
  const { body, key, own = [], words = {} } = options
  const codes = [...ALWAYS, ...(body ? WITH_BODY : []), ...(key ? WITH_KEY : [])]
  const answers: Record<number, Answer> = {}
  for (const refusal of [...codes.map((code): Refusal => ({ code })), ...own]) {
    const { status, body: value } = (words[refusal.code] ?? errors[refusal.code])(refusal, '')
    answers[status] ??= { description: '', content: { 'application/json': { schema: Wording, examples: {} } } }
    const { code, data } = value as { code?: number; data?: { code: number } }
    const summary = String(code ?? data?.code)
    answers[status].content['application/json'].examples[summary] ??= { summary, value }
  }
  for (const answer of Object.values(answers)) {
    const codes = Object.keys(answer.content['application/json'].examples)
    answer.description = codes.map((code) => `\`${code}\``).join(', ')
  }
  return answers
}

/** A body in either form. */
export function eitherForm<T extends object>(schema: T) {
  return { content: { 'application/json': { schema }, 'application/xml': { schema } } }
}

/** A route's validator: what is asked is judged by what reads it, since each field has a code of its own. */
export const asItCame = () => (value: unknown) => ({ value })
