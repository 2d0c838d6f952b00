// Which submit_sm is taken, refused or left without an answer, and when it is answered: after the journal has it.
import { messageState, type Session, type StatusName, type SubmitSm, status, userDataOf } from '@njiwa/smpp'
import { decodeText } from './alphabet.ts'
import { chance } from './chance.ts'
import type { Counters } from './counters.ts'
import type { Journal, Taken } from './journal.ts'
import { delivered, isReceiptAsked, type Outcome, rowOf, type Take } from './outcomes.ts'
import { Rate } from './rate.ts'
import { taken } from './receipts.ts'
import type { Seen } from './seen.ts'
import { Tries } from './tries.ts'

export interface Faults {
  /** No outcome by number. */
  plain?: boolean
  responseDelayMs?: number
  /** Above it ESME_RTHROTTLED. */
  submitsPerSecondMax?: number
  /** Every so many submits all sessions are cut at once, answers under way with them. */
  dropAfter?: number
  /** 0 to 1 of all submits are refused. */
  failRatio?: number
  failStatus?: StatusName
  /** 0 to 1 of those that would be delivered. */
  undeliveredRatio?: number
  seed?: number
}

/** One submit_sm and what was decided on it. */
export interface Submit {
  from: string
  to: string
  /** Of this segment. */
  text: string
  segment: number
  segments: number
  atMs: number
  /** The peer's port: one per connection. */
  sessionId: number
  outcome: Outcome
}

interface IntakeHost {
  counters: Counters
  seen: Seen
  journal: Journal | undefined
  onSubmit: ((submit: Submit) => void) | undefined
  /** Its submit_sm is answered: the receipt's delay starts. */
  oweReceipt(message: Taken): void
  sendReceiptNow(message: Taken, acknowledged: () => void): void
  cutAll(): void
}

interface Answer {
  pdu: SubmitSm
  session: Session
  /** undefined: the connection ends instead. */
  command_status: number | undefined
  message_id: string
  message: Taken | undefined
  receiptFirst: boolean
}

/** Where the receipt comes first its acknowledgement is waited for; so long. */
const RECEIPT_FIRST_MS = 1000

export class Intake {
  readonly #faults: Faults
  readonly #host: IntakeHost
  readonly #tries = new Tries()
  readonly #happens: (ratio: number) => boolean
  readonly #rate: Rate | undefined
  readonly #failed: Outcome
  /** About to be closed: what still comes on them is not heard. */
  readonly #dropped = new WeakSet<Session>()
  #answers: Answer[] = []
  #untilDrop: number
  /** From the time of the start in microseconds on: another run of the simulator never gives an id again. */
  #nextId = Date.now() * 1000

  constructor(faults: Faults, host: IntakeHost) {
    this.#faults = faults
    this.#host = host
    this.#happens = chance(faults.seed ?? 1)
    this.#untilDrop = faults.dropAfter ?? 0
    this.#failed = { answer: 'refuse', command_status: status[faults.failStatus ?? 'ESME_RSYSERR'] }
    const { submitsPerSecondMax } = faults
    this.#rate = submitsPerSecondMax === undefined ? undefined : new Rate(submitsPerSecondMax, Date.now())
  }

  submit(pdu: SubmitSm, session: Session): void {
    if (this.#dropped.has(session)) return
    const nowMs = Date.now()
    const { counters, onSubmit } = this.#host
    counters.submits++
    counters.firstSubmitMs ||= nowMs
    counters.lastSubmitMs = nowMs
    const isCut = this.#faults.dropAfter !== undefined && --this.#untilDrop === 0
    const outcome: Outcome = isCut ? { answer: 'drop' } : this.#decide(pdu, nowMs)
    onSubmit?.(describe(pdu, session, outcome, nowMs))
    if (isCut) {
      this.#untilDrop = this.#faults.dropAfter as number
      counters.dropped++
      this.#host.cutAll()
    } else if (outcome.answer === 'take') {
      if (outcome.afterMs === 0) this.#take(pdu, session, outcome, nowMs)
      else setTimeout(() => session.isBound && this.#take(pdu, session, outcome, Date.now()), outcome.afterMs).unref()
    } else if (outcome.answer === 'refuse') {
      counters.refused++
      this.#answer(pdu, session, outcome.command_status)
    } else {
      counters.dropped++
      this.#dropped.add(session)
      this.#answer(pdu, session, undefined)
    }
  }

  /** Puts on file what was taken, then answers it. */
  flush(): void {
    const answers = this.#answers
    this.#answers = []
    this.#host.journal?.flush()
    const { responseDelayMs = 0 } = this.#faults
    if (responseDelayMs === 0) this.#giveAll(answers)
    else setTimeout(() => this.#giveAll(answers), responseDelayMs).unref()
  }

  #decide(pdu: SubmitSm, nowMs: number): Outcome {
    const { plain, failRatio = 0, undeliveredRatio = 0 } = this.#faults
    if (this.#rate?.admit(nowMs) === false) return { answer: 'refuse', command_status: status.ESME_RTHROTTLED }
    if (this.#happens(failRatio)) return this.#failed
    const { first, outcome } = plain ? { outcome: delivered } : rowOf(pdu.destination_addr)
    if (first !== undefined && this.#tries.isAmongFirst(pdu, first.tries)) return first.outcome
    if (outcome === delivered && this.#happens(undeliveredRatio)) {
      return { ...delivered, message_state: messageState.UNDELIVERABLE }
    }
    return outcome
  }

  #take(pdu: SubmitSm, session: Session, outcome: Take, nowMs: number): void {
    const { counters, seen, journal } = this.#host
    counters.taken++
    seen.add(pdu.destination_addr)
    const message_id = (this.#nextId++).toString(16)
    const { message_state, copies, receiptFirst } = outcome
    let message: Taken | undefined
    if (message_state !== undefined && isReceiptAsked(pdu.registered_delivery, message_state)) {
      message = taken(pdu, { system_id: session.peer.system_id, message_id, message_state, copies, submitMs: nowMs })
      journal?.add(message)
    }
    this.#answer(pdu, session, 0, message_id, message, receiptFirst)
  }

  #answer(
    pdu: SubmitSm,
    session: Session,
    command_status: number | undefined,
    message_id = '',
    message?: Taken,
    receiptFirst = false,
  ): void {
    if (this.#answers.length === 0) setImmediate(() => this.flush())
    this.#answers.push({ pdu, session, command_status, message_id, message, receiptFirst })
  }

  #giveAll(answers: Answer[]): void {
    for (const answer of answers) this.#give(answer)
  }

  #give({ pdu, session, command_status, message_id, message, receiptFirst }: Answer): void {
    // Later than the answers to what came before it, which go out at the end of this turn.
    if (command_status === undefined) {
      setImmediate(() => session.destroy())
      return
    }
    // A second answer is none: respond() takes the first.
    const respond = () => session.respond(pdu, { command_status, message_id })
    if (message !== undefined && receiptFirst) {
      this.#host.sendReceiptNow(message, respond)
      setTimeout(respond, RECEIPT_FIRST_MS).unref()
    } else {
      respond()
      if (message !== undefined) this.#host.oweReceipt(message)
    }
  }
}

function describe(pdu: SubmitSm, session: Session, outcome: Outcome, atMs: number): Submit {
  const { body, concatenation } = userDataOf(pdu)
  return {
    from: pdu.source_addr,
    to: pdu.destination_addr,
    text: decodeText(pdu.data_coding, body),
    segment: concatenation?.part ?? 1,
    segments: concatenation?.parts ?? 1,
    atMs,
    sessionId: session.peer.port,
    outcome,
  }
}
