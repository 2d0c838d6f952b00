// What a set of routes in one style shares: who is admitted, how bodies are read, how every failure is worded, and what a
// path answers to a method that it does not have.
import { type IncomingHttpHeaders, METHODS } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import type { Caller } from '../core/accounts.ts'
import { type Refusal, RefusedError } from '../core/errors.ts'
import type { DialectErrors } from '../dialects/dialect.ts'
import type { Logger } from '../log.ts'
import type { Admit } from './admission.ts'
import { expectBody, jsonFrom, readBody } from './body.ts'
import { pathOf, refusalOf } from './failures.ts'
import type { Rate } from './rate-limit.ts'
import { validatorCompiler } from './validation.ts'

declare module 'fastify' {
  /** Who may call a route. Each one says so, with one of these. */
  interface FastifyContextConfig {
    /** Callers whose credential has this permission; null is any caller that is known. */
    permission?: string | null
    /** Of people at the portal: only who has given a password or a code within the last ten minutes. */
    proof?: true
    /** The browser calls it by itself: no use of the session. */
    unattended?: true
    /** Judged by the route itself instead: throws a refusal. */
    admit?: (request: FastifyRequest) => Promise<void>
    /** Everybody. */
    open?: true
    /** This call's own words, where its document has others than for the rest. */
    errors?: Partial<DialectErrors>
  }
  interface FastifyRequest {
    /** Set on a route with `permission`. */
    caller: Caller
    /** Where the caller stands with its limit; null before it is known. */
    rate: Rate | null
    /** The body as it came; null where there was none. */
    bytes: Buffer | null
  }
}

type Edge = {
  errors: DialectErrors
  admit: Admit
  log: Logger
  isUnavailable(error: unknown): boolean
}

/** Call it first in a plugin of its own, then `routes`, within which plugins may be nested. */
export function edge(app: FastifyInstance, { errors, admit, ...rest }: Edge, routes: () => void): void {
  const methodsOf = new Map<string, Set<string>>()
  app.setValidatorCompiler(validatorCompiler)
  app.removeAllContentTypeParsers()
  readBody(app, 'application/json', jsonFrom)
  app.setErrorHandler((error, request, reply) => answerRefusal(reply, errors, refusalOf(error, request, rest)))
  app.setNotFoundHandler((_request, reply) => answerRefusal(reply, errors, { code: 'path_unknown' }))
  app.addHook('onRequest', (request, _reply, done) => {
    done(headerBytes(request) > HEADER_BYTES_MAX ? new RefusedError({ code: 'headers_too_large' }) : undefined)
  })
  app.addHook('onRoute', (route) => {
    guard(route, admit)
    const methods = methodsOf.get(route.url) ?? new Set()
    methodsOf.set(route.url, methods)
    for (const method of [route.method].flat()) methods.add(method)
  })
  routes()
  // Last of all, when the routes of nested plugins are known too.
  app.register((last, _options, done) => {
    refuseOtherMethods(last, methodsOf)
    done()
  })
}

export function answerRefusal(reply: FastifyReply, errors: DialectErrors, refusal: Refusal): FastifyReply {
  const wording = reply.routeOptions?.config?.errors?.[refusal.code] ?? errors[refusal.code]
  const { status, body, headers } = wording(refusal, reply.request.id)
  // Fastify would close at once, and the client, still sending, would see a reset instead of the answer. Node reads on
  // and drops what comes, until the time for a body is over.
  if (refusal.code === 'body_too_large') reply.removeHeader('connection')
  reply.header('cache-control', 'no-store')
  if (refusal.allow !== undefined) reply.header('allow', refusal.allow)
  if (refusal.retryAfterSeconds !== undefined) reply.header('retry-after', refusal.retryAfterSeconds)
  if (headers !== undefined) reply.headers(headers)
  return reply.code(status).send(body)
}

/** The longest that a request's line and headers may be together. */
export const HEADER_BYTES_MAX = 16_384

function headerBytes({ raw: { url = '', rawHeaders } }: FastifyRequest): number {
  return rawHeaders.reduce((bytes, text) => bytes + text.length + 2, url.length) // each has ": " or a line's end behind it
}

function guard(route: RouteOptions, admit: Admit): void {
  const { permission, admit: own, open } = route.config ?? {}
  const hasBody = route.schema?.body !== undefined
  if (open) return
  if (own === undefined && permission === undefined) {
    throw new Error(`${route.method} ${route.url} does not say who may call it`)
  }
  route.onRequest = async (request, reply) => {
    reply.header('cache-control', 'no-store')
    if (own !== undefined) await own(request)
    else await admit(request, permission as string | null)
    // PostgreSQL's text has no U+0000: such an id is nobody's. A body is looked at by its parser.
    if (request.url.includes('%00')) {
      const inPath = pathOf(request.url).includes('%00')
      throw new RefusedError(
        inPath ? { code: 'not_found' } : { code: 'field_invalid', message: 'The query has a NUL in it.' },
      )
    }
    if (hasBody) expectBody(request.headers)
    else if (request.method !== 'GET') leaveBody(request.raw.headers)
  }
}

/** A call without a body may come with one, or be said to have one: clients write a content type on every call. */
function leaveBody(headers: IncomingHttpHeaders): void {
  delete headers['content-type']
  delete headers['content-length']
  delete headers['transfer-encoding']
}

function refuseOtherMethods(app: FastifyInstance, methodsOf: ReadonlyMap<string, ReadonlySet<string>>): void {
  for (const [url, methods] of [...methodsOf]) {
    const allow = [...methods].sort().join(', ')
    app.route({
      method: ROUTED_METHODS.filter((method) => !methods.has(method)),
      url: url.slice(app.prefix.length),
      config: { open: true },
      schema: { hide: true },
      onRequest: async () => {
        throw new RefusedError({ code: 'method_not_allowed', allow })
      },
      handler: () => {},
    })
  }
}

/** All that Node's parser knows; a CONNECT never becomes a request. */
export const ROUTED_METHODS = METHODS.filter((method) => method !== 'CONNECT')
