// carriers/smpp/submits.ts: one message over one session, and what the answers to its segments mean for the whole.
import { type Session, SmppError } from '@njiwa/smpp'
import type { OutboundMessage, SubmitOutcome } from '../carrier.ts'
import type { SmppConfig } from './config.ts'
import { messageId } from './message-ids.ts'
import { references } from './references.ts'
import { type SubmitInput, submitsOf } from './segments.ts'
import { refusals } from './statuses.ts'

export type Submits = {
  send(message: OutboundMessage, session: Session, nowMs: number): Promise<SubmitOutcome>
}

type SubmitsOptions = {
  config: SmppConfig
  chance(): number
  /** So many submits go out now. */
  onSent(submits: number): void
  onAnswer(outcome: SubmitOutcome): void
}

/** A long message of which only some segments were taken. */
type Begun = { reference: number; remoteIds: (string | undefined)[]; atMs: number }

const BEGUN_MAX = 10_000
const BEGUN_MS = 600_000

const UNSENT: SubmitOutcome = { kind: 'unsent' }

// Of a message's segments the outcome that comes first here is the message's.
const PRECEDENCE: readonly SubmitOutcome['kind'][] = [
  'rejected',
  'uncertain',
  'temporary',
  'throttled',
  'unsent',
  'accepted',
]

export function createSubmits({ config, chance, onSent, onAnswer }: SubmitsOptions): Submits {
  const refusalOf = refusals(config)
  const nextReference = references(chance)
  const begun = new Map<string, Begun>() // the longest untouched first
  const blamed = new WeakSet<Session>()

  async function sendOne(pdu: SubmitInput, session: Session): Promise<SubmitOutcome> {
    let outcome: SubmitOutcome
    try {
      const response = await session.send(pdu)
      if (response.command_status !== 0) outcome = refusalOf(response.command_status)
      else if (response.command === 'generic_nack') outcome = { kind: 'rejected', status: 'generic_nack' }
      else outcome = acceptedAs(response.message_id)
    } catch (error) {
      outcome = lossOf(error, session)
    }
    onAnswer(outcome)
    return outcome
  }

  function acceptedAs(message_id: string): SubmitOutcome {
    const id = messageId(message_id, config.submitIdFormat, config.submitIdFormat)
    // Without an id no receipt will find it: its validity ends it.
    return { kind: 'accepted', remoteIds: id === '' ? [] : [id] }
  }

  function lossOf(error: unknown, session: Session): SubmitOutcome {
    if (!(error instanceof SmppError)) throw error
    switch (error.code) {
      case 'invalid_pdu':
        return { kind: 'rejected', status: 'unfit for SMPP' }
      case 'response_timeout':
      case 'invalid_response':
        return { kind: 'uncertain', cause: 'response_timeout', suspect: true }
      default: {
        if (!error.written) return UNSENT
        // They are told oldest first.
        const suspect = !blamed.has(session)
        blamed.add(session)
        return { kind: 'uncertain', cause: 'session_lost', suspect }
      }
    }
  }

  async function sendAll(
    pdus: SubmitInput[],
    messageId: string,
    message: Begun,
    session: Session,
  ): Promise<SubmitOutcome> {
    const missing = pdus.map((_, index) => index).filter((index) => message.remoteIds[index] === undefined)
    onSent(missing.length)
    const outcomes = await Promise.all(missing.map((index) => sendOne(pdus[index] as SubmitInput, session)))
    outcomes.forEach((outcome, at) => {
      if (outcome.kind === 'accepted') message.remoteIds[missing[at] as number] = outcome.remoteIds[0] ?? ''
    })
    const whole = ofSegments(outcomes)
    begun.delete(messageId)
    if (whole.kind === 'accepted') {
      const remoteIds = message.remoteIds.filter((id) => id !== undefined && id !== '')
      return { kind: 'accepted', remoteIds: remoteIds.length === pdus.length ? (remoteIds as string[]) : [] }
    }
    if (whole.kind !== 'rejected') begun.set(messageId, message)
    return whole
  }

  function forget(nowMs: number): void {
    for (const [messageId, { atMs }] of begun) {
      if (begun.size <= BEGUN_MAX && nowMs - atMs < BEGUN_MS) return
      begun.delete(messageId)
    }
  }

  return {
    send(message, session, nowMs) {
      const before = begun.get(message.messageId)
      let reference = before?.reference
      const pdus = submitsOf(message, config, () => (reference ??= nextReference(message.msisdn)), nowMs)
      const [only] = pdus
      if (pdus.length === 1 && only !== undefined) {
        onSent(1)
        return sendOne(only, session)
      }
      forget(nowMs)
      const remoteIds = before?.remoteIds ?? new Array<undefined>(pdus.length).fill(undefined)
      return sendAll(pdus, message.messageId, { reference: reference as number, remoteIds, atMs: nowMs }, session)
    },
  }
}

function ofSegments(outcomes: readonly SubmitOutcome[]): SubmitOutcome {
  const kind = PRECEDENCE.find((each) => outcomes.some((outcome) => outcome.kind === each))
  const first = outcomes.find((outcome) => outcome.kind === kind) as SubmitOutcome
  if (first.kind !== 'uncertain') return first
  return { ...first, suspect: outcomes.some((outcome) => outcome.kind === 'uncertain' && outcome.suspect) }
}
