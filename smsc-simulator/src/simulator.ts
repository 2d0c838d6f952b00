// An SMSC on a real socket: sessions and what flows in them. What happens to a message is in outcomes.ts.
import { setTimeout as sleep } from 'node:timers/promises'
import { type CloseReason, type IncomingPdu, listen, type Session, status } from '@njiwa/smpp'
import { type Counters, zero } from './counters.ts'
import { type InboundAnswer, type InboundMessage, inboundDeliveries, inboundPdus } from './inbound.ts'
import { type Faults, Intake, type Submit } from './intake.ts'
import { Journal, type Taken } from './journal.ts'
import { type Delivery, Mailbox } from './mailbox.ts'
import { Receipt } from './receipts.ts'
import { Seen } from './seen.ts'

export interface SimulatorOptions extends Faults {
  host?: string
  /** 0, as by default, picks a free one. */
  port?: number
  /** Any ESME may bind unless these are given. */
  systemId?: string
  password?: string
  /** From the submit_sm_resp to the receipt. */
  delayMs?: number
  /** File of what was taken and not receipted, so that it outlives the process. */
  journal?: string
  /** Recipients from this number on are counted one by one, see `seen`. */
  seenFrom?: number
  /** Every submit_sm that is decided on. */
  onSubmit?: (submit: Submit) => void
}

export interface Stats extends Counters {
  sessions: number
  /** Sessions that take a deliver_sm. */
  receivers: number
  /** Receipts and MO not sent yet. */
  waiting: number
  unique: number
  duplicates: number
  otherRecipients: number
}

export interface Simulator {
  port: number
  /** Resolves when the ESME answered every segment; waits for a bind when there is none. Rejects what is no SMS. */
  inbound(message: InboundMessage): Promise<InboundAnswer>
  stats(): Stats
  /** One octet per recipient from `seenFrom` on: how often it was taken. */
  seen(): Uint8Array
  /** Counters from zero; what is owed stays owed. */
  reset(): void
  /** Unbinds, puts on file what is owed, and resolves when the last session is gone. ESMEs have `graceMs` to leave first. */
  stop(graceMs?: number): Promise<void>
}

/** deliver_sm that may wait for their response. §2.9 speaks of 10; a carrier with traffic to deliver agrees on more. */
const WINDOW = 500
const SEEN_MAX = 4_000_000
/** A peer that answers no unbind is cut. */
const STOP_MS = 2000

export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { host = '127.0.0.1', port = 0, delayMs = 1000, onSubmit } = options
  const counters = zero()
  const seen = new Seen(options.seenFrom ?? 255_700_000_000, SEEN_MAX)
  const mailboxes = new Map<string, Mailbox>()
  /** MO for the first who binds. */
  let unclaimed: Delivery[] = []
  let inboundCount = 0

  function mailboxOf(system_id: string): Mailbox {
    let mailbox = mailboxes.get(system_id)
    if (mailbox === undefined) {
      mailbox = new Mailbox()
      mailboxes.set(system_id, mailbox)
    }
    return mailbox
  }

  function receiptOf(message: Taken, dueMs: number, acknowledged?: () => void): Receipt {
    return new Receipt(message, dueMs, counters, () => {
      counters.lastReceiptAcknowledgedMs = Date.now()
      journal?.strike(message.message_id)
      acknowledged?.()
    })
  }

  function oweReceipt(message: Taken, dueMs: number): void {
    const receipt = receiptOf(message, dueMs)
    const mailbox = mailboxOf(message.system_id)
    for (let copy = 0; copy < message.copies; copy++) mailbox.put(receipt)
  }

  const listener = await listen({
    host,
    port,
    window: WINDOW,
    onBind: ({ system_id, password }) => {
      if (options.systemId !== undefined && system_id !== options.systemId)
        return { command_status: status.ESME_RINVSYSID }
      if (options.password !== undefined && password !== options.password)
        return { command_status: status.ESME_RINVPASWD }
      return { command_status: 0, system_id: 'njiwa-smsc' }
    },
    onSession(session) {
      counters.binds++
      if (session.mode === 'transmitter') return
      const mailbox = mailboxOf(session.peer.system_id)
      mailbox.open(session)
      for (const delivery of unclaimed) mailbox.putFirst(delivery)
      unclaimed = []
    },
    onRequest: (pdu: IncomingPdu, session: Session) => {
      if (pdu.command === 'submit_sm') intake.submit(pdu, session)
      else if (pdu.command !== 'alert_notification') {
        session.respond(pdu, { command_status: status.ESME_RINVCMDID })
      }
    },
    onClose(reason: CloseReason, session: Session) {
      mailboxes.get(session.peer.system_id)?.leave(session)
      if (session.mode !== undefined && reason.code !== 'unbound' && reason.code !== 'peer_unbound')
        counters.sessionsLost++
    },
  })

  const cutAll = () => {
    for (const session of listener.sessions) session.destroy()
  }

  // Once the port is ours: another simulator that has it may be writing to the same file.
  const journal = options.journal === undefined ? undefined : new Journal(options.journal)
  for (const message of journal?.owed() ?? []) oweReceipt(message, 0)
  const intake = new Intake(options, {
    counters,
    seen,
    journal,
    onSubmit,
    oweReceipt: (message) => oweReceipt(message, Date.now() + delayMs),
    sendReceiptNow: (message, acknowledged) =>
      mailboxOf(message.system_id).putFirst(receiptOf(message, 0, acknowledged)),
    cutAll,
  })

  return {
    port: listener.port,

    async inbound(message) {
      const pdus = inboundPdus(message, inboundCount++)
      return new Promise((resolve) => {
        const deliveries = inboundDeliveries(pdus, counters, resolve)
        const mailbox = mailboxes.values().find(({ receivers }) => receivers > 0)
        if (mailbox === undefined) unclaimed.push(...deliveries)
        else for (const delivery of deliveries) mailbox.putFirst(delivery)
      })
    },

    stats() {
      const { unique, duplicates, others } = seen
      const boxes = [...mailboxes.values()]
      return {
        ...counters,
        sessions: listener.sessions.size,
        receivers: boxes.reduce((sum, { receivers }) => sum + receivers, 0),
        waiting: boxes.reduce((sum, { waiting }) => sum + waiting, unclaimed.length),
        unique,
        duplicates,
        otherRecipients: others,
      }
    },

    seen: () => seen.octets(),

    reset() {
      Object.assign(counters, zero())
      seen.reset()
    },

    async stop(graceMs = 0) {
      const left = Promise.all(Array.from(listener.sessions, ({ closed }) => closed))
      await Promise.race([left, sleep(graceMs, undefined, { ref: false })])
      for (const mailbox of mailboxes.values()) mailbox.close()
      const late = setTimeout(cutAll, STOP_MS)
      await listener.close()
      clearTimeout(late)
      intake.flush()
      journal?.close()
    },
  }
}
