// The HTTP server: each dialect under its prefix, or at the root of a host name of its own; limits on what is read; and
// what answers for the process itself (/livez, /readyz, /metrics).
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import swagger from '@fastify/swagger'
import fastify, { type FastifyInstance, type FastifyPluginAsync, type FastifyReply } from 'fastify'
import type { Dialect } from '../dialects/dialect.ts'
import { newId } from '../ids.ts'
import type { Logger } from '../log.ts'
import type { Platform } from '../pipeline/platform.ts'
import type { Portal } from '../portal/index.ts'
import { admission } from './admission.ts'
import { BODY_BYTES_MAX } from './body.ts'
import { limitConnections } from './connections.ts'
import { edge, HEADER_BYTES_MAX, ROUTED_METHODS } from './edge.ts'
import { pathOf } from './failures.ts'
import { type Guesses, guesses } from './guesses.ts'
import { type RateLimiter, rateLimiter } from './rate-limit.ts'
import { referencePages } from './reference/index.ts'
import { openApi } from './reference/openapi.ts'

type AppOptions = {
  platform: Platform
  dialects: readonly Dialect[]
  /** What people see, at `/`; absent where nobody does. */
  portal?: Portal
  /** Host name → the dialect that is served at its root. */
  hosts: ReadonlyMap<string, string>
  /** Whose X-Forwarded-For is believed: addresses and networks. */
  trustedProxies: readonly string[]
  log: Logger
  /** Whether an error says that the database is away. */
  isUnavailable(error: unknown): boolean
  ready(): Promise<boolean>
  /** In the text format of Prometheus. */
  metrics(): Promise<string>
}

// So that who sends too much is told so by the edge, in the words of the API. What is more than this, no API hears of.
const READ_BYTES_MAX = 65_536

export function createApp(options: AppOptions): FastifyInstance {
  const { dialects, log } = options
  const app = fastify({
    logger: false,
    http: { maxHeaderSize: READ_BYTES_MAX, headersTimeout: 10_000, connectionsCheckingInterval: 1_000 },
    requestTimeout: 30_000, // headers and body
    bodyLimit: BODY_BYTES_MAX,
    genReqId: () => newId(),
    requestIdHeader: false,
    trustProxy: options.trustedProxies.length > 0 ? [...options.trustedProxies] : false,
    rewriteUrl: rewriter(dialects, options.hosts),
    return503OnClosing: false, // what comes on an open connection while we drain is still answered, and is its last
    clientErrorHandler: refuseBytes,
    routerOptions: { maxParamLength: HEADER_BYTES_MAX }, // whether an id can be one is its reader's to say
  })
  for (const method of ROUTED_METHODS) {
    if (!app.supportedMethods.includes(method)) app.addHttpMethod(method)
  }
  app.decorateRequest('caller', null as never)
  app.decorateRequest('rate', null)
  app.decorateRequest('bytes', null)
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    done()
  })
  if (log.isLevelEnabled('debug')) logAnswers(app, log)
  // What a caller expects but 100-continue may be left (RFC 9110 §10.1.1), and Node's own refusal is no dialect's.
  app.server.on('checkExpectation', (request, response) => void app.server.emit('request', request, response))
  limitConnections(app.server, log)
  const draining = drain(app)
  serveProcess(app, options, draining)
  const limits = { rates: rateLimiter(), guesses: guesses() }
  app.decorate('guesses', limits.guesses)
  const documents = new Map<string, () => object>()
  for (const dialect of dialects) {
    app.register(dialectPlugin(dialect, options, limits, documents), { prefix: dialect.prefix })
  }
  const { portal } = options
  if (portal) app.register((scope) => portal.routes(scope, limits))
  referencePages(app, documents, portal?.brand)
  return app
}

function dialectPlugin(
  dialect: Dialect,
  { platform, log, isUnavailable }: AppOptions,
  limits: { rates: RateLimiter; guesses: Guesses },
  documents: Map<string, () => object>,
): FastifyPluginAsync {
  const admit = admission({ dialect, platform, ...limits })
  return async (scope) => {
    await scope.register(swagger, openApi(dialect))
    documents.set(dialect.name, () => scope.swagger())
    edge(scope, { errors: dialect.errors, admit, log, isUnavailable }, () => {
      dialect.routes(scope, platform)
      scope.get('/openapi.json', { config: { open: true }, schema: { hide: true } }, () => scope.swagger())
    })
  }
}

// Clients that call all the time learn in this time that their connection is the last one.
const DRAIN_MS = 200
const IDLE_SWEEP_MS = 50

/** At a close: first every answer says that its connection ends, then those with nothing under way end. */
function drain(app: FastifyInstance): () => boolean {
  let draining = false
  app.addHook('preClose', async () => {
    draining = true
    if (!app.server.listening) return
    await wait(DRAIN_MS)
    // An answer that was under way at the close leaves its connection open, and Node would wait for it.
    const sweep = setInterval(() => app.server.closeIdleConnections(), IDLE_SWEEP_MS)
    app.server.once('close', () => clearInterval(sweep))
  })
  return () => draining
}

const OF_THE_PROCESS: ReadonlySet<string> = new Set(['/livez', '/readyz', '/metrics'])

function serveProcess(app: FastifyInstance, { ready, metrics, portal }: AppOptions, draining: () => boolean): void {
  app.setNotFoundHandler((request, reply) => (portal?.notFound(request, reply) ? reply : nothingHere(reply)))
  app.get('/livez', (_request, reply) => reply.send('ok\n'))
  app.get('/readyz', async (_request, reply) => {
    const isReady = !draining() && (await ready())
    return reply.code(isReady ? 200 : 503).send(isReady ? 'ready\n' : 'not ready\n')
  })
  app.get('/metrics', async (_request, reply) => {
    return reply.header('content-type', 'text/plain; version=0.0.4; charset=utf-8').send(await metrics())
  })
}

function nothingHere(reply: FastifyReply): FastifyReply {
  return reply.code(404).send({ error: { code: 'path_unknown', message: 'There is nothing at this path.' } })
}

/** A host name of its own sees its dialect alone, at the root, and the process: a load balancer asks by the name it serves. */
function rewriter(dialects: readonly Dialect[], hosts: ReadonlyMap<string, string>) {
  const prefixes = new Map<string, string>()
  for (const [host, name] of hosts) {
    const dialect = dialects.find((each) => each.name === name)
    if (!dialect) throw new Error(`NJIWA_HOSTS maps ${host} to "${name}", which is not a dialect`)
    // Our own API is published with its prefix; to the others' published paths it is ours to put before.
    prefixes.set(host, dialect.name === 'native' ? '' : dialect.prefix)
  }
  return (request: IncomingMessage): string => {
    let url = request.url ?? '/'
    if (!url.startsWith('/')) url = originForm(url)
    if (url.includes('%')) url = decodable(url)
    if (prefixes.size === 0 || OF_THE_PROCESS.has(pathOf(url))) return url
    const host = request.headers.host?.replace(/:\d+$/, '').toLowerCase() ?? ''
    return (prefixes.get(host) ?? '') + url
  }
}

/** A path that cannot be decoded is taken by its letters: only an id is in another's hands to write, and it is nobody's. */
function decodable(url: string): string {
  const path = pathOf(url)
  try {
    decodeURIComponent(path)
    return url
  } catch {
    return path.replaceAll('%', '%25') + url.slice(path.length)
  }
}

/** Proxies may send the whole address (RFC 9112 §3.2.2). */
function originForm(url: string): string {
  if (!URL.canParse(url)) return '/'
  const { pathname, search } = new URL(url)
  return pathname + search
}

/** One line an answer, for those who look for one: the path alone, for a query may hold what a message says. */
function logAnswers(app: FastifyInstance, log: Logger): void {
  app.addHook('onResponse', (request, reply, done) => {
    const { method, id: requestId } = request
    log.debug(
      { requestId, method, path: pathOf(request.url), status: reply.statusCode, ms: reply.elapsedTime },
      'answered',
    )
    done()
  })
}

const BYTE_FAULTS: Record<string, string> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
}

/** What is not HTTP, or too slow or long to become a request, belongs to no dialect. */
function refuseBytes(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const status = BYTE_FAULTS[error.code ?? ''] ?? '400 Bad Request'
  socket.end(`HTTP/1.1 ${status}\r\nx-request-id: ${newId()}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`)
}
