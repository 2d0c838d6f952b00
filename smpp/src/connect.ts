// connect(): an ESME's session, bound or not there at all.
import { BindError } from './errors.ts'
import type { Mode } from './operations.ts'
import type { BindPdu, Fields } from './pdu/index.ts'
import { dial, type Remote, Session, type SessionOptions } from './session.ts'

export interface ConnectOptions extends Remote, SessionOptions {
  /** interface_version is 0x34 unless said otherwise. */
  bind: { mode: Mode } & Omit<Fields<BindPdu>, 'command_status' | 'sequence_number' | 'tlvs'>
}

/** Binds as an ESME. Rejects with BindError when the SMSC refuses, SmppError on a timeout, or the socket's own error. */
export async function connect(options: ConnectOptions): Promise<Session> {
  const session = new Session(dial(options), 'esme', {
    ...options,
    // Who got no session needs no word of its end.
    onClose: (reason) => session.mode && options.onClose?.(reason, session),
  })
  const { mode, ...fields } = options.bind
  try {
    await session.bind({ command: `bind_${mode}`, ...fields })
    return session
  } catch (error) {
    session.destroy()
    const reason = await session.closed
    throw error instanceof BindError ? error : (reason.error ?? error)
  }
}
