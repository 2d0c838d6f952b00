// The operator's calls speak to programs of staff: the token they take, and the errors that would else be of "your account".
import type { FastifyInstance } from 'fastify'
import type { ErrorCode, Refusal } from '../../../core/errors.ts'
import type { Dialect, DialectAnswer, DialectErrors } from '../../dialect.ts'
import { errors } from '../errors.ts'

export const staffScheme: Dialect['document']['securitySchemes'] = {
  staff: {
    type: 'http',
    scheme: 'bearer',
    description:
      'A token of staff, `nj_staff_…`. The first one is in the file `operator-token` of the data folder; it makes the others.',
  },
}

/** For every route of this scope, and its reference. */
export function speakToStaff(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    route.config = { errors: staffErrors, ...route.config }
    route.schema = { ...route.schema, security: [{ staff: [] }], response: reworded(route.schema?.response) }
  })
}

const WORDS: Partial<Record<ErrorCode, string>> = {
  credentials_missing: 'This call needs a token of staff. Send the header "Authorization: Bearer nj_staff_…".',
  credentials_unreadable: 'The Authorization header could not be read. Send it as "Authorization: Bearer nj_staff_…".',
  credentials_invalid:
    'This is no token of staff, or it was revoked. Use another one: an admin makes them at /v1/operator/tokens.',
  permission_missing: 'Your role of staff does not allow that. Ask an admin.',
  not_found: 'There is nothing with this id. The lists under /v1/operator have the ids there are.',
}

const staffErrors: Partial<DialectErrors> = Object.fromEntries(
  Object.entries(WORDS).map(([code, words]) => [code, (refusal: Refusal) => said(refusal, words)]),
)

/** Status, code and headers as ever; the message is the refusal's own, or these words. */
function said(refusal: Refusal, words: string): DialectAnswer {
  const answer = errors[refusal.code](refusal)
  return { ...answer, body: { error: { code: refusal.code, message: refusal.message ?? words } } }
}

type Examples = Record<string, { value: unknown }>
type Shown = { content?: { 'application/json'?: { schema?: unknown; examples?: Examples } } }

/** Of error answers the reference has an example for each code. */
function reworded(response: unknown): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries((response ?? {}) as Record<string, Shown>).map(([status, answer]) => {
      const json = answer.content?.['application/json']
      if (!json?.examples) return [status, answer]
      const examples = Object.entries(json.examples).map(([name, example]) => {
        const code = name as ErrorCode
        return [code, WORDS[code] === undefined ? example : { ...example, value: said({ code }, WORDS[code]).body }]
      })
      const content = { 'application/json': { ...json, examples: Object.fromEntries(examples) } }
      return [status, { ...answer, content }]
    }),
  )
}
