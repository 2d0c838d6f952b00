// core/inbound.ts: what there is to tell of a message that a subscriber wrote, and whose number it was written to.
import { isNumber } from './sender-ids.ts'

export type InboundEvent = {
  /** Of the inbound message. */
  id: string
  accountId: string
  /** The subscriber; digits where it is a number. */
  from: string
  /** The number of ours. */
  to: string
  text: string
  receivedAtMs: number
  /** Of the rule that it met. */
  keyword: string | null
  /** The account's wallet's. */
  currency: string
}

/** Why a rule's reply is not sent, so that no two machines write to each other for ever. */
export type ReplyStop = 'own_number' | 'too_many_replies'

// A subscriber who asks for twenty prices within an hour has been served; a machine that answers ours has been found out.
export const REPLIES_MAX = 20
export const REPLIES_WITHIN_MS = 3_600_000

/** `fromOwnNumber`: of any account of this installation. `replies`: to this subscriber within that time. */
export function replyStop(fromOwnNumber: boolean, replies: number): ReplyStop | null {
  if (fromOwnNumber) return 'own_number'
  return replies >= REPLIES_MAX ? 'too_many_replies' : null
}

/** An address as numbers are compared: digits alone, without plus, dialling prefix and what people group them by. */
export function plainNumber(address: string): string {
  const written = address.trim()
  if (!/^\+?[0-9][0-9 ().-]{0,40}$/.test(written)) return written
  return written.replace(/[^0-9]/g, '').replace(/^00/, '')
}

const NUMBER = /^[0-9]{3,15}$/

/** Whether it can be a number of ours: a short code, or E.164 digits. */
export function isPlainNumber(text: string): boolean {
  return NUMBER.test(text)
}

/** As people and programs are shown it: E.164 with its plus, a short code or a name as it is. */
export function shownNumber(address: string): string {
  return isNumber(address) ? `+${address}` : address
}
