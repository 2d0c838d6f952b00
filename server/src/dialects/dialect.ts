// What a dialect is: one of the five published APIs, or our own. It says who calls, what bodies look like, which step of
// the pipeline each path asks for, and how outcomes and errors are worded. It holds no business rule of the core.
import type { KeyObject } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { ErrorCode, Refusal } from '../core/errors.ts'
import type { WebhookEvent } from '../core/webhooks.ts'
import type { Platform } from '../pipeline/platform.ts'

export const DIALECTS = ['megasms', 'native'] as const
export type DialectName = (typeof DIALECTS)[number]

export type DialectAnswer = { status: number; body: unknown; headers?: Record<string, string> }

/** A wording for every code of the closed list. */
export type DialectErrors = Record<ErrorCode, (refusal: Refusal) => DialectAnswer>

/** How a dialect tells: its body, its headers, what counts as heard, and when to try again. */
export type CallbackStyle = {
  body(event: WebhookEvent): string
  headers(webhook: { id: string; body: string; nowMs: number; keys: readonly KeyObject[] }): Record<string, string>
  heard(status: number): boolean
  /** How long after its nth failed try it is tried again; null when it is given up. `chance` is in [0, 1). */
  retryMs(tries: number, chance: number): number | null
}

export type Dialect = {
  name: DialectName
  /** Where it lives on the main host; a mapped host name serves it at the root. */
  prefix: string
  errors: DialectErrors
  routes(app: FastifyInstance, platform: Platform): void
  callback: CallbackStyle | null
}
