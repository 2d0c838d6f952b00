// Which part of a long message a PDU carries, and building such parts: the user data header of 3GPP TS 23.040 §9.2.3.24,
// or the SAR parameters of SMPP 3.4 §5.3.2.22 to §5.3.2.24.
import type { Tlvs } from './tlv.ts'

/** esm_class: short_message starts with a user data header (§5.2.12). */
export const ESM_CLASS_UDHI = 0x40

const CONCATENATION_8 = 0x00
const CONCATENATION_16 = 0x08

/** An information element: its identifier and what it holds. */
export interface UdhElement {
  iei: number
  data: Buffer
}

export interface UserData {
  elements: UdhElement[]
  /** The message itself, after the header. */
  body: Buffer
}

/** `part` counts from 1. */
export interface Concatenation {
  reference: number
  parts: number
  part: number
}

/** Splits user data that starts with a header; undefined when the header's lengths do not add up. */
export function parseUdh(octets: Buffer): UserData | undefined {
  const end = 1 + (octets[0] ?? Number.POSITIVE_INFINITY)
  if (end > octets.length) return undefined
  const elements: UdhElement[] = []
  let at = 1
  while (at < end) {
    const dataEnd = at + 2 + (octets[at + 1] ?? Number.POSITIVE_INFINITY)
    if (dataEnd > end) return undefined
    elements.push({ iei: octets[at] as number, data: octets.subarray(at + 2, dataEnd) })
    at = dataEnd
  }
  return { elements, body: octets.subarray(end) }
}

/** The header with its length octet; put the body behind it and set ESM_CLASS_UDHI. */
export function buildUdh(elements: UdhElement[]): Buffer {
  const octets = elements.flatMap(({ iei, data }) => [iei, data.length, ...data])
  if (octets.length > 0xff) throw new RangeError('a user data header holds at most 255 octets')
  return Buffer.from([octets.length, ...octets])
}

/** §9.2.3.24.1: reference 0 to 255. */
export function concatenation8({ reference, parts, part }: Concatenation): UdhElement {
  return { iei: CONCATENATION_8, data: Buffer.from([reference, parts, part]) }
}

/** §9.2.3.24.8: reference 0 to 65535. */
export function concatenation16({ reference, parts, part }: Concatenation): UdhElement {
  return { iei: CONCATENATION_16, data: Buffer.from([reference >>> 8, reference, parts, part]) }
}

/** What the header says of concatenation. An element whose numbers make no sense is ignored, as §9.2.3.24.1 rules. */
export function concatenationOf(elements: UdhElement[]): Concatenation | undefined {
  for (const { iei, data } of elements) {
    if (iei === CONCATENATION_8 && data.length === 3) {
      const found = sane({ reference: data.readUInt8(0), parts: data.readUInt8(1), part: data.readUInt8(2) })
      if (found) return found
    } else if (iei === CONCATENATION_16 && data.length === 4) {
      const found = sane({ reference: data.readUInt16BE(0), parts: data.readUInt8(2), part: data.readUInt8(3) })
      if (found) return found
    }
  }
  return undefined
}

function sane(concatenation: Concatenation): Concatenation | undefined {
  const { parts, part } = concatenation
  return part >= 1 && part <= parts ? concatenation : undefined
}

/** What a received PDU carries, wherever its sender put it: header elements, body, and its place in a long message. */
export function userDataOf(pdu: { esm_class: number; short_message?: Buffer; tlvs: Tlvs }): UserData & {
  concatenation: Concatenation | undefined
} {
  // §5.3.2.32: message_payload stands in for short_message, whose sm_length is then 0.
  const octets = pdu.short_message?.length ? pdu.short_message : (pdu.tlvs.message_payload ?? Buffer.alloc(0))
  const headed = (pdu.esm_class & ESM_CLASS_UDHI) !== 0 ? parseUdh(octets) : undefined
  const { elements, body } = headed ?? { elements: [], body: octets }
  return { elements, body, concatenation: concatenationOf(elements) ?? sarOf(pdu.tlvs) }
}

function sarOf(tlvs: Tlvs): Concatenation | undefined {
  const { sar_msg_ref_num: reference, sar_total_segments: parts, sar_segment_seqnum: part } = tlvs
  if (reference === undefined || parts === undefined || part === undefined) return undefined
  return sane({ reference, parts, part })
}

export type ConcatenateBy = 'udh8' | 'udh16' | 'sar'

/**
 * The fields that carry a long message's bodies, one PDU each; a single body needs none of it. OR `esm_class` into your own.
 * `reference` is to differ from that of other long messages under way between the same two addresses; its low 8 bits count for
 * 'udh8', 16 otherwise.
 */
export function concatenate(
  bodies: Buffer[],
  reference: number,
  by: ConcatenateBy,
): { esm_class: number; short_message: Buffer; tlvs: Tlvs }[] {
  if (bodies.length > 0xff) throw new RangeError('a message has at most 255 parts')
  if (bodies.length === 1) return bodies.map((body) => ({ esm_class: 0, short_message: body, tlvs: {} }))
  return bodies.map((body, index) => {
    const place = { reference: reference & (by === 'udh8' ? 0xff : 0xffff), parts: bodies.length, part: index + 1 }
    if (by === 'sar') {
      const sar = {
        sar_msg_ref_num: place.reference,
        sar_total_segments: place.parts,
        sar_segment_seqnum: place.part,
      }
      return { esm_class: 0, short_message: body, tlvs: sar }
    }
    const header = buildUdh([by === 'udh8' ? concatenation8(place) : concatenation16(place)])
    return { esm_class: ESM_CLASS_UDHI, short_message: Buffer.concat([header, body]), tlvs: {} }
  })
}
