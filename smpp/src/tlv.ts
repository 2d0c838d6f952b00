// The optional parameters (TLVs) of SMPP 3.4 §5.3.2. What is unknown, repeated or ill-sized is kept as raw octets.
import { invalid, type OctetReader, type OctetWriter } from './octets.ts'
import { status } from './status.ts'

export interface RawTlv {
  tag: number
  value: Buffer
}

export interface Tlvs {
  dest_addr_subunit?: number
  dest_network_type?: number
  dest_bearer_type?: number
  dest_telematics_id?: number
  source_addr_subunit?: number
  source_network_type?: number
  source_bearer_type?: number
  source_telematics_id?: number
  /** Seconds. */
  qos_time_to_live?: number
  payload_type?: number
  additional_status_info_text?: string
  receipted_message_id?: string
  ms_msg_wait_facilities?: number
  privacy_indicator?: number
  source_subaddress?: Buffer
  dest_subaddress?: Buffer
  user_message_reference?: number
  user_response_code?: number
  source_port?: number
  destination_port?: number
  sar_msg_ref_num?: number
  language_indicator?: number
  sar_total_segments?: number
  sar_segment_seqnum?: number
  sc_interface_version?: number
  /** One per callback_num, in the same order. */
  callback_num_pres_ind?: number[]
  callback_num_atag?: Buffer[]
  number_of_messages?: number
  /** The only parameter that may come several times, with its two companions (§5.3.2.36). */
  callback_num?: Buffer[]
  dpf_result?: number
  set_dpf?: number
  ms_availability_status?: number
  /** Three octets: network type, then the error code (§5.3.2.31). */
  network_error_code?: Buffer
  message_payload?: Buffer
  delivery_failure_reason?: number
  more_messages_to_send?: number
  message_state?: number
  ussd_service_op?: number
  display_time?: number
  sms_signal?: number
  ms_validity?: number
  alert_on_message_delivery?: true
  its_reply_type?: number
  its_session_info?: Buffer
  /** Vendor's and unknown tags in the order they came, and values that do not fit their parameter. */
  raw?: RawTlv[]
}

type Name = Exclude<keyof Tlvs, 'raw'>
type Kind = 'int1' | 'int2' | 'int4' | 'cstring' | 'octets' | 'empty'
interface Parameter {
  tag: number
  kind: Kind
  /** Lengths of the value in octets; those of a C-octet string count its NUL. */
  min: number
  max: number
  many: boolean
}
const parameter = (tag: number, kind: Kind, min: number, max: number, many = false): Parameter => ({
  tag,
  kind,
  min,
  max,
  many,
})
const int1 = (tag: number, many = false) => parameter(tag, 'int1', 1, 1, many)
const int2 = (tag: number) => parameter(tag, 'int2', 2, 2)

const parameters: Record<Name, Parameter> = {
  dest_addr_subunit: int1(0x0005),
  dest_network_type: int1(0x0006),
  dest_bearer_type: int1(0x0007),
  dest_telematics_id: int2(0x0008),
  source_addr_subunit: int1(0x000d),
  source_network_type: int1(0x000e),
  source_bearer_type: int1(0x000f),
  source_telematics_id: int1(0x0010),
  qos_time_to_live: parameter(0x0017, 'int4', 4, 4),
  payload_type: int1(0x0019),
  additional_status_info_text: parameter(0x001d, 'cstring', 1, 256),
  receipted_message_id: parameter(0x001e, 'cstring', 1, 65),
  ms_msg_wait_facilities: int1(0x0030),
  privacy_indicator: int1(0x0201),
  source_subaddress: parameter(0x0202, 'octets', 2, 23),
  dest_subaddress: parameter(0x0203, 'octets', 2, 23),
  user_message_reference: int2(0x0204),
  user_response_code: int1(0x0205),
  source_port: int2(0x020a),
  destination_port: int2(0x020b),
  sar_msg_ref_num: int2(0x020c),
  language_indicator: int1(0x020d),
  sar_total_segments: int1(0x020e),
  sar_segment_seqnum: int1(0x020f),
  sc_interface_version: int1(0x0210),
  callback_num_pres_ind: int1(0x0302, true),
  callback_num_atag: parameter(0x0303, 'octets', 0, 65, true),
  number_of_messages: int1(0x0304),
  callback_num: parameter(0x0381, 'octets', 4, 19, true),
  dpf_result: int1(0x0420),
  set_dpf: int1(0x0421),
  ms_availability_status: int1(0x0422),
  network_error_code: parameter(0x0423, 'octets', 3, 3),
  message_payload: parameter(0x0424, 'octets', 0, 0xffff),
  delivery_failure_reason: int1(0x0425),
  more_messages_to_send: int1(0x0426),
  message_state: int1(0x0427),
  ussd_service_op: int1(0x0501),
  display_time: int1(0x1201),
  sms_signal: int2(0x1203),
  ms_validity: int1(0x1204),
  alert_on_message_delivery: parameter(0x130c, 'empty', 0, 0),
  its_reply_type: int1(0x1380),
  its_session_info: parameter(0x1383, 'octets', 2, 2),
}

const byTag = new Map(Object.entries(parameters).map(([name, p]) => [p.tag, { ...p, name: name as Name }]))

/** Reads to the end of the PDU. A stream that does not add up is a fault in a request and is left off in a response. */
export function readTlvs(reader: OctetReader): Tlvs {
  const tlvs: Tlvs = {}
  const { buffer, end } = reader
  while (reader.at < end) {
    const at = reader.at
    const valueEnd = at + 4 <= end ? at + 4 + buffer.readUInt16BE(at + 2) : end + 1
    if (valueEnd > end) {
      if (!reader.isResponse) reader.refuse('tlvs', status.ESME_RINVOPTPARSTREAM)
      reader.at = end
      break
    }
    readTlv(tlvs, buffer, buffer.readUInt16BE(at), at + 4, valueEnd)
    reader.at = valueEnd
  }
  return tlvs
}

function readTlv(tlvs: Tlvs, buffer: Buffer, tag: number, start: number, end: number): void {
  const p = byTag.get(tag)
  const value = p && readValue(p, buffer, start, end)
  const values = tlvs as Record<Name, unknown>
  if (p === undefined || value === undefined || (!p.many && p.name in tlvs)) {
    tlvs.raw ??= []
    tlvs.raw.push({ tag, value: Buffer.from(buffer.subarray(start, end)) })
  } else if (p.many) {
    values[p.name] = [...((values[p.name] as unknown[] | undefined) ?? []), value]
  } else {
    values[p.name] = value
  }
}

function readValue(p: Parameter, buffer: Buffer, start: number, end: number): unknown {
  const length = end - start
  if (p.kind === 'cstring') {
    // SMSCs leave the NUL out or pad with several, in receipted_message_id above all.
    const nul = buffer.subarray(start, end).indexOf(0)
    const textEnd = nul < 0 ? end : start + nul
    return textEnd - start < p.max ? buffer.toString('latin1', start, textEnd) : undefined
  }
  if (length < p.min || length > p.max) return undefined
  switch (p.kind) {
    case 'int1':
      return buffer[start]
    case 'int2':
      return buffer.readUInt16BE(start)
    case 'int4':
      return buffer.readUInt32BE(start)
    case 'octets':
      return Buffer.from(buffer.subarray(start, end))
    case 'empty':
      return true
  }
}

export function writeTlvs(writer: OctetWriter, tlvs: Tlvs | undefined): void {
  if (tlvs === undefined) return
  for (const name in tlvs) {
    if (name === 'raw') continue
    const p = parameters[name as Name]
    if (p === undefined)
      throw invalid(`tlvs.${name}`, 'is not a parameter of SMPP 3.4: put it in tlvs.raw with its tag')
    const value: unknown = tlvs[name as Name]
    if (value === undefined) continue
    if (!p.many) writeTlv(writer, name, p, value)
    else for (const one of value as unknown[]) writeTlv(writer, name, p, one)
  }
  for (const { tag, value } of tlvs.raw ?? []) {
    writer.int2('tlvs.raw.tag', tag)
    writer.int2('tlvs.raw.value.length', value.length)
    writer.octets('tlvs.raw.value', value)
  }
}

function writeTlv(writer: OctetWriter, name: string, p: Parameter, value: unknown): void {
  writer.int2(name, p.tag)
  const lengthAt = writer.at
  writer.at += 2
  switch (p.kind) {
    case 'int1':
      writer.int1(name, value as number)
      break
    case 'int2':
      writer.int2(name, value as number)
      break
    case 'int4':
      writer.int4(name, value as number)
      break
    case 'cstring':
      writer.cstring(name, value as string, p.max)
      break
    case 'octets':
      writer.octets(name, value as Buffer)
      break
  }
  const length = writer.at - lengthAt - 2
  if (length < p.min || length > p.max) throw invalid(name, `is not ${p.min} to ${p.max} octets long`)
  writer.buffer[lengthAt] = length >>> 8
  writer.buffer[lengthAt + 1] = length
}
