// Step 5: customers are told. What is to be told is stored in the transaction that made it true, so none is forgotten; it
// is posted from memory at once, and from the table when a try failed, a node died or memory is needed for others. Nobody
// waits for a slow receiver: lines take turns.
import type { Logger } from 'pino'
import type { InboundEvent } from '../core/inbound.ts'
import { type CallbackStyle, type EndpointDisabled, INBOUND_EVENT } from '../core/webhooks.ts'
import { type Database, isUnavailable, type Tx } from '../store/database.ts'
import type { FinishedRequest, MessageRow } from '../store/messages.ts'
import type { Endpoint, Webhooks } from '../store/snapshots.ts'
import { addJobs, claimJobs, type WebhookJob } from '../store/webhook-jobs.ts'
import { nextTryMs } from '../webhooks/next-try.ts'
import type { Poster } from '../webhooks/post.ts'
import { hmacOf, type SigningKeys, signWebhook } from '../webhooks/sign.ts'
import { announcer, type InboundTarget } from './announce.ts'
import { endpointHealth } from './endpoint-health.ts'
import { failpoint } from './failpoints.ts'
import type { Knowledge } from './knowledge.ts'
import type { Node } from './node.ts'
import { type Try, tries } from './tries.ts'
import { webhookLines } from './webhook-lines.ts'

export type Announced = { jobs: WebhookJob[]; owner: string | null }

export type Teller = {
  /** Stores what is to be told of these messages, and of requests that are final as a whole, in the transaction that made it true. */
  announce(
    tx: Tx,
    messages: readonly MessageRow[],
    finished: readonly FinishedRequest[],
    atMs: number,
  ): Promise<Announced>
  /** Stores that these addresses are to be told of what a subscriber wrote, each under an id of its own. */
  announceInbound(tx: Tx, inbound: InboundEvent, targets: readonly InboundTarget[], atMs: number): Announced
  /** Posts what was announced, once it is committed. */
  take(announced: Announced): void
  start(): void
  stop(graceMs: number): Promise<void>
  /** The lease was lost: nothing in memory is ours. */
  drop(): void
  depth(): { inMemory: number; underWay: number }
}

const CLAIM_MAX = 500
const UNRECORDED_MAX = 2_000
const OUTAGE_PAUSE_MS = 1_000
const CLAIM_EVERY_MS = 250
const CLAIM_PAUSE = 4 // times as long as the last one took

type Result = Pick<Try, 'heard' | 'dueMs' | 'tried'>
const GONE = 410

export function teller(options: {
  database: Database
  knowledge: Knowledge
  node: Node
  poster: Poster
  styles: ReadonlyMap<string, CallbackStyle>
  /** What signs for an endpoint; for null, for a callback URL that a request brought along. */
  keysOf(accountId: string, webhooks: Webhooks, endpoint: Endpoint | null): SigningKeys
  clock: { now(): number }
  chance(): number
  log: Logger
  onEndpointDisabled(event: EndpointDisabled): void
  /** Told of a claim that failed: jobs that the table says are in our memory may not be. */
  onFailure(error: unknown): void
}): Teller {
  const { database, knowledge, node, poster, styles, clock, log } = options
  const health = endpointHealth({ knowledge, styles, onDisabled: options.onEndpointDisabled })
  let running = false
  let timer: NodeJS.Timeout | undefined
  let claiming: Promise<void> | null = null
  let claimNextAtMs = 0

  const results = tries({ database, health, clock, log })
  const { jobsOf, jobsOfInbound } = announcer({ knowledge, styles })
  const lines = webhookLines({ may: () => running && node.holds(), post })

  /** What there is no room for waits in the table for whoever claims it. */
  function keep(tx: Tx, jobs: readonly WebhookJob[], atMs: number): Announced {
    const owner = running && node.holds() ? node.id() : null
    const fits = owner === null ? () => false : lines.room()
    const ours: WebhookJob[] = []
    const left: WebhookJob[] = []
    for (const job of jobs) (fits(job) ? ours : left).push(job)
    void addJobs(tx, ours, atMs, owner)
    void addJobs(tx, left, atMs, null)
    return { jobs: ours, owner }
  }

  function take({ jobs, owner }: Announced): void {
    if (owner === null || owner !== node.id()) return // whoever claims them from the table posts them
    lines.add(jobs)
  }

  async function post(job: WebhookJob): Promise<void> {
    const owner = node.id()
    try {
      const result = await attempt(job).catch((error) => unposted(job, error))
      const recorded = results.record({ job, owner, ...result })
      // Its slot is free for the next post; only when the database falls behind is it waited for.
      if (results.waiting > UNRECORDED_MAX) await recorded
    } catch (error) {
      log.error({ err: error, webhook: job.id }, 'a webhook stays with this node until it starts anew')
    }
  }

  async function attempt(job: WebhookJob): Promise<Result> {
    const style = styles.get(job.style)
    const webhooks = await knowledge.webhooks(job.accountId)
    const endpoint = job.endpointId ? webhooks.endpoints.find((each) => each.id === job.endpointId) : null
    if (!style || endpoint === undefined) return { heard: false, dueMs: null, tried: null } // taken away meanwhile
    if (endpoint) job.url = endpoint.url // it may have moved since
    const nowMs = clock.now()
    const keys = options.keysOf(job.accountId, webhooks, endpoint)
    const sign = (): Record<string, string> => ({ ...signWebhook(keys.standard, job.id, nowMs, job.payload) })
    const publicKey = webhooks.publicKeys.get(job.style)
    const hmacHex = (): string => hmacOf(keys.whole, job.payload)
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Njiwa-Webhooks/1',
      ...style.headers({ id: job.id, body: job.payload, nowMs, sign, publicKey, hmacHex }),
    }
    const outcome = await poster.post({ url: job.url, body: job.payload, headers })
    failpoint('webhook_after_post')
    const { status, ms, error, answer, retryAfterMs } = outcome
    const heard = error === null && status !== null && hears(style, job, status, answer)
    const gone = status === GONE
    job.attempts.push({ at: new Date(nowMs).toISOString(), status, ms, error, answer })
    job.tries++
    const pause = heard || gone ? null : nextTryMs(style.retryMs, job.tries, options.chance(), retryAfterMs)
    const dueMs = pause === null ? null : clock.now() + pause
    const { accountId } = job
    const tried = endpoint && { accountId, endpointId: endpoint.id, heard, gone, failing: endpoint.failing }
    return { heard, dueMs, tried }
  }

  /** In an outage of the database no try was made; whatever else stops one, such as a secret that no key opens, may pass. */
  function unposted(job: WebhookJob, cause: unknown): Result {
    const nowMs = clock.now()
    if (isUnavailable(cause)) return { heard: false, dueMs: nowMs + OUTAGE_PAUSE_MS, tried: null }
    log.error({ err: cause, webhook: job.id }, 'a webhook could not be posted')
    job.attempts.push({ at: new Date(nowMs).toISOString(), status: null, ms: 0, error: 'failed', answer: '' })
    job.tries++
    const pause = styles.get(job.style)?.retryMs(job.tries, options.chance()) ?? null
    return { heard: false, dueMs: pause === null ? null : nowMs + pause, tried: null }
  }

  /** As if they had not been claimed. */
  function handBack(): void {
    if (!node.holds()) return
    const dueMs = clock.now()
    for (const job of lines.excess(CLAIM_MAX))
      void results.record({ job, owner: node.id(), heard: false, dueMs, tried: null })
  }

  function claim(): Promise<void> {
    const busy = claiming !== null || performance.now() < claimNextAtMs
    if (busy || !running || !node.holds()) return claiming ?? Promise.resolve()
    const { jobs, exceptAccounts, exceptOrigins } = lines.wanted()
    const limit = Math.min(CLAIM_MAX, jobs)
    if (limit === 0) return Promise.resolve()
    const owner = node.id()
    const startedAtMs = performance.now()
    let more = false
    claiming = database
      .batch('all', (tx) => claimJobs(tx, owner, { limit, exceptAccounts, exceptOrigins }))
      .then((claimed) => {
        more = claimed.length === limit
        // What is left of those that have their share is read each time, and there may be much of it.
        if (!more) claimNextAtMs = performance.now() + CLAIM_PAUSE * (performance.now() - startedAtMs)
        take({ jobs: claimed, owner })
      })
      .catch((error) => {
        log.warn({ err: error }, 'due webhooks could not be claimed')
        options.onFailure(error)
      })
      .finally(() => {
        claiming = null
        if (more) void claim()
      })
    return claiming
  }

  return {
    announce: async (tx, messages, finished, atMs) => keep(tx, await jobsOf(messages, finished, atMs), atMs),
    announceInbound: (tx, event, targets, atMs) => keep(tx, jobsOfInbound(event, targets), atMs),
    take,
    start() {
      running = true
      timer = setInterval(() => {
        lines.serve() // what stood still while the lease was late
        handBack()
        void claim()
      }, CLAIM_EVERY_MS)
    },
    async stop(graceMs) {
      running = false
      clearInterval(timer)
      await claiming
      const deadline = performance.now() + graceMs
      while (lines.depth().underWay > 0 && performance.now() < deadline)
        await new Promise((resolve) => setTimeout(resolve, 20))
      await results.finish()
    },
    drop: lines.drop,
    depth: lines.depth,
  }
}

function hears(style: CallbackStyle, job: WebhookJob, status: number, answer: string): boolean {
  if (job.event !== INBOUND_EVENT) return style.heard(status)
  return style.inbound?.heard(status, answer, job.messageId as string) ?? false
}
