// One session's protocol without its socket and clock (SMPP 3.4 §2.2): which PDU may come when, what answers it, what waits
// for an answer. Octets come in by `receive` and go out by `takeOutput`; `tick` says when to be called again.
import { encodeAs, type InvalidPdu, PduReader } from './codec.ts'
import { SmppError, type SmppErrorCode } from './errors.ts'
import type { BindPdu, Command, Fields, NotePdu, Pdu, RequestPdu, ResponsePdu } from './pdu/index.ts'
import { status } from './status.ts'
import { openTimers, type Timers, tick } from './timers.ts'
import { type Deadline, Window } from './window.ts'

export type Role = 'esme' | 'smsc'
export type Mode = 'transmitter' | 'receiver' | 'transceiver'
/** What reaches `onRequest`. The session itself answers binds, unbind and enquire_link. */
export type IncomingPdu = Exclude<RequestPdu | NotePdu, BindPdu | { command: 'unbind' | 'enquire_link' | 'outbind' }>

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

interface Outstanding extends Deadline {
  bytes: Buffer
  expects: string
  timeoutMs: number
  /** Its place in all that was ever put out; compared with #flushed it says whether it may have been written. */
  place: number
  resolve(pdu: ResponsePdu): void
  reject(error: SmppError): void
}

/** Past these the peer is not read until it, or we, caught up. */
const UNANSWERED_MAX = 1000
const BACKLOG_MAX = 256 * 1024

const requestsTo: Record<Role, Set<Command>> = {
  smsc: new Set<Command>(['submit_sm', 'submit_multi', 'data_sm', 'query_sm', 'cancel_sm', 'replace_sm']),
  esme: new Set<Command>(['deliver_sm', 'data_sm', 'alert_notification']),
}
/** The kind of bind whose requests go the other way only (table 2-1). */
const deafMode: Record<Role, Mode> = { smsc: 'receiver', esme: 'transmitter' }

export class Exchange {
  state: 'open' | 'binding' | 'bound' | 'unbinding' | 'closed' = 'open'
  mode: Mode | undefined
  /** The socket takes no more for now; set by its holder. */
  congested = false
  readonly #role: Role
  readonly #timers: Timers
  readonly #host: ExchangeHost
  readonly #reader = new PduReader()
  readonly #window: Window<Outstanding>
  readonly #clock: ReturnType<typeof openTimers>
  #queue: Outstanding[] = []
  readonly #unanswered = new Set<IncomingPdu>()
  #output: Buffer[] = []
  #outputLength = 0
  #put = 0
  #flushed = 0
  #unbindFor: CloseReason | undefined

  constructor(role: Role, timers: Timers, window: number, host: ExchangeHost, nowMs: number) {
    this.#role = role
    this.#timers = timers
    this.#window = new Window(window)
    this.#host = host
    this.#clock = openTimers(nowMs)
  }

  get outstanding(): number {
    return this.#window.outstanding
  }

  get free(): number {
    return this.state === 'bound' ? Math.max(0, this.#window.free - this.#queue.length) : 0
  }

  /** Whether reading waits: for the answer to a bind, for answers of ours, or for the socket to take them. */
  get held(): boolean {
    return (
      this.state === 'binding' ||
      this.#unanswered.size >= UNANSWERED_MAX ||
      (this.congested && this.#outputLength >= BACKLOG_MAX)
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
      if (pdu.command === 'invalid') this.#refuse(pdu)
      else this.#take(pdu, nowMs)
    }
  }

  #take(pdu: Pdu, nowMs: number): void {
    switch (pdu.command) {
      case 'enquire_link':
        return this.#write(encodeAs('enquire_link_resp', {}, pdu.sequence_number))
      case 'enquire_link_resp':
        return this.#settle(pdu, nowMs)
    }
    this.#clock.activeMs = nowMs
    switch (pdu.command) {
      case 'unbind':
        this.#write(encodeAs('unbind_resp', {}, pdu.sequence_number))
        return this.close(this.#unbindFor ?? { code: 'peer_unbound' })
      case 'bind_receiver':
      case 'bind_transmitter':
      case 'bind_transceiver':
        return this.#takeBind(pdu)
      case 'submit_sm':
      case 'submit_multi':
      case 'deliver_sm':
      case 'data_sm':
      case 'query_sm':
      case 'cancel_sm':
      case 'replace_sm':
      case 'alert_notification':
        return this.#takeRequest(pdu)
      case 'outbind':
        return this.#nack(pdu, status.ESME_RINVBNDSTS)
      default:
        return this.#settle(pdu, nowMs)
    }
  }

  #takeBind(pdu: BindPdu): void {
    if (this.#role === 'esme') return this.#nack(pdu, status.ESME_RINVBNDSTS)
    if (this.state !== 'open') return this.#nack(pdu, status.ESME_RALYBND)
    this.state = 'binding'
    this.#host.bind(pdu)
  }

  #takeRequest(pdu: IncomingPdu): void {
    const isBound = this.state === 'bound' || this.state === 'unbinding'
    if (!isBound || this.mode === deafMode[this.#role] || !requestsTo[this.#role].has(pdu.command)) {
      return this.#nack(pdu, status.ESME_RINVBNDSTS)
    }
    if (pdu.command !== 'alert_notification') this.#unanswered.add(pdu)
    this.#host.request(pdu)
  }

  #refuse(pdu: InvalidPdu): void {
    if (pdu.isResponse) {
      const entry = this.#window.get(pdu.sequence_number)
      if (entry === undefined || pdu.of !== entry.expects) return
      this.#window.delete(pdu.sequence_number)
      entry.reject(this.#error(entry, 'invalid_response', `${pdu.of} has a bad ${pdu.field}`))
    } else {
      this.#nack({ command: pdu.of, sequence_number: pdu.sequence_number }, pdu.command_status)
      if (pdu.fatal) this.close({ code: 'invalid_pdu', detail: pdu.field })
    }
  }

  /** By the request's own response where it has one, else by a generic_nack (§4.3). */
  #nack(pdu: { command: Command | undefined; sequence_number: number }, command_status: number): void {
    const answer = pdu.command === undefined ? undefined : responseOf.get(pdu.command)
    this.#write(encodeAs(answer ?? 'generic_nack', { command_status }, pdu.sequence_number))
  }

  #settle(pdu: ResponsePdu, nowMs: number): void {
    const entry = this.#window.get(pdu.sequence_number)
    if (entry === undefined || (pdu.command !== entry.expects && pdu.command !== 'generic_nack')) return
    this.#window.delete(pdu.sequence_number)
    if (this.#role === 'esme' && this.state === 'open' && pdu.command_status === 0) {
      // Now, not once the caller's promise ran: a deliver_sm may follow in the same chunk.
      this.#bound(bindModes[pdu.command as keyof typeof bindModes], nowMs)
    }
    entry.resolve(pdu)
    this.#sendQueued(nowMs)
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
    const command = responseOf.get(pdu.command) as keyof typeof bindModes
    // A peer of SMPP 3.3 knows no TLVs (§3.4).
    const tlvs = command_status === 0 && pdu.interface_version >= 0x34 ? { sc_interface_version: 0x34 } : undefined
    this.#write(encodeAs(command, { command_status, system_id, tlvs }, pdu.sequence_number))
    if (command_status === 0) this.#bound(bindModes[command], nowMs)
    else this.close({ code: 'bind_refused' })
  }

  /** False when the answer no longer matters: it was given before, or the session is over. */
  respond(request: IncomingPdu, response: Fields<Pdu>): boolean {
    if (!this.#unanswered.has(request) || this.state === 'closed') return false
    this.#write(encodeAs(responseOf.get(request.command) as Command, response, request.sequence_number))
    this.#unanswered.delete(request)
    return true
  }

  /** Sends what has no response; its fields throw as in `encode`. */
  note(command: NotePdu['command'], fields: Fields<Pdu>): void {
    this.#write(encodeAs(command, fields, this.#window.nextSequence()))
  }

  request(
    command: Command,
    fields: Fields<Pdu>,
    nowMs: number,
    timeoutMs = this.#timers.responseMs,
  ): Promise<ResponsePdu> {
    const isBind = this.#role === 'esme' && this.state === 'open'
    if (this.state !== 'bound' && !isBind)
      return Promise.reject(new SmppError('closed', `the session is ${this.state}`))
    return new Promise((resolve, reject) => {
      const bytes = encodeAs(command, fields, 0)
      const expects = responseOf.get(command) as string
      const entry = { bytes, expects, timeoutMs, deadlineMs: 0, place: Number.MAX_SAFE_INTEGER, resolve, reject }
      if (this.#queue.length === 0 && this.#window.free > 0) this.#send(entry, nowMs)
      else this.#queue.push(entry)
    })
  }

  #send(entry: Outstanding, nowMs: number): void {
    const sequence = this.#window.nextSequence()
    entry.bytes.writeUInt32BE(sequence, 12)
    entry.deadlineMs = nowMs + entry.timeoutMs
    this.#window.put(sequence, entry)
    this.#clock.activeMs = nowMs
    this.#write(entry.bytes)
    entry.place = this.#put
    this.#host.deadline(entry.deadlineMs)
  }

  #sendQueued(nowMs: number): void {
    const count = Math.min(this.#queue.length, this.#window.free)
    if (count > 0) for (const entry of this.#queue.splice(0, count)) this.#send(entry, nowMs)
    if (this.state === 'unbinding') this.#sendUnbind(nowMs)
  }

  /** Nothing new is sent; when the last answer is there the unbind goes out, and with its answer the session ends. */
  unbind(reason: CloseReason, nowMs: number): void {
    if (this.state !== 'bound') return this.state === 'unbinding' ? undefined : this.close(reason)
    this.state = 'unbinding'
    this.#unbindFor = reason
    for (const entry of this.#queue.splice(0)) entry.reject(this.#error(entry, 'closed', 'the session is unbinding'))
    this.#sendUnbind(nowMs)
  }

  #sendUnbind(nowMs: number): void {
    const reason = this.#unbindFor
    if (reason === undefined || this.#window.outstanding > 0) return
    const end = () => this.close(reason)
    const timeoutMs = this.#timers.responseMs
    const bytes = encodeAs('unbind', {}, 0)
    this.#send({ bytes, expects: 'unbind_resp', timeoutMs, deadlineMs: 0, place: 0, resolve: end, reject: end }, nowMs)
  }

  extend(ms: number): void {
    this.#window.extend(ms)
  }

  /** Does what is due and answers when to be called again. */
  tick(nowMs: number): number {
    for (const entry of this.#window.expire(nowMs)) {
      entry.reject(this.#error(entry, 'response_timeout', `no ${entry.expects} within ${entry.timeoutMs} ms`))
    }
    this.#sendQueued(nowMs)
    // While we do not read for reasons of our own, silence says nothing about the peer.
    if (this.held && !this.congested) this.#clock.heardMs = nowMs
    const next = tick(this.#timers, this.#clock, nowMs)
    if (this.state === 'closed') return Number.POSITIVE_INFINITY
    switch (next.action) {
      case 'enquire_link':
        this.#write(encodeAs('enquire_link', {}, this.#window.nextSequence()))
        this.#clock.enquiredMs = nowMs
        return this.tick(nowMs)
      case 'inactivity_timeout':
        this.#clock.activeMs = nowMs
        this.unbind({ code: 'inactivity_timeout' }, nowMs)
        return this.tick(nowMs)
      case 'session_init_timeout':
      case 'enquire_link_timeout':
        this.close({ code: next.action })
        return Number.POSITIVE_INFINITY
      case 'wait':
        return Math.min(next.nextMs, this.#window.nextDeadlineMs())
    }
  }

  close(reason: CloseReason): void {
    if (this.state === 'closed') return
    this.state = 'closed'
    const lost = `the session ended: ${reason.detail ?? reason.code}`
    for (const entry of [...this.#window.clear(), ...this.#queue.splice(0)]) {
      entry.reject(this.#error(entry, 'session_lost', lost))
    }
    this.#unanswered.clear()
    this.#host.closed(reason)
  }

  #error(entry: Outstanding, code: SmppErrorCode, message: string): SmppError {
    return new SmppError(code, message, entry.place <= this.#flushed)
  }

  #write(bytes: Buffer): void {
    this.#output.push(bytes)
    this.#outputLength += bytes.length
    this.#put++
    if (this.#output.length === 1) this.#host.output()
  }

  /** All that is to be written, as one buffer; from here on it counts as written. */
  takeOutput(): Buffer | undefined {
    const [first, second] = this.#output
    if (first === undefined) return undefined
    const bytes = second === undefined ? first : Buffer.concat(this.#output, this.#outputLength)
    this.#output = []
    this.#outputLength = 0
    this.#flushed = this.#put
    return bytes
  }
}

const bindModes = {
  bind_receiver_resp: 'receiver',
  bind_transmitter_resp: 'transmitter',
  bind_transceiver_resp: 'transceiver',
} as const

const responseOf = new Map<string, Command>(
  (
    [
      'bind_receiver',
      'bind_transmitter',
      'bind_transceiver',
      'unbind',
      'submit_sm',
      'submit_multi',
      'deliver_sm',
      'data_sm',
      'query_sm',
      'cancel_sm',
      'replace_sm',
      'enquire_link',
    ] as const
  ).map((command) => [command, `${command}_resp`]),
)
