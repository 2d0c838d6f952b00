// The body that submit_sm (SMPP 3.4 §4.4.1) and deliver_sm (§4.6.1) share, and the message_id that answers them.
import { invalid, type OctetReader, type OctetWriter } from '../octets.ts'
import { status } from '../status.ts'
import { readTlvs } from '../tlv.ts'
import type { Fields, Layout, PduBase } from './pdu.ts'

export interface MessageBody extends PduBase {
  service_type: string
  source_addr_ton: number
  source_addr_npi: number
  source_addr: string
  dest_addr_ton: number
  dest_addr_npi: number
  destination_addr: string
  esm_class: number
  protocol_id: number
  priority_flag: number
  /** Absolute or relative time as in §7.1.1, 16 characters; '' for at once. */
  schedule_delivery_time: string
  validity_period: string
  registered_delivery: number
  replace_if_present_flag: number
  data_coding: number
  sm_default_msg_id: number
  /** User data as octets, the UDH included when esm_class has 0x40; sm_length is taken from it. */
  short_message: Buffer
}

export function writeMessage(writer: OctetWriter, pdu: Fields<MessageBody>): void {
  writer.cstring('service_type', pdu.service_type, 6)
  writer.int1('source_addr_ton', pdu.source_addr_ton)
  writer.int1('source_addr_npi', pdu.source_addr_npi)
  writer.cstring('source_addr', pdu.source_addr, 21)
  writer.int1('dest_addr_ton', pdu.dest_addr_ton)
  writer.int1('dest_addr_npi', pdu.dest_addr_npi)
  writer.cstring('destination_addr', pdu.destination_addr, 21)
  writeAfterAddresses(writer, pdu)
}

/** What follows the destination, in submit_multi too. */
export function writeAfterAddresses(writer: OctetWriter, pdu: Partial<MessageBody>): void {
  writer.int1('esm_class', pdu.esm_class)
  writer.int1('protocol_id', pdu.protocol_id)
  writer.int1('priority_flag', pdu.priority_flag)
  writer.cstring('schedule_delivery_time', pdu.schedule_delivery_time, 17)
  writer.cstring('validity_period', pdu.validity_period, 17)
  writer.int1('registered_delivery', pdu.registered_delivery)
  writer.int1('replace_if_present_flag', pdu.replace_if_present_flag)
  writer.int1('data_coding', pdu.data_coding)
  writer.int1('sm_default_msg_id', pdu.sm_default_msg_id)
  writeShortMessage(writer, pdu.short_message)
}

/** The return type is left to the literal: `command` first, then the header, so that all PDUs of a kind have one shape. */
export function readMessage<C extends string>(command: C, reader: OctetReader): MessageBody & { command: C } {
  return {
    command,
    command_status: reader.command_status,
    sequence_number: reader.sequence_number,
    service_type: reader.cstring('service_type', 6, status.ESME_RINVSERTYP),
    source_addr_ton: reader.int1('source_addr_ton'),
    source_addr_npi: reader.int1('source_addr_npi'),
    source_addr: reader.cstring('source_addr', 21, status.ESME_RINVSRCADR),
    dest_addr_ton: reader.int1('dest_addr_ton'),
    dest_addr_npi: reader.int1('dest_addr_npi'),
    destination_addr: reader.cstring('destination_addr', 21, status.ESME_RINVDSTADR),
    esm_class: reader.int1('esm_class'),
    protocol_id: reader.int1('protocol_id'),
    priority_flag: reader.int1('priority_flag'),
    schedule_delivery_time: reader.cstring('schedule_delivery_time', 17, status.ESME_RINVSCHED),
    validity_period: reader.cstring('validity_period', 17, status.ESME_RINVEXPIRY),
    registered_delivery: reader.int1('registered_delivery'),
    replace_if_present_flag: reader.int1('replace_if_present_flag'),
    data_coding: reader.int1('data_coding'),
    sm_default_msg_id: reader.int1('sm_default_msg_id'),
    short_message: readShortMessage(reader),
    tlvs: readTlvs(reader),
  }
}

const NO_OCTETS = Buffer.alloc(0)

/** §5.2.21, §5.2.22: sm_length is 0 to 254. A peer that uses 255 is read all the same. */
const SM_LENGTH_MAX = 254

export function writeShortMessage(writer: OctetWriter, short_message: Buffer = NO_OCTETS): void {
  if (short_message.length > SM_LENGTH_MAX) {
    throw invalid('short_message', `is longer than ${SM_LENGTH_MAX} octets: use message_payload`)
  }
  writer.int1('sm_length', short_message.length)
  writer.octets('short_message', short_message)
}

export function readShortMessage(reader: OctetReader): Buffer {
  return reader.octets('short_message', reader.int1('sm_length'), status.ESME_RINVMSGLEN)
}

export interface MessageIdBody extends PduBase {
  message_id: string
}

export function messageIdResp<C extends string>(
  command: C,
  command_id: number,
): Layout<MessageIdBody & { command: C }> {
  return {
    command_id,
    write(writer, pdu) {
      // §4.4.2: no body beside an error. data_sm_resp has TLVs then, which follow the message_id (§4.7.2).
      if (!pdu.command_status || pdu.message_id || pdu.tlvs) writer.cstring('message_id', pdu.message_id, 65)
    },
    read: (reader) => ({
      command,
      command_status: reader.command_status,
      sequence_number: reader.sequence_number,
      message_id: reader.cstring('message_id', 65, status.ESME_RINVMSGID),
      tlvs: readTlvs(reader),
    }),
  }
}
