// One try of one webhook: who is called was judged (address-guard), how long it may take, how much of the answer is read.
// Whether the answer is a success and when to try again is the caller's to say.
import { LRUCache } from 'lru-cache'
import { buildConnector, type Dispatcher, Pool } from 'undici'
import { guardedLookup, judgeUrl, type Resolve } from './address-guard.ts'
import { excerptLacks, excerptOf, parseRetryAfter } from './answer.ts'
import { failureOf, type PostFailure } from './failure.ts'

export type PostRequest = { url: string; body: string | Buffer; headers: Record<string, string> }

/**
 * `status` is null when no answer began. `error` is null when the answer came whole, or as much of it as is read: with a
 * status and an error both, the receiver began to answer and did not end in time.
 */
export type PostOutcome = {
  status: number | null
  ms: number
  error: PostFailure | null
  answer: string
  retryAfterMs: number | null
}

export type Poster = { post(request: PostRequest): Promise<PostOutcome>; close(): Promise<void> }

export type PosterOptions = {
  allowPrivate: boolean
  connectTimeoutMs: number
  totalTimeoutMs: number
  resolve?: Resolve
}

const CONNECTIONS_PER_ORIGIN = 16
const ORIGINS_MAX = 4096
const ORIGIN_IDLE_MS = 60_000
const ANSWER_BYTES_MAX = 65_536

/** Posts over kept-alive connections, at most 16 to an origin. `post` never rejects. It follows no redirect and no proxy. */
export function createPoster(options: PosterOptions): Poster {
  // A socket asks its lookup for names only: a literal address is judged with the URL.
  const lookup = guardedLookup(options, options.resolve)
  const connect = buildConnector({ timeout: options.connectTimeoutMs, lookup, autoSelectFamily: true })
  // The least recently used goes first; what it still has under way is finished by `close`, which waits for it.
  const pools = new LRUCache<string, Pool>({
    max: ORIGINS_MAX,
    ttl: ORIGIN_IDLE_MS,
    ttlResolution: 1000,
    updateAgeOnGet: true,
    dispose: (pool) => void pool.close(),
  })
  const purge = setInterval(() => pools.purgeStale(), ORIGIN_IDLE_MS).unref()
  let closing: Promise<unknown> | null = null

  const poolOf = (origin: string): Pool => {
    const known = pools.get(origin)
    if (known !== undefined) {
      return known
    }
    // undici's own timers count from the last byte, so a trickle never ends by them: the deadline of each post does.
    const pool = new Pool(origin, { connect, connections: CONNECTIONS_PER_ORIGIN, headersTimeout: 0, bodyTimeout: 0 })
    pools.set(origin, pool)
    return pool
  }

  return {
    post(request) {
      const judged = judgeUrl(request.url, options)
      if (!judged.ok || closing !== null) {
        return Promise.resolve(failed(judged.ok ? 'closed' : judged.error.code))
      }
      const { origin, pathname, search } = judged.value
      return new Promise((resolve) => {
        const attempt = new Attempt(resolve, options.totalTimeoutMs)
        const { body, headers } = request
        poolOf(origin).dispatch({ method: 'POST', path: pathname + search, headers, body }, attempt)
      })
    },
    async close() {
      clearInterval(purge)
      closing ??= Promise.all([...pools.values()].map((pool) => pool.close()))
      await closing
    },
  }
}

function failed(error: PostFailure): PostOutcome {
  return { status: null, ms: 0, error, answer: '', retryAfterMs: null }
}

const DEADLINE = Object.assign(new Error('deadline'), { code: 'DEADLINE' })
const READ_ENOUGH = new Error('read enough')

class Attempt implements Dispatcher.DispatchHandler {
  readonly #settle: (outcome: PostOutcome) => void
  readonly #startedMs = performance.now()
  readonly #deadline: NodeJS.Timeout
  readonly #chunks: Buffer[] = []
  #controller: Dispatcher.DispatchController | null = null
  #settled = false
  #bytes = 0
  #status: number | null = null
  #retryAfterMs: number | null = null

  constructor(settle: (outcome: PostOutcome) => void, totalTimeoutMs: number) {
    this.#settle = settle
    this.#deadline = setTimeout(() => this.#end('timeout', DEADLINE), totalTimeoutMs)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#settled) {
      controller.abort(DEADLINE) // it ran out while waiting for a connection: not a byte is sent
    }
  }

  onResponseStart(_: unknown, status: number, headers: { 'retry-after'?: string | string[] }): void {
    if (status >= 200) {
      this.#status = status
      this.#retryAfterMs = parseRetryAfter(headers['retry-after'], Date.now())
    }
  }

  onResponseData(_: unknown, chunk: Buffer): void {
    if (excerptLacks(this.#bytes)) {
      this.#chunks.push(chunk)
    }
    this.#bytes += chunk.length
    if (this.#bytes > ANSWER_BYTES_MAX) {
      this.#end(null, READ_ENOUGH)
    }
  }

  onResponseEnd(): void {
    this.#end(null, null)
  }

  onResponseError(_: unknown, error: Error): void {
    this.#end(failureOf(error), null)
  }

  #end(error: PostFailure | null, abort: Error | null): void {
    if (this.#settled) {
      return
    }
    this.#settled = true
    clearTimeout(this.#deadline)
    this.#settle({
      status: this.#status,
      ms: Math.round(performance.now() - this.#startedMs),
      error,
      answer: excerptOf(this.#chunks),
      retryAfterMs: this.#retryAfterMs,
    })
    if (abort !== null) {
      this.#controller?.abort(abort)
    }
  }
}
