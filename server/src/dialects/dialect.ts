// What a dialect is: one of the five published APIs, or our own. It says who calls, what bodies look like, which step of
// the pipeline each path asks for, and how outcomes and errors are worded. It holds no business rule of the core.
import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { ErrorCode, Refusal } from '../core/errors.ts'
import type { CallbackStyle } from '../core/webhooks.ts'
import type { Platform } from '../pipeline/platform.ts'

type DialectName = 'megasms' | 'msgine' | 'esms' | 'wasambazie' | 'smsbox' | 'native'

export type DialectAnswer = { status: number; body: unknown; headers?: Record<string, string> }

/** A wording for every code of the closed list; some also say the request's id in the body. */
export type DialectErrors = Record<ErrorCode, (refusal: Refusal, requestId: string) => DialectAnswer>

/** Whom a call says it is from. */
export type ShownCredentials = {
  /** What wrong tries are counted by: the public half of a pair; '' where there is a secret alone. */
  principal: string
  /** Null when the secret cannot be one that we made. */
  secretHash: Buffer | null
}

export type Dialect = {
  name: DialectName
  /** Where it lives on the main host; a mapped host name serves it at the root. */
  prefix: string
  errors: DialectErrors
  /** Refuses with `credentials_missing` or `credentials_unreadable`. */
  credentials(headers: IncomingHttpHeaders): ShownCredentials
  /** Each route says in its `config` who may call it: see http/edge.ts. */
  routes(app: FastifyInstance, platform: Platform): void
  /** The head of its OpenAPI document; the rest is made of the routes' schemas. */
  document: { title: string; description: string; securitySchemes: Record<string, OpenApiSecurityScheme> }
  callback: CallbackStyle | null
}

export type OpenApiSecurityScheme =
  | { type: 'http'; scheme: 'bearer' | 'basic'; description: string }
  | { type: 'apiKey'; in: 'header'; name: string; description: string }
