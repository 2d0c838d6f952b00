// What is to be delivered to one ESME (system_id), when, and by which of its sessions. What it did not acknowledge stays, and
// goes out again.
import { type DeliverSm, type PduInput, type Session, SmppError, status } from '@njiwa/smpp'
import { Fifo } from './fifo.ts'

export interface Delivery {
  /** Not before. */
  dueMs: number
  /** Called when it goes out: until then only what it is about is kept. */
  build(nowMs: number): PduInput<DeliverSm>
  /** Acknowledged (0), or refused for good. */
  answered(command_status: number): void
  /** No answer, or a refusal for now: it will be sent again. */
  failed(): void
}

/** A refused or unanswered delivery is sent again after this long, a lost session's at once. */
const AGAIN_MS = 5000
/** §5.1.3: the ESME's application refuses it for good. All other codes may pass. */
const refusals = new Set<number>([status.ESME_RX_P_APPN, status.ESME_RX_R_APPN])

export class Mailbox {
  readonly #sessions: Session[] = []
  readonly #queue = new Fifo<Delivery>()
  /** These go first: what came back from a session, and what has no delay. */
  readonly #urgent = new Fifo<Delivery>()
  #timer: NodeJS.Timeout | undefined
  #scheduled: NodeJS.Immediate | undefined
  #isClosed = false

  get receivers(): number {
    return this.#sessions.length
  }

  get waiting(): number {
    return this.#queue.length + this.#urgent.length
  }

  /** To be called in the order of `dueMs`. */
  put(delivery: Delivery): void {
    this.#queue.push(delivery)
    this.#soon()
  }

  /** Goes out at once, before all that waits for its time. */
  putFirst(delivery: Delivery): void {
    this.#urgent.push(delivery)
    this.#soon()
  }

  open(session: Session): void {
    this.#sessions.push(session)
    this.#soon()
  }

  leave(session: Session): void {
    const index = this.#sessions.indexOf(session)
    if (index >= 0) this.#sessions.splice(index, 1)
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
    clearImmediate(this.#scheduled)
  }

  /** Once per turn of the event loop, however many deliveries or answers it brought. */
  #soon(): void {
    if (this.#isClosed || (this.#timer !== undefined && this.#urgent.length === 0)) return
    this.#scheduled ??= setImmediate(() => this.#deliver())
  }

  #deliver(): void {
    this.#scheduled = undefined
    const nowMs = Date.now()
    for (;;) {
      const queue = this.#urgent.length > 0 ? this.#urgent : this.#queue
      const next = queue.peek()
      if (next === undefined) return
      if (next.dueMs > nowMs) {
        this.#wait(next.dueMs - nowMs)
        return
      }
      const session = this.#sessionWithRoom()
      if (session === undefined) return
      queue.shift()
      void this.#send(session, next, nowMs)
    }
  }

  #wait(ms: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      this.#deliver()
    }, ms)
  }

  /** In turn, so that several sessions share the load. */
  #sessionWithRoom(): Session | undefined {
    const sessions = this.#sessions
    for (let tries = sessions.length; tries > 0; tries--) {
      const session = sessions.shift() as Session
      sessions.push(session)
      if (session.free > 0) return session
    }
    return undefined
  }

  async #send(session: Session, delivery: Delivery, nowMs: number): Promise<void> {
    try {
      const { command_status } = await session.send(delivery.build(nowMs))
      if (command_status === 0 || refusals.has(command_status)) delivery.answered(command_status)
      else this.#again(delivery, AGAIN_MS)
    } catch (error) {
      if (!(error instanceof SmppError)) throw error
      this.#again(delivery, error.code === 'session_lost' || error.code === 'closed' ? 0 : AGAIN_MS)
    }
    this.#soon()
  }

  #again(delivery: Delivery, afterMs: number): void {
    delivery.failed()
    if (afterMs === 0) this.putFirst(delivery)
    else setTimeout(() => this.putFirst(delivery), afterMs).unref()
  }
}
