// One session's protocol without its socket and clock (SMPP 3.4 §2.2): what each PDU that comes does to the session, and
// what answers it. Octets come in by `receive` and go out by `outbox`; `tick` says when to be called again.
import { encodeAs, type InvalidPdu, PduReader } from './codec.ts'
import { SmppError } from './errors.ts'
import { bindModes, type IncomingPdu, type Mode, mayArrive, type Role, responseTo } from './operations.ts'
import { Outbox } from './outbox.ts'
import type { BindPdu, Command, Fields, NotePdu, Pdu, ResponsePdu } from './pdu/index.ts'
import { Requests } from './requests.ts'
import { status } from './status.ts'
import { openTimers, type Timers, tick } from './timers.ts'

export interface CloseReason {
  code:
    | 'unbound' // by us
    | 'peer_unbound'
    | 'peer_closed' // the connection ended without an unbind
    | 'socket_error'
    | 'invalid_pdu' // what came was not SMPP
    | 'bind_refused'
    | 'session_init_timeout'
    | 'enquire_link_timeout'
    | 'inactivity_timeout'
    | 'destroyed'
  detail?: string
  /** The socket's own. */
  error?: Error
}

/** What the exchange asks of the one who holds its socket. */
export interface ExchangeHost {
  /** There is output to take. */
  output(): void
  /** `tick` is due at this time, if it was not to be called earlier. */
  deadline(atMs: number): void
  bind(pdu: BindPdu): void
  request(pdu: IncomingPdu): void
  closed(reason: CloseReason): void
}

/** Past these the peer is not read until we, or it, caught up. */
const UNANSWERED_MAX = 1000
const BACKLOG_MAX = 256 * 1024
/** To read, once we read again, what came while we did not. */
const UNREAD_GRACE_MS = 1000

export class Exchange {
  state: 'open' | 'binding' | 'bound' | 'unbinding' | 'closed' = 'open'
  mode: Mode | undefined
  /** The socket takes no more for now; set by its holder. */
  congested = false
  readonly outbox: Outbox
  readonly requests: Requests
  readonly #role: Role
  readonly #timers: Timers
  readonly #host: ExchangeHost
  readonly #reader = new PduReader()
  readonly #clock: ReturnType<typeof openTimers>
  /** The peer's requests that wait for our answer. */
  readonly #unanswered = new Set<IncomingPdu>()
  #unbindFor: CloseReason = { code: 'peer_unbound' }
  #unbindSent = false

  constructor(role: Role, timers: Timers, window: number, host: ExchangeHost, nowMs: number) {
    this.#role = role
    this.#timers = timers
    this.#host = host
    this.#clock = openTimers(nowMs)
    this.outbox = new Outbox(host.output)
    this.requests = new Requests(window, this.outbox, host.deadline)
  }

  /** Whether reading waits: for the answer to a bind, for answers of ours, or for the socket to take them. */
  get held(): boolean {
    return (
      this.state === 'binding' ||
      this.#unanswered.size >= UNANSWERED_MAX ||
      (this.congested && this.outbox.length >= BACKLOG_MAX)
    )
  }

  receive(chunk: Buffer, nowMs: number): void {
    this.#reader.push(chunk)
    this.read(nowMs)
  }

  /** Goes on with what was received before reading was held. */
  read(nowMs: number): void {
    while (this.state !== 'closed' && !this.held) {
      const pdu = this.#reader.next()
      if (pdu === undefined) return
      this.#clock.heardMs = nowMs
      this.#clock.enquiredMs = undefined
      this.#take(pdu, nowMs)
    }
  }

  #take(pdu: Pdu | InvalidPdu, nowMs: number): void {
    if (pdu.command !== 'enquire_link' && pdu.command !== 'enquire_link_resp') this.#clock.activeMs = nowMs
    switch (pdu.command) {
      case 'invalid':
        this.#takeInvalid(pdu, nowMs)
        break
      case 'enquire_link':
        this.outbox.put(encodeAs('enquire_link_resp', {}, pdu.sequence_number))
        break
      case 'unbind':
        this.outbox.put(encodeAs('unbind_resp', {}, pdu.sequence_number))
        this.close(this.#unbindFor)
        break
      case 'bind_receiver':
      case 'bind_transmitter':
      case 'bind_transceiver':
        this.#takeBind(pdu)
        break
      case 'submit_sm':
      case 'submit_multi':
      case 'deliver_sm':
      case 'data_sm':
      case 'query_sm':
      case 'cancel_sm':
      case 'replace_sm':
      case 'alert_notification':
        this.#takeRequest(pdu)
        break
      case 'outbind':
        this.#refuse(pdu, status.ESME_RINVBNDSTS)
        break
      default:
        this.#takeResponse(pdu, nowMs)
    }
  }

  #takeInvalid(pdu: InvalidPdu, nowMs: number): void {
    if (pdu.isResponse) {
      this.requests.fail(pdu, nowMs)
    } else {
      this.#refuse({ command: pdu.of, sequence_number: pdu.sequence_number }, pdu.command_status)
      if (pdu.fatal) this.close({ code: 'invalid_pdu', detail: `bad ${pdu.field}` })
    }
  }

  #takeBind(pdu: BindPdu): void {
    if (this.#role === 'esme') {
      this.#refuse(pdu, status.ESME_RINVBNDSTS)
    } else if (this.state !== 'open') {
      this.#refuse(pdu, status.ESME_RALYBND)
    } else {
      this.state = 'binding'
      this.#host.bind(pdu)
    }
  }

  #takeRequest(pdu: IncomingPdu): void {
    if (!mayArrive(this.#role, this.mode, pdu.command)) {
      this.#refuse(pdu, status.ESME_RINVBNDSTS)
    } else {
      if (pdu.command !== 'alert_notification') this.#unanswered.add(pdu)
      this.#host.request(pdu)
    }
  }

  /** By the request's own response where it has one, else by a generic_nack (§4.3). */
  #refuse(pdu: { command: Command | undefined; sequence_number: number }, command_status: number): void {
    const answer = (pdu.command && responseTo.get(pdu.command)) ?? 'generic_nack'
    this.outbox.put(encodeAs(answer, { command_status }, pdu.sequence_number))
  }

  #takeResponse(pdu: ResponsePdu, nowMs: number): void {
    if (!this.requests.settle(pdu, nowMs)) return
    const mode = bindModes.get(pdu.command)
    // Now, not once the caller's promise ran: a deliver_sm may follow in the same chunk.
    if (mode !== undefined && pdu.command_status === 0) this.#bound(mode, nowMs)
    this.#unbindWhenIdle(nowMs)
  }

  #bound(mode: Mode, nowMs: number): void {
    this.state = 'bound'
    this.mode = mode
    this.#clock.bound = true
    this.#clock.heardMs = nowMs
    this.#clock.activeMs = nowMs
  }

  /** Answers the bind that `host.bind` was told of; a command_status other than 0 ends the session. */
  answerBind(pdu: BindPdu, answer: { command_status: number; system_id?: string }, nowMs: number): void {
    if (this.state !== 'binding') return
    const { command_status, system_id } = answer
    const command: Command = `${pdu.command}_resp`
    // A peer of SMPP 3.3 knows no TLVs (§3.4).
    const tlvs = command_status === 0 && pdu.interface_version >= 0x34 ? { sc_interface_version: 0x34 } : undefined
    this.outbox.put(encodeAs(command, { command_status, system_id, tlvs }, pdu.sequence_number))
    if (command_status === 0) this.#bound(bindModes.get(command) as Mode, nowMs)
    else this.close({ code: 'bind_refused' })
  }

  /** False when the answer no longer matters: it was given before, or the session is over. */
  respond(request: IncomingPdu, response: Fields<Pdu>): boolean {
    const command = responseTo.get(request.command)
    if (command === undefined || !this.#unanswered.has(request)) return false
    this.outbox.put(encodeAs(command, response, request.sequence_number))
    this.#unanswered.delete(request)
    return true
  }

  /** Sends what has no response; its fields throw as in `encode`. */
  note(command: NotePdu['command'], fields: Fields<Pdu>): void {
    this.outbox.put(encodeAs(command, fields, this.requests.window.nextSequence()))
  }

  /** A request of ours; before the session is bound the bind alone. */
  send(command: Command, fields: Fields<Pdu>, nowMs: number, timeoutMs?: number): Promise<ResponsePdu> {
    const isOpen = this.state === 'bound' || (this.state === 'open' && command.startsWith('bind_'))
    if (!isOpen) return Promise.reject(new SmppError('closed', `the session is ${this.state}`))
    if (command !== 'enquire_link') this.#clock.activeMs = nowMs
    return this.requests.send(command, fields, timeoutMs ?? this.#timers.responseMs, nowMs)
  }

  /** Nothing new is sent; when the last answer is there the unbind goes out, and with its answer the session ends. */
  unbind(reason: CloseReason, nowMs: number): void {
    if (this.state === 'unbinding') return
    if (this.state !== 'bound') {
      this.close(reason)
    } else {
      this.state = 'unbinding'
      this.#unbindFor = reason
      this.requests.rejectWaiting('closed', 'the session is unbinding')
      this.#unbindWhenIdle(nowMs)
    }
  }

  #unbindWhenIdle(nowMs: number): void {
    if (this.state !== 'unbinding' || this.requests.window.outstanding > 0) return
    if (this.#unbindSent) {
      this.close(this.#unbindFor)
    } else {
      this.#unbindSent = true
      // Answered or not, the session is closed when nothing is outstanding any more.
      this.requests.send('unbind', {}, this.#timers.responseMs, nowMs).catch(() => {})
    }
  }

  /** Does what is due and answers when to be called again. */
  tick(nowMs: number): number {
    // While we do not read for reasons of our own, silence says nothing about the peer: its answers may lie unread.
    if (this.held && !this.congested) {
      this.#clock.heardMs = nowMs
      this.requests.window.postpone(nowMs + UNREAD_GRACE_MS)
    }
    this.requests.expire(nowMs)
    this.#unbindWhenIdle(nowMs)
    if (this.state === 'closed') return Number.POSITIVE_INFINITY
    const { action, nextMs } = tick(this.#timers, this.#clock, nowMs)
    switch (action) {
      case 'enquire_link':
        this.outbox.put(encodeAs('enquire_link', {}, this.requests.window.nextSequence()))
        this.#clock.enquiredMs = nowMs
        return this.tick(nowMs)
      case 'inactivity_timeout':
        this.#clock.activeMs = nowMs
        this.unbind({ code: action }, nowMs)
        return this.tick(nowMs)
      case 'session_init_timeout':
      case 'enquire_link_timeout':
        this.close({ code: action })
        return Number.POSITIVE_INFINITY
      case 'wait':
        return Math.min(nextMs, this.requests.window.nextDeadlineMs())
    }
  }

  close(reason: CloseReason): void {
    if (this.state === 'closed') return
    this.state = 'closed'
    const { code, detail } = reason
    const errorCode = code === 'session_init_timeout' ? code : 'session_lost'
    this.requests.rejectAll(errorCode, `the session ended: ${detail ?? code}`)
    this.#unanswered.clear()
    this.#host.closed(reason)
  }
}
