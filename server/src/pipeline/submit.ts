// Step 2: queued messages go to the first healthy carrier of their route, as fast as its window and rate allow, accounts
// taking turns. What a carrier answers is handed to the recorder; what it refuses for now comes back here.
import type { Logger } from 'pino'
import type { Carrier, SubmitOutcome } from '../carriers/carrier.ts'
import { type FairQueue, fairQueue } from '../core/fair-queue.ts'
import { afterTemporary, afterUncertain, goesAlone, THROTTLE_PAUSE_MS } from '../core/retries.ts'
import type { Route } from '../core/routes.ts'
import { type Database, isUnavailable } from '../store/database.ts'
import { claim, markBeforeSubmit, type QueuedRow } from '../store/queue.ts'
import { batches } from './batches.ts'
import type { Dispatch } from './dispatch.ts'
import { failpoint } from './failpoints.ts'
import { giveBack } from './give-back.ts'
import type { Knowledge } from './knowledge.ts'
import type { Node } from './node.ts'
import type { Recorder } from './record.ts'

export type Dispatcher = {
  /** Who owns what is taken now. */
  owner(): string
  /** Sets room aside for messages about to be accepted; false when memory is full, and they wait in the table. */
  reserve(messages: number, accountId: string): boolean
  unreserve(messages: number, accountId: string): void
  /** Committed messages whose room was reserved. */
  take(messages: Dispatch[]): void
  /** A carrier came up, went down, or has room again. */
  wake(): void
  start(): void
  /** No new submits; resolves once the answers under way are recorded, or the time is over. */
  stop(graceMs: number): Promise<void>
  /** The lease was lost: nothing in memory is ours. */
  drop(): void
  depth(): { inMemory: number; byRoute: Map<string, number> }
}

const IN_MEMORY_MAX = 20_000
const PER_ACCOUNT_MAX = 4_000 // what one account may have in memory: a campaign leaves room for the others
const CLAIM_MAX = 1_000
const CLAIM_EVERY_MS = 200
const MARK_AGAIN_MS = 1000

export function dispatcher(options: {
  database: Database
  knowledge: Knowledge
  node: Node
  recorder: Recorder
  carriers: ReadonlyMap<string, Carrier>
  clock: { now(): number }
  log: Logger
  /** Told of a claim that failed: whether it was committed may not be known. */
  onFailure(error: unknown): void
}): Dispatcher {
  const { database, knowledge, node, recorder, carriers, clock, log } = options
  const back = giveBack({ database, log })
  const lines = new Map<string, FairQueue<Dispatch>>()
  const perAccount = new Map<string, number>()
  const sleeping = new Map<NodeJS.Timeout, Dispatch>()
  let routes: ReadonlyMap<string, Route> = new Map()
  let inMemory = 0
  let underWay = 0
  let running = false
  let claimTimer: NodeJS.Timeout | undefined
  let claiming: Promise<void> | null = null
  let moreDue = false

  function count(accountId: string, change: number): void {
    inMemory += change
    const now = (perAccount.get(accountId) ?? 0) + change
    if (now > 0) perAccount.set(accountId, now)
    else perAccount.delete(accountId)
  }

  function line(routeId: string): FairQueue<Dispatch> {
    let queue = lines.get(routeId)
    if (!queue) {
      queue = fairQueue()
      lines.set(routeId, queue)
    }
    return queue
  }

  function enqueue(message: Dispatch): void {
    line(message.routeId).push(message.accountId, message)
  }

  /** Out of memory: it is with a carrier, over, or back in the table. */
  function done(message: Dispatch): void {
    count(message.accountId, -1)
    if (moreDue && inMemory < IN_MEMORY_MAX / 2) void claimDue()
  }

  let pumping = false
  function pump(): void {
    if (pumping || !running) return
    pumping = true
    setImmediate(() => {
      pumping = false
      if (!running || !node.holds()) return
      for (const [carrier, queues] of byCarrier()) serve(carrier, queues)
    })
  }

  type RouteLine = { route: Route; queue: FairQueue<Dispatch> }

  /** Which lines each carrier serves now: those of routes where it is the first that is up. */
  function byCarrier(): Map<Carrier, RouteLine[]> {
    const served = new Map<Carrier, RouteLine[]>()
    for (const [routeId, queue] of lines) {
      const route = routes.get(routeId)
      if (queue.size === 0 || !route) continue // of a deleted route: they wait for their expiry, or for it to come back
      const carrier = route.carrierIds.map((id) => carriers.get(id)).find((each) => each?.status().up)
      if (!carrier) continue
      const list = served.get(carrier)
      if (list) list.push({ route, queue })
      else served.set(carrier, [{ route, queue }])
    }
    return served
  }

  /** What each carrier has of us that is not answered, and which have a message that goes alone. */
  const out = new Map<string, number>()
  const aloneOut = new Set<string>()

  /** Fills the carrier's room, its routes taking turns. */
  function serve(carrier: Carrier, served: RouteLine[]): void {
    const now = clock.now()
    let room = aloneOut.has(carrier.id) ? 0 : carrier.room() - (marking.get(carrier.id) ?? 0)
    let turn = 0
    let waiting = served.reduce((sum, { queue }) => sum + queue.size, 0)
    while (room > 0 && waiting > 0) {
      const { route, queue } = served[turn++ % served.length] as RouteLine
      const message = queue.shift()
      if (!message) continue
      waiting--
      // One that expired is ended by the sweep; one of a lease that was lost is whoever's took it over.
      if (message.expiresAtMs <= now || message.owner !== node.id()) {
        done(message)
        continue
      }
      room--
      if (goesAlone(message.uncertain)) {
        if ((out.get(carrier.id) ?? 0) > 0) {
          queue.unshift(message.accountId, message)
          return // until what is out is answered
        }
        aloneOut.add(carrier.id)
        room = 0
      }
      void serveOne(message, route, carrier)
    }
  }

  async function serveOne(message: Dispatch, route: Route, carrier: Carrier): Promise<void> {
    underWay++
    out.set(carrier.id, (out.get(carrier.id) ?? 0) + 1)
    try {
      if (route.uncertainPolicy === 'hold' && !(await marked(message, carrier))) done(message)
      else await submit(message, carrier)
    } catch (error) {
      // It is with the carrier, and that cannot be written: sent again it would be sent for ever.
      log.error({ err: error, message: message.messageId }, 'what a carrier answered could not be recorded')
      await hold(message, carrier)
    } finally {
      underWay--
      out.set(carrier.id, (out.get(carrier.id) ?? 1) - 1)
      aloneOut.delete(carrier.id)
      pump()
    }
  }

  // Routes that hold: the mark is durable before the first byte, a window's worth at a time.
  const marking = new Map<string, number>()
  const marks = batches<{ message: Dispatch; carrierId: string }, boolean>({
    underWayMax: 2,
    weightMax: 500,
    isTransient: isUnavailable,
    run: async (items) => {
      const rows = items.map(({ message, carrierId }) => ({ ...message, carrierId }))
      const accounts = [...new Set(rows.map((row) => row.accountId))]
      const ours = await database.batch(accounts, (tx) => markBeforeSubmit(tx, rows))
      return items.map(({ message }) => ours.has(message.messageId))
    },
  })

  /** False when it is not to be sent from here: another has it, or it goes back to the table. */
  async function marked(message: Dispatch, carrier: Carrier): Promise<boolean> {
    marking.set(carrier.id, (marking.get(carrier.id) ?? 0) + 1)
    try {
      message.marked = await marks.add({ message, carrierId: carrier.id })
      if (message.marked && !node.holds()) void queueAgain(message, 0) // the mark was long in coming
      return message.marked && node.holds()
    } catch (error) {
      log.warn({ err: error, message: message.messageId }, 'a message could not be marked before its submit')
      void queueAgain(message, MARK_AGAIN_MS)
      return false
    } finally {
      marking.set(carrier.id, (marking.get(carrier.id) ?? 1) - 1)
    }
  }

  async function submit(message: Dispatch, carrier: Carrier): Promise<void> {
    failpoint('submit_before_bytes')
    try {
      const answering = carrier.submit(message)
      failpoint('submit_mid_window')
      await conclude(message, carrier, await answering)
    } finally {
      carrier.release()
    }
  }

  async function conclude(message: Dispatch, carrier: Carrier, outcome: SubmitOutcome): Promise<void> {
    const atMs = clock.now()
    switch (outcome.kind) {
      case 'accepted':
        done(message)
        return recorder.sent({ message, carrierId: carrier.id, remoteIds: outcome.remoteIds, atMs })
      case 'rejected':
        done(message)
        return recorder.failed({
          message,
          reason: 'rejected',
          detail: { carrier: carrier.name, status: outcome.status },
          atMs,
        })
      case 'unsent':
        line(message.routeId).unshift(message.accountId, message)
        return
      case 'throttled':
        return later(message, THROTTLE_PAUSE_MS, { carrier: carrier.name, status: outcome.status })
      case 'temporary': {
        message.tries = (message.tries ?? 0) + 1
        const detail = { carrier: carrier.name, status: outcome.status, tries: message.tries }
        const next = afterTemporary(message.tries, outcome.triesMax)
        if (next.retry) return later(message, next.afterMs, detail)
        done(message)
        return recorder.failed({ message, reason: 'not_submitted', detail, atMs })
      }
      case 'uncertain':
        return afterLoss(message, carrier, outcome, atMs)
    }
  }

  async function afterLoss(
    message: Dispatch,
    carrier: Carrier,
    outcome: SubmitOutcome & { kind: 'uncertain' },
    atMs: number,
  ): Promise<void> {
    const policy = routes.get(message.routeId)?.uncertainPolicy ?? 'resend'
    message.uncertain++
    if (outcome.suspect) message.suspected = (message.suspected ?? 0) + 1
    const resend = afterUncertain(policy, message.suspected ?? 0)
    const detail = { carrier: carrier.name, cause: outcome.cause, resent: resend }
    recorder.note({ message, kind: 'uncertain', detail, atMs })
    if (resend) line(message.routeId).unshift(message.accountId, message)
    else {
      done(message)
      await hold(message, carrier)
    }
  }

  function queueAgain(message: Dispatch, afterMs: number): Promise<void> {
    return back.queue(message, clock.now() + afterMs).catch((error) => {
      log.error({ err: error, message: message.messageId }, 'a message could not be given back')
    })
  }

  /** Waits for a receipt until its validity ends: nobody submits it again. */
  function hold(message: Dispatch, carrier: Carrier): Promise<void> {
    return back.hold(message, carrier.id).catch((error) => {
      log.error({ err: error, message: message.messageId }, 'a message could not be held')
    })
  }

  function later(message: Dispatch, afterMs: number, detail: Record<string, unknown>): void {
    recorder.note({ message, kind: 'retry', detail: { ...detail, afterMs }, atMs: clock.now() })
    const timer = setTimeout(() => {
      sleeping.delete(timer)
      enqueue(message)
      pump()
    }, afterMs)
    sleeping.set(timer, message)
  }

  function claimDue(): Promise<void> {
    if (claiming || !running || !node.holds()) return claiming ?? Promise.resolve()
    const limit = Math.min(CLAIM_MAX, IN_MEMORY_MAX - inMemory)
    if (limit <= 0) return Promise.resolve()
    const full = [...perAccount].filter(([, held]) => held >= PER_ACCOUNT_MAX).map(([accountId]) => accountId)
    const owner = node.id()
    claiming = database
      .batch('all', (tx) => claim(tx, owner, limit, full))
      .then((rows) => {
        if (rows.length > 0) failpoint('claim_after_commit')
        moreDue = rows.length === limit || (full.length > 0 && rows.length > 0)
        for (const row of rows) if (row.opted_out) endOptedOut(dispatchOf(row, owner))
        const due = rows.filter((row) => !row.opted_out)
        for (const row of due) count(row.account_id, 1)
        take(due.map((row) => dispatchOf(row, owner)))
      })
      .catch((error) => {
        log.warn({ err: error }, 'due messages could not be claimed')
        options.onFailure(error)
      })
      .finally(() => {
        claiming = null
      })
    return claiming
  }

  /** Should that fail, it stays scheduled: whoever takes over what this node has finds it again. */
  function endOptedOut(message: Dispatch): void {
    recorder.failed({ message, reason: 'opted_out', detail: {}, atMs: clock.now() }).catch((error) => {
      log.error({ err: error, message: message.messageId }, 'a message to one who opted out could not be ended')
    })
  }

  function take(messages: Dispatch[]): void {
    for (const message of messages) {
      // The lease was lost between the commit and now: whoever took over has them.
      if (message.owner === node.id()) enqueue(message)
      else done(message)
    }
    pump()
  }

  async function refreshRoutes(): Promise<void> {
    try {
      routes = (await knowledge.network()).routes.byId
    } catch (error) {
      log.warn({ err: error }, 'the routes could not be read')
    }
  }

  return {
    owner: () => node.id(),
    reserve(messages, accountId) {
      if (!running || !node.holds()) return false
      if (inMemory + messages > IN_MEMORY_MAX || (perAccount.get(accountId) ?? 0) + messages > PER_ACCOUNT_MAX) {
        moreDue = true
        return false
      }
      count(accountId, messages)
      return true
    },
    unreserve: (messages, accountId) => count(accountId, -messages),
    take,
    wake: pump,
    async start() {
      running = true
      await refreshRoutes()
      claimTimer = setInterval(() => {
        void refreshRoutes().then(claimDue).then(pump)
      }, CLAIM_EVERY_MS)
    },
    async stop(graceMs) {
      running = false
      clearInterval(claimTimer)
      for (const timer of sleeping.keys()) clearTimeout(timer)
      await claiming
      const deadline = performance.now() + graceMs
      while (underWay > 0 && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20))
      // A mark holds for whoever takes over; these are known not to be at a carrier.
      const left = [...[...lines.values()].flatMap((queue) => queue.drain()), ...sleeping.values()]
      await Promise.all(left.map((message) => (message.marked ? queueAgain(message, 0) : null)))
    },
    drop() {
      const dropped = [...lines.values()].flatMap((queue) => queue.drain())
      for (const [timer, message] of sleeping) {
        clearTimeout(timer)
        dropped.push(message)
      }
      sleeping.clear()
      for (const message of dropped) count(message.accountId, -1)
    },
    depth: () => ({ inMemory, byRoute: new Map([...lines].map(([routeId, queue]) => [routeId, queue.size])) }),
  }
}

function dispatchOf(row: QueuedRow, owner: string): Dispatch {
  return {
    accountId: row.account_id,
    messageId: row.message_id,
    requestId: row.request_id,
    routeId: row.route_id,
    source: row.source,
    msisdn: row.msisdn,
    text: row.text,
    segments: row.segments,
    expiresAtMs: row.expires_at.getTime(),
    owner,
    waits: false,
    uncertain: row.uncertain,
  }
}
