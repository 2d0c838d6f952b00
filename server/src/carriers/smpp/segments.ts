// carriers/smpp/segments.ts: a message as the submit_sm that carry it, cut exactly where it was counted.
import { concatenate, type PduInput, type SubmitSm } from '@njiwa/smpp'
import { encodeGsm, encodeUcs2 } from '../../core/alphabet.ts'
import { type Encoding, splitText } from '../../core/segments.ts'
import { senderAddress } from '../../core/sender-ids.ts'
import type { OutboundMessage } from '../carrier.ts'
import type { SmppConfig } from './config.ts'

export type SubmitInput = PduInput<SubmitSm>

// TS 23.040 §9.2.3.24.1 and SMPP 3.4 §5.2.5, §5.2.6, §5.2.17, §5.2.19.
const TON_INTERNATIONAL = 1
const NPI_E164 = 1
const TON_ALPHANUMERIC = 5
const RECEIPT_WANTED = 1
const DATA_CODING = { gsm7: 0, ucs2: 8 } as const

/** `reference`, asked for once when there are parts to mark, tells them from others to the same number; see references.ts. */
export function submitsOf(
  message: OutboundMessage,
  config: SmppConfig,
  reference: () => number,
  nowMs: number,
): SubmitInput[] {
  const { encoding, parts } = splitText(message.text)
  const submit = envelope(message, config, encoding, nowMs)
  const [only] = parts
  if (parts.length === 1 && only !== undefined) {
    submit.short_message = octets(only, encoding)
    return [submit]
  }
  if (config.longMessages === 'payload') {
    submit.tlvs = { ...submit.tlvs, message_payload: octets(message.text, encoding) }
    return [submit]
  }
  const by = config.longMessages === 'sar' ? 'sar' : 'udh8'
  return concatenate(
    parts.map((part) => octets(part, encoding)),
    reference(),
    by,
  ).map(({ esm_class, short_message, tlvs }) => {
    return { ...submit, esm_class, short_message, tlvs: { ...submit.tlvs, ...tlvs } }
  })
}

function envelope(message: OutboundMessage, config: SmppConfig, encoding: Encoding, nowMs: number): SubmitInput {
  const { ton, npi, address } = source(message.source, config)
  return {
    command: 'submit_sm',
    source_addr_ton: ton,
    source_addr_npi: npi,
    source_addr: address,
    dest_addr_ton: TON_INTERNATIONAL,
    dest_addr_npi: NPI_E164,
    destination_addr: message.msisdn,
    validity_period: validityPeriod(config.validity, message.expiresAtMs, nowMs),
    registered_delivery: RECEIPT_WANTED,
    data_coding: DATA_CODING[encoding],
    esm_class: 0,
    short_message: undefined,
    tlvs: config.userMessageReference ? { user_message_reference: referenceOf(message.messageId) } : undefined,
  }
}

function octets(text: string, encoding: Encoding): Buffer {
  const bytes = encoding === 'gsm7' ? encodeGsm(text) : encodeUcs2(text)
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function source(sender: string, config: SmppConfig): { ton: number; npi: number; address: string } {
  const standard = senderAddress(sender)
  let wanted = config.sourceShortCode
  if (standard.ton === TON_ALPHANUMERIC) wanted = config.sourceName
  else if (standard.ton === TON_INTERNATIONAL) wanted = config.sourceNumber
  return wanted === null ? standard : { ...standard, ...wanted }
}

/** The last 16 bits of our id: what a carrier's log and ours can be laid side by side by (§5.3.2.17). */
function referenceOf(messageId: string): number {
  return Number.parseInt(messageId.slice(-4), 16) & 0xffff
}

const SECONDS_MAX = 63 * 24 * 3600 // beyond the longest time a network keeps a message (TS 23.040 §9.2.3.12.1)

/** §7.1.1: `000001000000000R` is one day from now; `240131235959000+` is a date in UTC. */
export function validityPeriod(form: SmppConfig['validity'], expiresAtMs: number, nowMs: number): string {
  if (form === 'none') return ''
  const seconds = Math.min(Math.max(1, Math.ceil((expiresAtMs - nowMs) / 1000)), SECONDS_MAX)
  if (form === 'absolute') {
    return `${new Date(nowMs + seconds * 1000).toISOString().replace(/[-T:]/g, '').slice(2, 14)}000+`
  }
  // Days go up to 99; SMSCs differ on how long a month is.
  const days = Math.floor(seconds / 86_400)
  const rest = seconds - days * 86_400
  return `0000${two(days)}${two(Math.floor(rest / 3600))}${two(Math.floor(rest / 60) % 60)}${two(rest % 60)}000R`
}

function two(value: number): string {
  return value < 10 ? `0${value}` : `${value}`
}
