// carriers/smpp/inbound.ts: the text of a deliver_sm that a subscriber wrote, in whichever alphabet it came.
import { type Concatenation, type DeliverSm, userDataOf } from '@njiwa/smpp'
import { decodeGsm, decodeUcs2 } from '../../core/alphabet.ts'
import { printable } from './message-ids.ts'

export type InboundPart = {
  from: string
  to: string
  text: string
  /** Undefined for a message of one part. */
  place: Concatenation | undefined
}

type InboundPdu = Pick<DeliverSm, 'esm_class' | 'data_coding' | 'source_addr' | 'destination_addr' | 'tlvs'> & {
  short_message?: Buffer
}

export function inboundPartOf(pdu: InboundPdu): InboundPart {
  const { body, concatenation } = userDataOf(pdu)
  return {
    from: address(pdu.source_addr),
    to: address(pdu.destination_addr),
    text: textOf(body, pdu.data_coding),
    place: concatenation !== undefined && concatenation.parts > 1 ? concatenation : undefined,
  }
}

function address(addr: string): string {
  return printable(addr).replace(/^\+/, '')
}

type Decode = (octets: Buffer) => string
const latin1: Decode = (octets) => octets.toString('latin1')
const by = (encoding: string): Decode => {
  const decoder = new TextDecoder(encoding)
  return (octets) => decoder.decode(octets)
}

// SMPP 3.4 §5.2.19. Octets of no alphabet (2, 4) are shown as Latin 1: an inbox has to show something.
const DECODE: ReadonlyMap<number, Decode> = new Map([
  [0, decodeGsm],
  [1, latin1],
  [2, latin1],
  [3, latin1],
  [4, latin1],
  [5, by('shift_jis')],
  [6, by('iso-8859-5')],
  [7, by('iso-8859-8')],
  [8, decodeUcs2],
  [10, by('iso-2022-jp')],
  [13, by('euc-jp')],
  [14, by('euc-kr')],
])

const GSM_ALPHABETS: readonly Decode[] = [decodeGsm, latin1, decodeUcs2, decodeGsm]

/** Above 14 the field is the network's own data coding scheme: TS 23.038 §4, alphabet in bits 3 and 2 of groups 00xx and 1111. */
function textOf(octets: Buffer, data_coding: number): string {
  const alphabet = (data_coding & 0xf0) === 0xf0 ? (data_coding >> 2) & 1 : (data_coding >> 2) & 3
  const decode = DECODE.get(data_coding) ?? (GSM_ALPHABETS[alphabet] as Decode)
  return decode(octets)
}
