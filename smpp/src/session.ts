// A session on a real socket (net, tls) and clock: connect() for an ESME, listen() for an SMSC. What is said on it is
// decided in exchange.ts.
import net from 'node:net'
import tls from 'node:tls'
import { BindError, SmppError } from './errors.ts'
import { type CloseReason, Exchange, type IncomingPdu, type Mode, type Role } from './exchange.ts'
import type {
  BindPdu,
  Fields,
  GenericNack,
  NotePdu,
  Operations,
  PduInput,
  RequestPdu,
  ResponseTo,
} from './pdu/index.ts'
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
  onRequest?: (pdu: IncomingPdu, session: Session) => void
  /** Once, when the session is over; for every connection of a listener, those that never bound included. */
  onClose?: (reason: CloseReason, session: Session) => void
}

export interface ConnectOptions extends SessionOptions {
  host: string
  port: number
  /** `true`, or the options of `tls.connect`. */
  tls?: boolean | tls.ConnectionOptions
  bind: { mode: Mode } & Omit<Fields<BindPdu>, 'command_status' | 'sequence_number' | 'tlvs'>
}

export interface ListenOptions extends SessionOptions {
  host?: string
  /** 0 picks a free one. */
  port: number
  /** The options of `tls.createServer`, with `key` and `cert`. */
  tls?: tls.TlsOptions
  /** Further connections are closed as they come. */
  maxSessions?: number
  /** Whether this ESME may bind. The session is closed after any command_status but 0. */
  onBind: (pdu: BindPdu, session: Session) => Promise<BindAnswer> | BindAnswer
  /** A session is bound. */
  onSession?: (session: Session) => void
}

export interface BindAnswer {
  command_status: number
  /** The SMSC's own name. */
  system_id?: string
}

export interface Listener {
  port: number
  /** Those that are bound. */
  sessions: ReadonlySet<Session>
  /** Takes no more connections, unbinds every session, and resolves when the last one is gone. */
  close(): Promise<void>
}

/** After our last word the peer has so long to read it before the connection is cut. */
const LINGER_MS = 1000
const TIMER_MAX_MS = 0x7fffffff

export class Session {
  /** Where the peer is, and who it said it is in the bind or its response. */
  readonly peer: { address: string; port: number; system_id: string }
  /** Settles when the session is over. */
  readonly closed: Promise<CloseReason>
  readonly #socket: net.Socket
  readonly #exchange: Exchange
  #wake: NodeJS.Timeout | undefined
  #wakeAtMs = Number.POSITIVE_INFINITY
  #paused = false

  /** For connect() and listen(): an established socket, and what to do with an ESME's bind. */
  constructor(socket: net.Socket, role: Role, options: SessionOptions, onBind: (pdu: BindPdu) => void = () => {}) {
    this.#socket = socket
    this.peer = { address: socket.remoteAddress ?? '', port: socket.remotePort ?? 0, system_id: '' }
    const timers = { ...defaultTimers, ...options.timers }
    let settle: (reason: CloseReason) => void
    this.closed = new Promise((resolve) => {
      settle = resolve
    })
    const host = {
      output: () => process.nextTick(() => this.#flush()),
      deadline: (atMs: number) => this.#wakeAt(atMs),
      bind: onBind,
      request: (pdu: IncomingPdu) => this.#hand(pdu, options),
      closed: (reason: CloseReason) => {
        this.#end(reason)
        settle(reason)
        options.onClose?.(reason, this)
      },
    }
    this.#exchange = new Exchange(role, timers, options.window ?? 10, host, performance.now())
    socket.setNoDelay(true)
    socket.on('data', (chunk: Buffer) => this.#read(() => this.#exchange.receive(chunk, performance.now())))
    socket.on('drain', () => {
      this.#exchange.congested = false
      this.#flush()
      this.#readOn()
    })
    socket.on('error', (error) => this.#exchange.close({ code: 'socket_error', detail: error.message }))
    socket.on('end', () => this.#exchange.close({ code: 'peer_closed' }))
    socket.on('close', () => this.#exchange.close({ code: 'peer_closed' }))
    this.#wakeAt(performance.now() + timers.sessionInitMs)
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
    return this.#exchange.outstanding
  }

  /** How many requests would go out at once, without waiting for the window. */
  get free(): number {
    return this.#exchange.free
  }

  /**
   * Sends a request and resolves with its response, whatever its command_status; a generic_nack counts as one. Past the
   * window it waits its turn. Rejects with SmppError.
   */
  send<P extends PduInput<RequestPdu>>(pdu: P, options?: { timeoutMs?: number }): Promise<ResponseTo<P> | GenericNack> {
    const sent = this.#exchange.request(pdu.command, pdu, performance.now(), options?.timeoutMs)
    return sent as Promise<ResponseTo<P> | GenericNack>
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
    this.#exchange.extend(ms)
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

  /** For listen(). */
  answerBind(pdu: BindPdu, answer: BindAnswer): void {
    this.peer.system_id = pdu.system_id
    this.#exchange.answerBind(pdu, answer, performance.now())
    this.#wakeAt(performance.now())
    this.#readOn()
  }

  #hand(pdu: IncomingPdu, options: SessionOptions): void {
    if (options.onRequest) options.onRequest(pdu, this)
    else this.#exchange.respond(pdu, { command_status: status.ESME_RINVCMDID })
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
    const bytes = this.#exchange.takeOutput()
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

/** Binds as an ESME. Rejects with BindError when the SMSC refuses, SmppError on a timeout, or the socket's own error. */
export async function connect(options: ConnectOptions): Promise<Session> {
  const { host, port, bind, onClose } = options
  const initMs = options.timers?.sessionInitMs ?? defaultTimers.sessionInitMs
  const socket = options.tls
    ? tls.connect({ host, port, servername: net.isIP(host) ? '' : host, ...(options.tls === true ? {} : options.tls) })
    : net.connect({ host, port })
  await established(socket, options.tls ? 'secureConnect' : 'connect', initMs)
  let isBound = false
  const session = new Session(socket, 'esme', {
    ...options,
    onClose: (reason) => isBound && onClose?.(reason, session),
  })
  const { mode, ...fields } = bind
  const response = await session.send({ command: `bind_${mode}`, ...fields }, { timeoutMs: initMs })
  if (response.command_status !== 0 || response.command === 'generic_nack') {
    session.destroy('bind refused')
    throw new BindError(response.command_status)
  }
  session.peer.system_id = response.system_id
  isBound = true
  return session
}

function established(socket: net.Socket, event: string, withinMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = new SmppError('session_init_timeout', `no connection within ${withinMs} ms`)
    const timer = setTimeout(() => socket.destroy(late), withinMs)
    const settle = (error?: Error) => {
      clearTimeout(timer)
      socket.off('error', settle)
      if (error) reject(error)
      else resolve()
    }
    socket.once('error', settle)
    socket.once(event, () => settle())
  })
}

/** Waits for ESMEs. Resolves when it listens, rejects with the socket's error. */
export function listen(options: ListenOptions): Promise<Listener> {
  const connections = new Set<Session>()
  const sessions = new Set<Session>()
  const accept = (socket: net.Socket) => {
    const onClose = (reason: CloseReason) => {
      connections.delete(session)
      sessions.delete(session)
      options.onClose?.(reason, session)
    }
    const session: Session = new Session(socket, 'smsc', { ...options, onClose }, async (pdu) => {
      const answer = await options.onBind(pdu, session)
      session.answerBind(pdu, answer)
      if (!session.isBound) return
      sessions.add(session)
      options.onSession?.(session)
    })
    connections.add(session)
  }
  const handshakeTimeout = options.timers?.sessionInitMs ?? defaultTimers.sessionInitMs
  const server = options.tls ? tls.createServer({ handshakeTimeout, ...options.tls }, accept) : net.createServer(accept)
  if (options.maxSessions !== undefined) server.maxConnections = options.maxSessions
  const close = async () => {
    const closed = new Promise((resolve) => server.close(resolve))
    for (const session of connections) void session.unbind()
    await closed
  }
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host ?? '0.0.0.0', () => {
      server.off('error', reject)
      // A connection that could not be accepted (EMFILE) is that connection's loss.
      server.on('error', () => {})
      resolve({ port: (server.address() as net.AddressInfo).port, sessions, close })
    })
  })
}
