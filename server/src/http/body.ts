// How a body is read: JSON alone, strictly, its bytes kept for the hash of an idempotency key. A dialect that takes more
// adds its own parser with `readBody`.
import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { RefusedError, refuse } from '../core/errors.ts'
import { readJson } from '../strict-json.ts'

export const BODY_BYTES_MAX = 1_048_576

/** Reads bodies of a media type; `read` refuses what it cannot. */
export function readBody(app: FastifyInstance, mediaType: string, read: (bytes: Buffer) => unknown): void {
  app.addContentTypeParser(mediaType, { parseAs: 'buffer' }, (request: FastifyRequest, bytes: Buffer, done) => {
    request.bytes = bytes
    try {
      done(null, read(bytes))
    } catch (error) {
      done(error as Error)
    }
  })
}

export function jsonFrom(bytes: Buffer): unknown {
  const json = readJson(bytes)
  if (!json.ok) throw new RefusedError({ code: 'body_unreadable' })
  return json.value
}

/** What can be said of a body before it is read. */
export function expectBody(headers: IncomingHttpHeaders): void {
  if (bodyAbsent(headers)) refuse({ code: 'body_unreadable' })
  const coding = headers['content-encoding']
  // A compressed body is a small one that becomes a large one. RFC 9110 §15.5.16: an unsupported coding is a 415 too.
  if (coding !== undefined && coding !== 'identity') refuse({ code: 'content_type_unsupported' })
}

export function bodyAbsent(headers: IncomingHttpHeaders): boolean {
  const length = headers['content-length']
  return headers['transfer-encoding'] === undefined && (length === undefined || Number(length) === 0)
}
