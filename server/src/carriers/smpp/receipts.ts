// carriers/smpp/receipts.ts: what a deliver_sm that is a delivery receipt says, in our words.
import { type DeliverSm, ESM_CLASS_INTERMEDIATE, ESM_CLASS_TYPE_MASK, messageState, parseReceipt } from '@njiwa/smpp'
import { outcomeOfMessageState, outcomeOfStat, type ReceiptOutcome } from '../../core/receipts.ts'
import type { Receipt } from '../carrier.ts'
import type { SmppConfig } from './config.ts'
import { messageId, printable } from './message-ids.ts'

const PENDING: ReceiptOutcome = { outcome: null, reason: null }
const stateNames = new Map<number, string>(Object.entries(messageState).map(([name, state]) => [state, name]))

type ReceiptPdu = Pick<DeliverSm, 'esm_class' | 'source_addr' | 'destination_addr' | 'tlvs'> & {
  short_message?: Buffer
}
type Formats = Pick<SmppConfig, 'submitIdFormat' | 'receiptIdFormat'>

/** Undefined when it names no message: there is nothing to be done with it. */
export function receiptOf(pdu: ReceiptPdu, formats: Formats): Receipt | undefined {
  const receipt = parseReceipt(pdu)
  if (receipt === undefined) return undefined
  const { submitIdFormat, receiptIdFormat } = formats
  // Where the text words it differently, the TLV is the submit response's own spelling (§5.3.2.12).
  const format = receipt.textId === undefined ? receiptIdFormat : submitIdFormat
  const remoteId = messageId(receipt.id, format, submitIdFormat)
  if (remoteId === '') return undefined
  const { message_state, stat, err, network_error } = receipt
  return {
    remoteId,
    ...outcomeOf(pdu.esm_class, message_state, stat),
    stat: printable(stat ?? stateNames.get(message_state ?? messageState.UNKNOWN) ?? String(message_state)),
    error: err === undefined ? (network_error ? String(network_error.error_code) : null) : printable(err),
    // A receipt comes from the handset's number to our sender (§5.2.12 lets SMSCs leave them out).
    msisdn: address(pdu.source_addr),
    source: address(pdu.destination_addr),
  }
}

function outcomeOf(esm_class: number, message_state: number | undefined, stat: string | undefined): ReceiptOutcome {
  if ((esm_class & ESM_CLASS_TYPE_MASK) === ESM_CLASS_INTERMEDIATE) return PENDING
  if (message_state !== undefined) return outcomeOfMessageState(message_state)
  return stat === undefined ? PENDING : outcomeOfStat(stat)
}

function address(addr: string): string | null {
  return printable(addr).replace(/^\+/, '') || null
}
