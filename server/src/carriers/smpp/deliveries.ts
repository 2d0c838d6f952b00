// carriers/smpp/deliveries.ts: what the SMSC sends us, receipts and inbound messages, is acknowledged once it is durable.
// Until then it is the SMSC's, which sends it again; smpp reads no further past 1,000 unacknowledged ones of a session.
import { type DataSm, type DeliverSm, type IncomingPdu, isReceipt, type Session, status } from '@njiwa/smpp'
import type { Logger } from 'pino'
import type { Clock } from '../../clock.ts'
import type { CarrierEvents, InboundTaken, Receipt } from '../carrier.ts'
import { createAssembly, type LongMessage } from './assembly.ts'
import type { SmppConfig } from './config.ts'
import { inboundPartOf } from './inbound.ts'
import { receiptOf } from './receipts.ts'

export type Deliveries = {
  take(pdu: IncomingPdu, session: Session): void
  start(): void
  stop(): void
  /** When all that came so far is acknowledged or refused. */
  settled(): Promise<void>
}

type Delivery = { pdu: DeliverSm | DataSm; session: Session }

/** What could not be made durable is refused after a pause, or an eager SMSC would send it again at once, and again. */
const REFUSE_AFTER_MS = 1000
/**
 * A part of a long message is acknowledged with the last one. An SMSC that sends one at a time waits for this one first,
 * so it is not kept waiting for long; from then until the message is whole the part is in memory only.
 */
const PART_HELD_MS = 1000
const SWEEP_MS = 30_000

export function createDeliveries(options: {
  carrierId: string
  config: SmppConfig
  events: Pick<CarrierEvents, 'onReceipts' | 'onInbound'>
  clock: Clock
  log: Logger
}): Deliveries {
  const { carrierId, config, events, clock, log } = options
  const assembly = createAssembly()
  const underWay = new Set<Promise<void>>()
  const held = new Map<string, Set<Delivery>>()
  let batch: (Delivery & { receipt: Receipt })[] = []
  let unreadable = 0
  let sweep: NodeJS.Timeout | undefined

  /** Acknowledges the deliveries once `durable` resolves, and says so to what it resolves with. */
  function after(durable: Promise<InboundTaken>, deliveries: readonly Delivery[]): void {
    const answered = durable.then(
      (taken) => {
        if (answer(deliveries, status.ESME_ROK)) taken?.()
      },
      (error) => {
        log.warn({ err: error, carrier: carrierId, count: deliveries.length }, 'deliveries could not be made durable')
        setTimeout(() => answer(deliveries, status.ESME_RX_T_APPN), REFUSE_AFTER_MS)
      },
    )
    underWay.add(answered)
    void answered.finally(() => underWay.delete(answered))
  }

  function flush(): void {
    const deliveries = batch
    batch = []
    const receipts = deliveries.map((each) => each.receipt)
    const durable = events.onReceipts(carrierId, receipts).then(() => undefined)
    after(durable, deliveries)
  }

  function takeReceipt(delivery: Delivery): void {
    const receipt = receiptOf(delivery.pdu, config)
    if (receipt === undefined) {
      // Nobody can make sense of it later either, so it is not worth having again.
      answer([delivery], status.ESME_ROK)
      unreadable++
      if (Number.isInteger(Math.log2(unreadable))) {
        log.warn({ carrier: carrierId, count: unreadable }, 'receipts that name no message')
      }
      return
    }
    // All that came in one turn of the event loop is one batch.
    if (batch.push({ ...delivery, receipt }) === 1) setImmediate(flush)
  }

  function takeInbound(delivery: Delivery): void {
    const { place, ...message } = inboundPartOf(delivery.pdu)
    if (place === undefined) {
      after(inbound(message), [delivery])
      return
    }
    const assembled = assembly.add({ ...message, place }, clock.now())
    switch (assembled.state) {
      case 'repeated':
        answer([delivery], status.ESME_ROK)
        return
      case 'waiting':
        hold(assembled.key, delivery)
        return
      case 'complete': {
        const { key, message, done } = assembled
        const durable = inbound(message).then((taken) => {
          done()
          release(key)
          return taken
        })
        after(durable, [delivery])
      }
    }
  }

  function hold(key: string, delivery: Delivery): void {
    const deliveries = held.get(key) ?? new Set()
    held.set(key, deliveries.add(delivery))
    setTimeout(() => {
      if (!deliveries.delete(delivery)) return
      if (deliveries.size === 0) held.delete(key)
      answer([delivery], status.ESME_ROK)
    }, PART_HELD_MS)
  }

  function release(key: string): void {
    const deliveries = held.get(key)
    if (deliveries === undefined) return
    held.delete(key)
    answer([...deliveries], status.ESME_ROK)
    deliveries.clear()
  }

  function inbound({ from, to, text }: LongMessage): Promise<InboundTaken> {
    // PostgreSQL takes no NUL, and half a surrogate pair is no character.
    const clean = text.replaceAll('\0', '').toWellFormed()
    return events.onInbound(carrierId, { from, to, text: clean, receivedAtMs: clock.now() })
  }

  async function deliverOverdue(): Promise<void> {
    for (const { message, done } of assembly.overdue(clock.now())) {
      await inbound(message).then(
        (taken) => {
          done()
          taken?.() // its parts were acknowledged as they came
        },
        (error) => log.warn({ err: error, carrier: carrierId }, 'an inbound message waits'),
      )
    }
  }

  return {
    take(pdu, session) {
      switch (pdu.command) {
        case 'deliver_sm':
        case 'data_sm':
          if (isReceipt(pdu)) takeReceipt({ pdu, session })
          else takeInbound({ pdu, session })
          return
        case 'alert_notification':
          return
        default:
          session.respond(pdu, { command_status: status.ESME_RINVCMDID })
      }
    },
    start() {
      sweep = setInterval(() => void deliverOverdue(), SWEEP_MS)
    },
    stop: () => clearInterval(sweep),
    async settled() {
      if (batch.length > 0) await new Promise((resolve) => setImmediate(resolve))
      await Promise.all(underWay)
    },
  }
}

/** Whether every answer went out: a session may be over by now. */
function answer(deliveries: readonly Delivery[], command_status: number): boolean {
  let answered = true
  for (const { pdu, session } of deliveries) answered = session.respond(pdu, { command_status }) && answered
  return answered
}
