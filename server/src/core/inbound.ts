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
