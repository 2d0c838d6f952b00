// Delivery receipts: as text in short_message (SMPP 3.4 appendix B, where vendors vary) and as TLVs (§5.3.2.12, §5.3.2.31,
// §5.3.2.35). Where both are there the TLVs count.
import type { Tlvs } from './tlv.ts'
import { userDataOf } from './udh.ts'

/** esm_class bits 5-2, the message type (§5.2.12). */
export const ESM_CLASS_TYPE_MASK = 0x3c
export const ESM_CLASS_RECEIPT = 0x04
export const ESM_CLASS_INTERMEDIATE = 0x20

/** message_state by name (§5.2.28). */
export const messageState = {
  ENROUTE: 1,
  DELIVERED: 2,
  EXPIRED: 3,
  DELETED: 4,
  UNDELIVERABLE: 5,
  ACCEPTED: 6,
  UNKNOWN: 7,
  REJECTED: 8,
} as const

const stats = ['ENROUTE', 'DELIVRD', 'EXPIRED', 'DELETED', 'UNDELIV', 'ACCEPTD', 'UNKNOWN', 'REJECTD'] as const
/** The seven letters of a state in a receipt's text. */
export type Stat = (typeof stats)[number]

export interface NetworkError {
  /** 1 ANSI-136, 2 IS-95, 3 GSM; vendors add their own. */
  network_type: number
  error_code: number
}

export interface Receipt {
  /** The message_id as sent: decimal, hexadecimal or padded is the SMSC's choice, also against its submit_sm_resp. */
  id: string
  /** The id in the text where it differs from receipted_message_id. */
  textId?: string
  /** 1 to 8 as in `messageState`; undefined when the receipt says nothing SMPP knows. */
  message_state?: number
  /** The text's `stat` in capitals, whatever it says. */
  stat?: string
  /** The text's `err` as sent; its meaning is the SMSC's own. */
  err?: string
  network_error?: NetworkError
  sub?: number
  dlvrd?: number
  /** YYMMDDhhmm or YYMMDDhhmmss as sent, in the SMSC's time zone; see `receiptTimeMs`. */
  submit_date?: string
  done_date?: string
  /** The first octets of the message, in its own data_coding. */
  text?: Buffer
}

interface MaybeReceipt {
  esm_class: number
  short_message?: Buffer
  tlvs: Tlvs
}

/**
 * By esm_class, or by receipted_message_id where a peer forgets it. Text alone makes no receipt: any handset could write it.
 */
export function isReceipt(pdu: MaybeReceipt): boolean {
  const type = pdu.esm_class & ESM_CLASS_TYPE_MASK
  return type === ESM_CLASS_RECEIPT || type === ESM_CLASS_INTERMEDIATE || pdu.tlvs.receipted_message_id !== undefined
}

/** Undefined when the PDU is no receipt, or names no message. */
export function parseReceipt(pdu: MaybeReceipt): Receipt | undefined {
  if (!isReceipt(pdu)) return undefined
  const { head, text } = splitText(userDataOf(pdu).body)
  const fields = textFields(head)
  const { receipted_message_id, message_state, network_error_code } = pdu.tlvs
  const id = receipted_message_id || fields.get('id')
  if (!id) return undefined
  const receipt: Receipt = { id }
  const stat = fields.get('stat')?.toUpperCase()
  assign(receipt, 'textId', fields.get('id') === id ? undefined : fields.get('id'))
  assign(receipt, 'message_state', message_state ?? stateOf(stat))
  assign(receipt, 'stat', stat)
  assign(receipt, 'err', fields.get('err'))
  assign(receipt, 'network_error', network_error_code && networkError(network_error_code))
  assign(receipt, 'sub', count(fields.get('sub')))
  assign(receipt, 'dlvrd', count(fields.get('dlvrd')))
  assign(receipt, 'submit_date', date(fields.get('submitdate')))
  assign(receipt, 'done_date', date(fields.get('donedate')))
  assign(receipt, 'text', text)
  return receipt
}

function assign<K extends keyof Receipt>(receipt: Receipt, key: K, value: Receipt[K]): void {
  if (value !== undefined) receipt[key] = value
}

/** `text:` runs to the end and is the sender's own words, so what it holds is no field. */
function splitText(body: Buffer): { head: string; text?: Buffer } {
  const all = body.toString('latin1')
  const at = /(?:^|\s)text\s*:/i.exec(all)
  if (at === null) return { head: all }
  return { head: all.slice(0, at.index), text: body.subarray(at.index + at[0].length) }
}

// Values are bounded, and end where a space follows: `id: sub:001` has no id. Bounded, too, is the time this takes on noise.
const FIELD = /\b(id|sub|dlvrd|submit[ _]?date|done[ _]?date|stat|err)\s*:[ ]?([^\s:]{1,64})(?!\S)/gi

/** `submit date`, `Submit_Date` and `submitdate` are one key. */
function textFields(head: string): Map<string, string> {
  const fields = new Map<string, string>()
  for (const [, name = '', value = ''] of head.matchAll(FIELD)) {
    const key = name.toLowerCase().replace(/[ _]/, '')
    if (!fields.has(key)) fields.set(key, value)
  }
  return fields
}

/** The spellings in full are what some SMSCs send. */
function stateOf(stat: string | undefined): number | undefined {
  const index = stats.indexOf(stat as Stat)
  return index >= 0 ? index + 1 : messageState[stat as keyof typeof messageState]
}

function networkError(octets: Buffer): NetworkError {
  return { network_type: octets.readUInt8(0), error_code: octets.readUInt16BE(1) }
}

function count(digits: string | undefined): number | undefined {
  return digits !== undefined && /^\d{1,9}$/.test(digits) ? Number(digits) : undefined
}

function date(digits: string | undefined): string | undefined {
  return digits !== undefined && /^\d{10}(\d\d)?$/.test(digits) ? digits : undefined
}

/** A receipt's date as milliseconds since 1970, given its time zone; undefined for no real date. */
export function receiptTimeMs(digits: string, utcOffsetMinutes = 0): number | undefined {
  if (!/^\d{10}(\d\d)?$/.test(digits)) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = digits.match(/\d\d/g)?.map(Number) ?? []
  const ms = Date.UTC(2000 + year, month - 1, day, hour, minute, second)
  // 31 February would roll over into March, and hour 24 into the next day.
  if (stampOf(ms, 12) !== digits.padEnd(12, '0')) return undefined
  return ms - utcOffsetMinutes * 60_000
}

function stampOf(ms: number, digits: number): string {
  return new Date(ms)
    .toISOString()
    .replace(/[-T:]/g, '')
    .slice(2, 2 + digits)
}

export interface ReceiptToBuild {
  id: string
  /** 1 to 8, see `messageState`. */
  message_state: number
  /** Milliseconds since 1970; written in UTC. */
  submitMs: number
  doneMs: number
  /** Three characters; 000 for no error. */
  err?: string
  network_error?: NetworkError
  /** The first 20 octets of the message. */
  text?: Buffer
}

/** The fields of the deliver_sm that carries a receipt, as text and as TLVs. ENROUTE makes an intermediate notification. */
export function buildReceipt(receipt: ReceiptToBuild): { esm_class: number; short_message: Buffer; tlvs: Tlvs } {
  const { id, message_state, network_error, err = '000' } = receipt
  const dlvrd = message_state === messageState.DELIVERED ? '001' : '000'
  const head = `id:${id} sub:001 dlvrd:${dlvrd} submit date:${stampOf(receipt.submitMs, 10)} done date:${stampOf(receipt.doneMs, 10)} stat:${stats[message_state - 1] ?? 'UNKNOWN'} err:${err} text:`
  const tlvs: Tlvs = { receipted_message_id: id, message_state }
  if (network_error) {
    const { network_type, error_code } = network_error
    tlvs.network_error_code = Buffer.from([network_type, error_code >>> 8, error_code])
  }
  return {
    esm_class: message_state === messageState.ENROUTE ? ESM_CLASS_INTERMEDIATE : ESM_CLASS_RECEIPT,
    short_message: Buffer.concat([Buffer.from(head, 'latin1'), (receipt.text ?? Buffer.alloc(0)).subarray(0, 20)]),
    tlvs,
  }
}
