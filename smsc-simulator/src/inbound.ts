// An MO message as deliver_sm: what a handset wrote to a number of ours, in parts when it is long.
import { concatenate, type DeliverSm, encode, type PduInput } from '@njiwa/smpp'
import { encodeText } from './alphabet.ts'
import type { Counters } from './counters.ts'
import type { Delivery } from './mailbox.ts'

export interface InboundMessage {
  /** A number with or without plus, or letters. */
  from: string
  to: string
  text: string
}

export interface InboundAnswer {
  segments: number
  /** The ESME's: 0 when it has all segments, else its refusal of the last one refused. */
  command_status: number
}

/** Throws `SmppError` `invalid_pdu` when an address does not fit. */
export function inboundPdus({ from, to, text }: InboundMessage, reference: number): PduInput<DeliverSm>[] {
  const { data_coding, bodies } = encodeText(text)
  const source = address(from)
  const destination = address(to)
  const pdus = concatenate(bodies, reference, 'udh8').map((part) => ({
    command: 'deliver_sm' as const,
    source_addr_ton: source.ton,
    source_addr_npi: source.npi,
    source_addr: source.digits,
    dest_addr_ton: destination.ton,
    dest_addr_npi: destination.npi,
    destination_addr: destination.digits,
    data_coding,
    ...part,
  }))
  for (const pdu of pdus) encode(pdu)
  return pdus
}

/** §5.2.5 and §5.2.6: alphanumeric 5/0, international in E.164 1/1, a short code 3/1. */
function address(text: string): { ton: number; npi: number; digits: string } {
  const digits = text.replace(/^\+/, '')
  if (!/^\d+$/.test(digits)) return { ton: 5, npi: 0, digits: text }
  return { ton: digits.length > 6 ? 1 : 3, npi: 1, digits }
}

/** The parts of one message; `settled` is called when the last of them was answered. */
export function inboundDeliveries(
  pdus: PduInput<DeliverSm>[],
  counters: Counters,
  settled: (answer: InboundAnswer) => void,
): Delivery[] {
  const answer: InboundAnswer = { segments: pdus.length, command_status: 0 }
  let left = pdus.length
  return pdus.map((pdu) => ({
    dueMs: 0,
    build() {
      counters.inboundSent++
      return pdu
    },
    answered(command_status) {
      if (command_status === 0) counters.inboundAcknowledged++
      else answer.command_status = command_status
      left--
      if (left === 0) settled(answer)
    },
    failed() {},
  }))
}
