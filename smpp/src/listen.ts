// listen(): an SMSC's sessions, from an ESME's connection to its bind and its end.
import type { CloseReason } from './exchange.ts'
import type { BindPdu } from './pdu/index.ts'
import { type BindAnswer, type Local, Session, type SessionOptions, serve } from './session.ts'
import { defaultTimers } from './timers.ts'

export interface ListenOptions extends Local, SessionOptions {
  /** Whether this ESME may bind. The session is closed after any command_status but 0. */
  onBind: (pdu: BindPdu, session: Session) => BindAnswer | Promise<BindAnswer>
  /** A session is bound. */
  onSession?: (session: Session) => void
}

export interface Listener {
  port: number
  /** Those that are bound. */
  sessions: ReadonlySet<Session>
  /** Takes no more connections, unbinds every session, and resolves when the last one is gone. */
  close(): Promise<void>
}

/** Waits for ESMEs. Resolves when it listens, rejects with the socket's error. */
export async function listen(options: ListenOptions): Promise<Listener> {
  const connections = new Set<Session>()
  const sessions = new Set<Session>()

  const onClose = (reason: CloseReason, session: Session) => {
    connections.delete(session)
    sessions.delete(session)
    options.onClose?.(reason, session)
  }
  const onBound = (session: Session) => {
    sessions.add(session)
    options.onSession?.(session)
  }

  const initMs = options.timers?.sessionInitMs ?? defaultTimers.sessionInitMs
  const server = await serve(options, initMs, (socket) => {
    const session = new Session(socket, 'smsc', { ...options, onClose }, (pdu) => {
      void session.admit(
        pdu,
        () => options.onBind(pdu, session),
        () => onBound(session),
      )
    })
    connections.add(session)
  })
  const close = async () => {
    const closed = server.close()
    for (const session of connections) void session.unbind()
    await closed
  }
  return { port: server.port, sessions, close }
}
