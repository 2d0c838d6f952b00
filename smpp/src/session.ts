// A session on a real socket and clock, the only ones here: what is said on it is decided in exchange.ts.
import { once } from 'node:events'
import net from 'node:net'
import tls from 'node:tls'
import { BindError } from './errors.ts'
import { type CloseReason, Exchange, type ExchangeHost } from './exchange.ts'
import type { IncomingPdu, Mode, Role } from './operations.ts'
import type { BindPdu, Fields, GenericNack, NotePdu, Operations, PduInput, ResponseTo } from './pdu/index.ts'
import { status } from './status.ts'
import { defaultTimers, type Timers } from './timers.ts'

/** What `respond` takes: the response's fields without those the request decides. */
export type ResponseFields<R extends IncomingPdu> = R extends { command: keyof Operations }
  ? Omit<Fields<ResponseTo<R>>, 'sequence_number'>
  : never

export interface SessionOptions {
  /** Our requests that may wait for an answer at a time; 10 by §2.9. */
  window?: number
  timers?: Partial<Timers>
  /** A request of the peer; answer it by `session.respond`, now or later. */
  onRequest?: (pdu: IncomingPdu, session: Session) => unknown
  /** What onRequest or onBind threw, once the peer was answered ESME_RSYSERR; without this it is an unhandled rejection. */
  onError?: (error: unknown, session: Session) => void
  /** Once, when the session is over; for every connection of a listener, those that never bound included. */
  onClose?: (reason: CloseReason, session: Session) => void
}

export interface BindAnswer {
  command_status: number
  /** The SMSC's own name. */
  system_id?: string
}

/** Where an ESME finds its SMSC. */
export interface Remote {
  host: string
  port: number
  /** `true`, or the options of `tls.connect`. */
  tls?: boolean | tls.ConnectionOptions
}

/** Where an SMSC waits for ESMEs. */
export interface Local {
  host?: string
  /** 0 picks a free one. */
  port: number
  /** The options of `tls.createServer`, with `key` and `cert`. */
  tls?: tls.TlsOptions
  /** Further connections are closed as they come. */
  maxSessions?: number
}

/** After our last word the peer has so long to read it before the connection is cut. */
const LINGER_MS = 1000
const TIMER_MAX_MS = 0x7fffffff

export class Session {
  /** Where the peer is, and who it said it is in the bind or its response. */
  peer: { readonly address: string; readonly port: number; readonly system_id: string }
  /** Settles when the session is over. */
  readonly closed: Promise<CloseReason>
  readonly #socket: net.Socket
  readonly #exchange: Exchange
  readonly #options: SessionOptions
  #wake: NodeJS.Timeout | undefined
  #wakeAtMs = Number.POSITIVE_INFINITY
  #paused = false

  /** For connect() and listen(): their socket, which may be connecting, and what to do with an ESME's bind. */
  constructor(socket: net.Socket, role: Role, options: SessionOptions, onBind: (pdu: BindPdu) => void = () => {}) {
    this.#socket = socket
    this.#options = options
    this.peer = peerOf(socket, '')
    const timers = { ...defaultTimers, ...options.timers }
    let resolve: (reason: CloseReason) => void
    this.closed = new Promise((settle) => {
      resolve = settle
    })
    const host: ExchangeHost = {
      output: () => process.nextTick(() => this.#flush()),
      deadline: (atMs) => this.#wakeAt(atMs),
      bind: onBind,
      request: (pdu) => void this.#hand(pdu),
      closed: (reason) => {
        this.#end(reason)
        resolve(reason)
        options.onClose?.(reason, this)
      },
    }
    this.#exchange = new Exchange(role, timers, options.window ?? 10, host, performance.now())
    this.#wakeAt(performance.now() + timers.sessionInitMs)
    socket.setNoDelay(true)
    socket.on('data', (chunk: Buffer) => this.#read(() => this.#exchange.receive(chunk, performance.now())))
    socket.on('drain', () => {
      this.#exchange.congested = false
      this.#flush()
      this.#readOn()
    })
    socket.on('error', (error) => this.#exchange.close({ code: 'socket_error', detail: error.message, error }))
    socket.on('end', () => this.#exchange.close({ code: 'peer_closed' }))
    socket.on('close', () => this.#exchange.close({ code: 'peer_closed' }))
  }

  /** How this session is bound; undefined before. */
  get mode(): Mode | undefined {
    return this.#exchange.mode
  }

  get isBound(): boolean {
    return this.#exchange.state === 'bound'
  }

  /** Requests that wait for their answer. */
  get outstanding(): number {
    return this.#exchange.requests.window.outstanding
  }

  /** How many requests would go out at once, without waiting for the window. */
  get free(): number {
    return this.isBound ? this.#exchange.requests.window.free : 0
  }

  /**
   * Sends a request and resolves with its response, whatever its command_status; a generic_nack counts as one. Past the
   * window it waits its turn. Rejects with SmppError.
   */
  send<C extends keyof Operations>(
    pdu: { command: C } & Fields<Operations[C][0]>,
    options?: { timeoutMs?: number },
  ): Promise<Operations[C][1] | GenericNack> {
    const sent = this.#exchange.send(pdu.command, pdu, performance.now(), options?.timeoutMs)
    return sent as Promise<Operations[C][1] | GenericNack>
  }

  /** Sends what has no response: outbind, alert_notification. */
  note(pdu: PduInput<NotePdu>): void {
    this.#exchange.note(pdu.command, pdu)
  }

  /** Answers a request of the peer, in any order. False when that comes too late, or a second time. */
  respond<R extends IncomingPdu>(request: R, response: ResponseFields<R>): boolean {
    const answered = this.#exchange.respond(request, response)
    if (this.#paused) this.#readOn()
    return answered
  }

  /** Gives all outstanding requests longer to be answered: a peer that throttles is slow, not lost. */
  extend(ms: number): void {
    this.#exchange.requests.window.extend(ms)
  }

  /** Waits for outstanding answers, unbinds, and resolves when the session is over. */
  async unbind(): Promise<void> {
    this.#exchange.unbind({ code: 'unbound' }, performance.now())
    await this.closed
  }

  /** Cuts the connection at once. */
  destroy(detail?: string): void {
    this.#exchange.close(detail === undefined ? { code: 'destroyed' } : { code: 'destroyed', detail })
    this.#socket.destroy()
  }

  /** For connect(): binds, and is called what the SMSC answered. */
  async bind(pdu: PduInput<BindPdu>): Promise<void> {
    const response = await this.send(pdu)
    if (response.command_status !== 0 || response.command === 'generic_nack') {
      this.destroy('bind refused')
      throw new BindError(response.command_status)
    }
    this.peer = peerOf(this.#socket, response.system_id)
  }

  /** For listen(): lets an ESME in, or not. `bound` comes before any request of it. */
  async admit(pdu: BindPdu, decide: () => BindAnswer | Promise<BindAnswer>, bound: () => void): Promise<void> {
    this.peer = peerOf(this.#socket, pdu.system_id)
    try {
      const answer = await decide()
      this.#exchange.answerBind(pdu, answer, performance.now())
    } catch (error) {
      this.#exchange.answerBind(pdu, { command_status: status.ESME_RSYSERR }, performance.now())
      this.#tell(error)
    }
    if (!this.isBound) return
    this.#wakeAt(performance.now())
    bound()
    this.#readOn()
  }

  async #hand(pdu: IncomingPdu): Promise<void> {
    try {
      if (this.#options.onRequest) await this.#options.onRequest(pdu, this)
      else this.#exchange.respond(pdu, { command_status: status.ESME_RINVCMDID })
    } catch (error) {
      this.#exchange.respond(pdu, { command_status: status.ESME_RSYSERR })
      this.#tell(error)
    }
  }

  #tell(error: unknown): void {
    if (this.#options.onError) this.#options.onError(error, this)
    else throw error
  }

  #read(read: () => void): void {
    this.#paused = false
    read()
    if (this.#exchange.held) {
      this.#paused = true
      this.#socket.pause()
    }
  }

  #readOn(): void {
    if (!this.#paused || this.#exchange.held) return
    this.#read(() => this.#exchange.read(performance.now()))
    if (!this.#paused) this.#socket.resume()
  }

  #flush(): void {
    if (this.#exchange.congested || this.#socket.destroyed) return
    const bytes = this.#exchange.outbox.take()
    if (bytes !== undefined) this.#exchange.congested = !this.#socket.write(bytes)
  }

  #wakeAt(atMs: number): void {
    if (atMs >= this.#wakeAtMs) return
    clearTimeout(this.#wake)
    this.#wakeAtMs = atMs
    const inMs = Math.min(Math.max(0, Math.ceil(atMs - performance.now())), TIMER_MAX_MS)
    this.#wake = setTimeout(() => {
      this.#wakeAtMs = Number.POSITIVE_INFINITY
      this.#wakeAt(this.#exchange.tick(performance.now()))
    }, inMs)
    this.#wake.unref()
  }

  #end(reason: CloseReason): void {
    clearTimeout(this.#wake)
    this.#wakeAtMs = Number.NEGATIVE_INFINITY
    const socket = this.#socket
    if (socket.destroyed || reason.code === 'destroyed') return
    this.#flush()
    socket.end()
    // What still comes is read and dropped: octets left unread would make the kernel reset the connection, and the peer
    // lose our last answer.
    socket.resume()
    setTimeout(() => socket.destroy(), LINGER_MS).unref()
  }
}

function peerOf(socket: net.Socket, system_id: string) {
  return { address: socket.remoteAddress ?? '', port: socket.remotePort ?? 0, system_id }
}

/** A socket on its way to an SMSC. */
export function dial({ host, port, tls: secure }: Remote): net.Socket {
  if (!secure) return net.connect({ host, port })
  return tls.connect({ host, port, servername: net.isIP(host) ? '' : host, ...(secure === true ? {} : secure) })
}

/** Resolves when it listens, rejects with the socket's error; `close` resolves when the last connection is gone. */
export async function serve(
  { host, port, tls: secure, maxSessions }: Local,
  handshakeTimeout: number,
  accept: (socket: net.Socket) => void,
): Promise<{ port: number; close(): Promise<void> }> {
  const server = secure ? tls.createServer({ handshakeTimeout, ...secure }, accept) : net.createServer(accept)
  if (maxSessions !== undefined) server.maxConnections = maxSessions
  server.listen({ host, port })
  await once(server, 'listening')
  // A connection that could not be accepted (EMFILE) is that connection's loss.
  server.on('error', () => {})
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()))
  return { port: (server.address() as net.AddressInfo).port, close }
}
