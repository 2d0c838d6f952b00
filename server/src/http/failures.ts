// Which of our refusals a thrown error is. What is not expected is a bug: it is logged, and the caller is told nothing of it.
import type { FastifyRequest } from 'fastify'
import { type Refusal, RefusedError } from '../core/errors.ts'
import type { Logger } from '../log.ts'
import { bodyAbsent } from './body.ts'

export function refusalOf(
  error: unknown,
  request: FastifyRequest,
  { log, isUnavailable }: { log: Logger; isUnavailable(error: unknown): boolean },
): Refusal {
  if (request.is404) return { code: 'path_unknown' } // whatever its body was
  if (error instanceof RefusedError) return error.refusal
  const { code, statusCode } = error as { code?: string; statusCode?: number }
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return { code: 'body_too_large' }
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return { code: bodyAbsent(request.headers) ? 'body_unreadable' : 'content_type_unsupported' }
  }
  // The rest of what Fastify or Node say of a request that could not be read to its end.
  if (code?.startsWith('FST_ERR_CTP_') || statusCode === 400) return { code: 'body_unreadable' }
  if (isUnavailable(error)) {
    log.warn({ requestId: request.id, err: described(error) }, 'a call was refused: the database is away')
    return { code: 'unavailable', retryAfterSeconds: 1 }
  }
  log.error({ requestId: request.id, path: pathOf(request.url), err: described(error) }, 'a call failed')
  return { code: 'internal' }
}

/** Without the query, which may hold what a message says. */
export function pathOf(url: string): string {
  const end = url.indexOf('?')
  return end === -1 ? url : url.slice(0, end)
}

/** Not the whole error: PostgreSQL's `detail` quotes the row. */
function described(error: unknown): { message: string; code?: string; stack?: string } {
  if (!(error instanceof Error)) return { message: typeof error }
  const { code } = error as { code?: string }
  return { message: error.message, ...(code && { code }), ...(error.stack && { stack: error.stack }) }
}
