// What a dialect is: one of the five published APIs, or our own. It says who calls, what bodies look like, which step of
// the pipeline each path asks for, and how outcomes and errors are worded. It holds no business rule of the core.
import type { FastifyInstance } from 'fastify'
import type { ErrorCode, Refusal } from '../core/errors.ts'
import type { Platform } from '../pipeline/platform.ts'

export const DIALECTS = ['megasms', 'native'] as const
export type DialectName = (typeof DIALECTS)[number]

export type DialectAnswer = { status: number; body: unknown; headers?: Record<string, string> }

/** A wording for every code of the closed list. */
export type DialectErrors = Record<ErrorCode, (refusal: Refusal) => DialectAnswer>

export type Dialect = {
  name: DialectName
  /** Where it lives on the main host; a mapped host name serves it at the root. */
  prefix: string
  errors: DialectErrors
  routes(app: FastifyInstance, platform: Platform): void
}
