// This process as a holder of messages: a lease in the database, renewed while it lives. What it holds in memory is its
// own as long as the lease is; when the lease lapsed, somebody else may have it, so it starts over under a new id.
import type { Logger } from 'pino'
import { newId } from '../ids.ts'
import type { Database } from '../store/database.ts'
import { addNode, leave, leaveOthers, reclaim, renewNode } from '../store/queue.ts'

const LEASE_MS = 8_000
const RENEW_MS = 2_000
/** Stop sending this long before the database lets others take over: its clock and ours run apart a little. */
const MARGIN_MS = 2_000

export type Node = {
  /** The fence: every write about a held message names it. Changes when a lease was lost. */
  id(): string
  /** Whether what is in memory may still be acted on. */
  holds(): boolean
  /** A transaction may or may not have been committed: what it left under our id is given up with the id. */
  doubt(): void
  start(): Promise<void>
  stop(): Promise<void>
}

export function node(options: {
  /** A connection of its own: a lease is renewed though all others wait, say for a row that a frozen node has locked. */
  lease: Database
  database: Database
  log: Logger
  /** The only node there can be: whatever others left is dead. */
  alone: boolean
  /** The lease was lost: memory is to be dropped. */
  onLost(): void
}): Node {
  const { lease, database, log } = options
  let id = newId()
  let renewedAt = Number.NEGATIVE_INFINITY
  let doubted = false
  let timer: NodeJS.Timeout | undefined
  let ticking: Promise<void> = Promise.resolve()
  let takingOver: Promise<void> | null = null

  async function join(): Promise<void> {
    const startedAt = performance.now()
    const fresh = newId()
    await lease.transaction('all', (tx) => addNode(tx, fresh, LEASE_MS))
    id = fresh
    renewedAt = startedAt
  }

  async function tick(): Promise<void> {
    try {
      const startedAt = performance.now()
      if (!doubted && (await lease.transaction('all', (tx) => renewNode(tx, id, LEASE_MS)))) {
        renewedAt = startedAt
      } else {
        const old = id
        log.warn({ node: old }, doubted ? 'starting over under a new id: a commit was cut off' : 'the lease was lost')
        await join()
        doubted = false
        options.onLost()
        await lease.transaction('all', (tx) => leave(tx, old))
      }
      takingOver ??= takeOver()
    } catch (error) {
      log.warn({ err: error }, 'the lease could not be renewed')
    }
  }

  /** Not waited for by the lease: what is taken over may be locked, by a node that was frozen in a transaction. */
  async function takeOver(): Promise<void> {
    try {
      const taken = await database.transaction('all', (tx) => reclaim(tx, id))
      if (taken > 0) log.info({ nodes: taken }, 'took over the messages of nodes that are gone')
    } catch (error) {
      log.warn({ err: error }, 'the messages of nodes that are gone could not be taken over')
    } finally {
      takingOver = null
    }
  }

  return {
    id: () => id,
    holds: () => performance.now() - renewedAt < LEASE_MS - MARGIN_MS,
    doubt() {
      doubted = true
    },
    async start() {
      await join()
      if (options.alone) await database.transaction('all', (tx) => leaveOthers(tx, id))
      await database.transaction('all', (tx) => reclaim(tx, id))
      timer = setInterval(() => {
        ticking = ticking.then(tick)
      }, RENEW_MS)
    },
    async stop() {
      clearInterval(timer)
      await ticking
      await takingOver
      renewedAt = Number.NEGATIVE_INFINITY
      await lease.transaction('all', (tx) => leave(tx, id))
    },
  }
}
