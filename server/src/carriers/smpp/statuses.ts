// carriers/smpp/statuses.ts: what a command_status in a submit response means for the message. What the tables do not
// name is a refusal for good: repeating it would cost time and change nothing.
import { status, statusName } from '@njiwa/smpp'
import type { SubmitOutcome } from '../carrier.ts'
import type { SmppConfig } from './config.ts'

export type Refusal = Extract<SubmitOutcome, { status: string }>

const THROTTLED: ReadonlySet<number> = new Set([status.ESME_RTHROTTLED])

// Tries in all, the first one included.
const QUEUE_FULL_TRIES = 5
const TEMPORARY_TRIES = 3
const triesMaxOf: ReadonlyMap<number, number> = new Map([
  [status.ESME_RMSGQFUL, QUEUE_FULL_TRIES],
  [status.ESME_RX_T_APPN, QUEUE_FULL_TRIES],
  [status.ESME_RINVBNDSTS, TEMPORARY_TRIES], // the session's fault, not the message's
])

/** For one carrier: from a command_status other than 0 to what it means. */
export function refusals(
  config: Pick<SmppConfig, 'systemErrorTries' | 'statuses'>,
): (command_status: number) => Refusal {
  const means = new Map(config.statuses.map((row) => [row.status, row.means]))
  return (command_status) => {
    const name = statusName(command_status)
    const triesMax = command_status === status.ESME_RSYSERR ? config.systemErrorTries : triesMaxOf.get(command_status)
    switch (means.get(command_status) ?? standard(command_status, triesMax)) {
      case 'throttled':
        return { kind: 'throttled', status: name }
      case 'temporary':
        return { kind: 'temporary', status: name, triesMax: triesMax ?? TEMPORARY_TRIES }
      case 'rejected':
        return { kind: 'rejected', status: name }
    }
  }
}

function standard(command_status: number, triesMax: number | undefined): Refusal['kind'] {
  if (THROTTLED.has(command_status)) return 'throttled'
  return triesMax === undefined ? 'rejected' : 'temporary'
}
