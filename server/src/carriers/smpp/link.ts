// carriers/smpp/link.ts: one session with the SMSC, bound again whenever it is lost, after a pause that grows while binds fail.
import { BindError, type Session, SmppError, statusName } from '@njiwa/smpp'

export type Link = {
  /** The bound session, or null. */
  session(): Session | null
  start(): void
  /** No further binds; unbinds once the answers under way are there. */
  stop(): Promise<void>
  /** Cuts the connection. */
  cut(): void
}

type LinkOptions = {
  connect(): Promise<Session>
  reconnectMinMs: number
  reconnectMaxMs: number
  onUp(session: Session): void
  /** In words fit for a screen: no address, no secret. */
  onDown(why: string): void
}

/** How long to wait after the nth failure in a row: doubling, and up to half of it by chance so that binds spread. */
export function reconnectMs(failures: number, minMs: number, maxMs: number, chance: number): number {
  const ceiling = Math.min(maxMs, minMs * 2 ** Math.min(failures - 1, 30))
  return Math.round(ceiling * (0.5 + 0.5 * chance))
}

export function createLink(options: LinkOptions): Link {
  let session: Session | null = null
  let failures = 0
  let timer: NodeJS.Timeout | undefined
  let running = false

  async function bind(): Promise<void> {
    let bound: Session
    try {
      bound = await options.connect()
    } catch (error) {
      if (running) failed(wordsOf(error))
      return
    }
    if (!running) {
      bound.destroy()
      return
    }
    failures = 0
    session = bound
    options.onUp(bound)
    // It may have ended by the time we look: this settles all the same.
    const { code } = await bound.closed
    session = null
    if (running) failed(`session lost: ${code}`)
  }

  function failed(why: string): void {
    failures++
    options.onDown(why)
    const afterMs = reconnectMs(failures, options.reconnectMinMs, options.reconnectMaxMs, Math.random())
    timer = setTimeout(() => void bind(), afterMs)
  }

  return {
    session: () => session,
    start() {
      running = true
      void bind()
    },
    async stop() {
      running = false
      clearTimeout(timer)
      await session?.unbind()
    },
    cut: () => session?.destroy('stopped'),
  }
}

function wordsOf(error: unknown): string {
  if (error instanceof BindError) return `bind refused: ${statusName(error.status)}`
  if (error instanceof SmppError) return `no bind: ${error.code}`
  const code = (error as NodeJS.ErrnoException).code
  return `no connection${code ? `: ${code}` : ''}`
}
