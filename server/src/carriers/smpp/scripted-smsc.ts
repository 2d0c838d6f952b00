// An SMSC for tests: it answers each submit_sm as the script says, and delivers what it is told to.
import {
  type BindAnswer,
  type DeliverSm,
  listen,
  type PduInput,
  type Session,
  type SubmitSm,
  status,
} from '@njiwa/smpp'

/** A message_id, a command_status other than 0, or null for no answer until told. */
type Script = (pdu: SubmitSm) => string | number | null

export async function scriptedSmsc(options: { bind?: () => BindAnswer } = {}) {
  let script: Script = nextId
  let ids = 0
  let look = () => {}
  const submits: SubmitSm[] = []
  let unanswered: { pdu: SubmitSm; session: Session }[] = []

  function nextId(): string {
    return `id-${++ids}`
  }

  function answer(pdu: SubmitSm, session: Session, reply: string | number | null): void {
    if (reply === null) unanswered.push({ pdu, session })
    else if (typeof reply === 'number') session.respond(pdu, { command_status: reply })
    else session.respond(pdu, { message_id: reply })
  }

  const listener = await listen({
    host: '127.0.0.1',
    port: 0,
    window: 100,
    onBind: options.bind ?? (() => ({ command_status: status.ESME_ROK })),
    onRequest(pdu, session) {
      if (pdu.command !== 'submit_sm') return
      submits.push(pdu)
      answer(pdu, session, script(pdu))
      look()
    },
  })

  /** The session that takes deliver_sm. */
  function receiver(): Session {
    const session = [...listener.sessions].find((each) => each.mode !== 'transmitter')
    if (session === undefined) throw new Error('no receiver is bound')
    return session
  }

  return {
    port: listener.port,
    submits,
    nextId,
    play(next: Script) {
      script = next
    },
    /** Resolves when so many submits wait for an answer. */
    waiting(count: number): Promise<void> {
      return new Promise((resolve) => {
        look = () => {
          if (unanswered.length >= count) resolve()
        }
        look()
      })
    },
    /** Answers what waits. False for those that are not waited for any more. */
    answerAll(): boolean[] {
      const all = unanswered
      unanswered = []
      return all.map(({ pdu, session }) => session.respond(pdu, { message_id: nextId() }))
    },
    drop() {
      unanswered = []
      for (const session of listener.sessions) session.destroy()
    },
    /** Resolves with the command_status that answers it. */
    async deliver(pdu: Omit<PduInput<DeliverSm>, 'command'>): Promise<number> {
      return (await receiver().send({ command: 'deliver_sm', ...pdu })).command_status
    },
    modes: () => [...listener.sessions].map((session) => session.mode).sort(),
    async close() {
      for (const session of listener.sessions) session.destroy()
      await listener.close()
    },
  }
}

export type ScriptedSmsc = Awaited<ReturnType<typeof scriptedSmsc>>
