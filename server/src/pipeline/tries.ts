// What came of the tries of webhooks becomes durable: told, given up, or due again for whoever claims it. One writer a node.
import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import { type Database, isUnavailable } from '../store/database.ts'
import { finishJobs, postponeJobs, type WebhookJob } from '../store/webhook-jobs.ts'
import { batches } from './batches.ts'
import type { EndpointHealth, Tried } from './endpoint-health.ts'

export type Try = {
  /** With this try among its attempts. */
  job: WebhookJob
  /** What this node was called when it took it: nothing is written of a job that is another's by now. */
  owner: string
  heard: boolean
  /** Null: never again. */
  dueMs: number | null
  /** What it says of the endpoint; null when it says nothing. */
  tried: Tried | null
}

export type Tries = {
  /** Resolves once it is durable. Never rejects. */
  record(item: Try): Promise<void>
  readonly waiting: number
  /** Resolves when nothing waits. What cannot be written from here on is not tried again: a node that leaves frees its jobs. */
  finish(): Promise<void>
}

const BATCH_MAX = 500
const AGAIN_MS = 250
const DAY_MS = 86_400_000

export function tries(options: {
  database: Database
  health: EndpointHealth
  clock: { now(): number }
  log: Logger
}): Tries {
  const { database, health, clock, log } = options
  let finishing = false

  async function run(items: Try[]): Promise<undefined[]> {
    const accounts = [...new Set(items.map(({ job }) => job.accountId))]
    const nowMs = clock.now()
    // Waits for the disk: what a crash of the database forgot would stay this node's, which has it no longer.
    const noted = await database.batch(accounts, async (tx) => {
      for (const [owner, own] of Map.groupBy(items, (item) => item.owner)) {
        const over = own.filter((item) => item.heard || item.dueMs === null)
        const again = own.filter((item) => !item.heard && item.dueMs !== null)
        const ended = over.map(({ job, heard }) => ({ job, delivered: heard }))
        void finishJobs(tx, owner, ended, nowMs)
        const due = again.map(({ job, dueMs }) => ({ job, dueMs: dueMs as number }))
        void postponeJobs(tx, owner, due)
      }
      const tried = items.flatMap((item) => item.tried ?? [])
      return health.note(tx, tried, nowMs)
    })
    noted()
    return items.map(() => undefined)
  }

  /**
   * A row that is not written stays this node's, which has it no longer: it is kept until the database takes it. Written
   * twice it changes nothing, so a commit that was cut off needs no new name.
   */
  async function runUntilRecorded(items: Try[]): Promise<undefined[]> {
    for (;;) {
      try {
        return await run(items)
      } catch (error) {
        if (finishing || !isUnavailable(error)) throw error
        log.warn({ err: error, webhooks: items.length }, 'what came of webhooks waits for the database')
        await wait(AGAIN_MS)
      }
    }
  }

  const writes = batches<Try, undefined>({
    underWayMax: 1,
    weightMax: BATCH_MAX,
    gather: { forMs: 50, quietMs: 10 },
    isTransient: isUnavailable,
    run: runUntilRecorded,
  })

  /** A statement that is wrong stays wrong: without what it was to say, the job is free again. */
  async function handBack(item: Try, error: unknown): Promise<void> {
    const { job } = item
    log.error({ err: error, webhook: job.id }, 'what came of a webhook could not be recorded: it is told again')
    const before = { ...job, attempts: job.attempts.slice(0, -1) }
    const dueMs = item.dueMs ?? clock.now() + DAY_MS
    await writes.add({ ...item, job: before, heard: false, dueMs, tried: null })
  }

  return {
    record: (item) =>
      writes
        .add(item)
        .catch((error) => (isUnavailable(error) ? Promise.reject(error) : handBack(item, error)))
        .catch((error) => {
          log.error({ err: error, webhook: item.job.id }, 'a webhook stays with this node until it starts anew')
        }),
    get waiting() {
      return writes.waiting
    },
    finish() {
      finishing = true
      return writes.idle()
    },
  }
}
