// What happens to a message, by the last four digits of its recipient. Numbers in no row are delivered.
import { messageState, type StatusName, status } from '@njiwa/smpp'

export interface Take {
  answer: 'take'
  /** How long the submit_sm_resp is held back. */
  afterMs: number
  /** What the receipt says; undefined: none is ever sent. */
  message_state: number | undefined
  /** How often the same receipt is sent. */
  copies: number
  /** The receipt goes out before the submit_sm_resp. */
  receiptFirst: boolean
}

export type Outcome =
  | Take
  | { answer: 'refuse'; command_status: number }
  /** The connection ends, and the submit_sm has no answer. */
  | { answer: 'drop' }

export interface Row {
  outcome: Outcome
  /** What happens instead to the first tries of each recipient and text. */
  first?: { tries: number; outcome: Outcome }
}

export const delivered: Take = {
  answer: 'take',
  afterMs: 0,
  message_state: messageState.DELIVERED,
  copies: 1,
  receiptFirst: false,
}
const { UNDELIVERABLE, EXPIRED } = messageState
const refuse = (name: StatusName): Outcome => ({ answer: 'refuse', command_status: status[name] })

const rows = new Map<string, Row>([
  ['0001', { outcome: refuse('ESME_RINVDSTADR') }],
  ['0002', { outcome: { ...delivered, message_state: UNDELIVERABLE } }],
  ['0003', { outcome: { ...delivered, message_state: EXPIRED } }],
  ['0004', { outcome: delivered, first: { tries: 2, outcome: refuse('ESME_RTHROTTLED') } }],
  ['0005', { outcome: { ...delivered, message_state: undefined } }],
  ['0006', { outcome: { ...delivered, copies: 3 } }],
  ['0007', { outcome: { ...delivered, receiptFirst: true } }],
  ['0008', { outcome: delivered, first: { tries: 1, outcome: { answer: 'drop' } } }],
  ['0009', { outcome: refuse('ESME_RSYSERR') }],
  ['0010', { outcome: { ...delivered, afterMs: 3000 } }],
])
const usual: Row = { outcome: delivered }

export function rowOf(recipient: string): Row {
  return rows.get(recipient.slice(-4)) ?? usual
}

/** Bits 1-0 of registered_delivery (§5.2.17): 1 asks for every final state, 2 for failures alone. */
export function isReceiptAsked(registered_delivery: number, message_state: number): boolean {
  const asked = registered_delivery & 3
  return asked === 1 || (asked === 2 && message_state !== messageState.DELIVERED)
}
