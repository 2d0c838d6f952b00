// The steps put together: what one node runs between its dialects and its carriers.
import type { Logger } from 'pino'
import type { Carrier, CarrierEvents } from '../carriers/carrier.ts'
import type { Caller } from '../core/accounts.ts'
import { settlement } from '../core/ledger.ts'
import type { FinalState } from '../core/messages.ts'
import type { RefundPolicy } from '../core/rates.ts'
import type { CallbackStyle, EndpointDisabled } from '../core/webhooks.ts'
import { type Database, isInDoubt } from '../store/database.ts'
import type { MessageRow } from '../store/messages.ts'
import type { Endpoint, Webhooks } from '../store/snapshots.ts'
import type { Poster } from '../webhooks/post.ts'
import type { SigningKeys } from '../webhooks/sign.ts'
import { accept } from './accept.ts'
import { inbound } from './inbound.ts'
import { type Knowledge, knowledge } from './knowledge.ts'
import { type Node, node } from './node.ts'
import { type Platform, platform } from './platform.ts'
import { reconciler } from './reconcile.ts'
import { recorder } from './record.ts'
import { scheduler } from './schedule.ts'
import { expiry } from './settle.ts'
import { type Dispatcher, dispatcher } from './submit.ts'
import { type Teller, teller } from './tell.ts'
import { waiting } from './waiting.ts'

export type Pipeline = {
  platform: Platform
  knowledge: Knowledge
  dispatcher: Dispatcher
  teller: Teller
  node: Node
  /** What carriers call. */
  events: CarrierEvents
  start(): Promise<void>
  /** No new submits and webhooks; what is under way is recorded. The carriers must still be there. */
  stop(graceMs: number): Promise<void>
}

export function pipeline(options: {
  /** Of its own: what callers look up does not keep leases, accepts and receipts waiting for a connection. */
  database: Database
  /** For what callers look up. */
  reads: Database
  /** For the node's lease alone. */
  lease: Database
  carriers: ReadonlyMap<string, Carrier>
  styles: ReadonlyMap<string, CallbackStyle>
  poster: Poster
  keysOf(accountId: string, webhooks: Webhooks, endpoint: Endpoint | null): SigningKeys
  clock: { now(): number }
  chance(): number
  log: Logger
  /** The only node of its database. */
  alone: boolean
  /** Whether this node serves the queue; one that does not leaves what it accepts in the table. */
  dispatches: boolean
  allowPrivateCallbacks: boolean
  onRecorded(message: MessageRow): void
  onUsed(caller: Caller): void
  /** An endpoint at which nothing is heard is no longer told. */
  onEndpointDisabled(event: EndpointDisabled): void
}): Pipeline {
  const { database, clock, log, dispatches } = options
  const known = knowledge(database)
  const self = node({
    lease: options.lease,
    database,
    log,
    alone: options.alone,
    onLost() {
      dispatch.drop()
      tell.drop()
    },
  })
  const onFailure = (error: unknown): void => {
    if (isInDoubt(error)) self.doubt()
  }
  const waiters = waiting(
    (message) =>
      settlement(message.state as FinalState, message.reason, message.refund_policy as RefundPolicy) === 'release',
  )
  const onRecorded = (message: MessageRow): void => {
    waiters.recorded(message)
    options.onRecorded(message)
  }
  const tell: Teller = teller({ ...options, knowledge: known, node: self, onFailure })
  const record = recorder({ database, clock, teller: tell, log, onRecorded, onFailure })
  const dispatch: Dispatcher = dispatcher({
    database,
    knowledge: known,
    node: self,
    recorder: record,
    carriers: options.carriers,
    clock,
    log,
    onFailure,
  })
  const expire = expiry({ database, clock, log, teller: tell, onFailure, onRecorded })
  const reconcile = reconciler({ database, recorder: record, log })
  const send = accept({
    database,
    knowledge: known,
    dispatcher: dispatch,
    clock,
    onAccepted: waiters.expect,
    onFailure,
  })

  const written = inbound({ database, knowledge: known, teller: tell, accept: send, onFailure, clock, log })

  return {
    platform: platform({
      ...options,
      database: options.reads,
      knowledge: known,
      accept: send,
      waiting: waiters,
      schedule: scheduler({ database, knowledge: known, clock }),
    }),
    knowledge: known,
    dispatcher: dispatch,
    teller: tell,
    node: self,
    events: {
      async onReceipts(carrierId, receipts) {
        const atMs = clock.now()
        await Promise.all(receipts.map((receipt) => record.receipt({ carrierId, receipt, atMs })))
      },
      onInbound: written.take,
      onChange: () => dispatch.wake(),
    },
    async start() {
      await self.start()
      if (!dispatches) return
      await dispatch.start()
      tell.start()
      expire.start()
      reconcile.start()
    },
    async stop(graceMs) {
      const deadline = performance.now() + graceMs
      await dispatch.stop(graceMs)
      await expire.stop()
      await reconcile.stop()
      await record.idle()
      await written.idle()
      await tell.stop(Math.max(500, deadline - performance.now()))
      await self.stop()
    },
  }
}
