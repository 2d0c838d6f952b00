// submit_multi and its response (SMPP 3.4 §4.5): one message to many addresses and distribution lists.
import { invalid, type OctetReader, type OctetWriter } from '../octets.ts'
import { status } from '../status.ts'
import { readTlvs } from '../tlv.ts'
import { type MessageBody, type MessageIdBody, readShortMessage, writeAfterAddresses } from './message.ts'
import type { Layout } from './pdu.ts'

export type DestAddress =
  | { dest_flag: 1; dest_addr_ton: number; dest_addr_npi: number; destination_addr: string }
  | { dest_flag: 2; dl_name: string }

export interface SubmitMulti extends Omit<MessageBody, 'dest_addr_ton' | 'dest_addr_npi' | 'destination_addr'> {
  command: 'submit_multi'
  /** At most 254 (§5.2.24); number_of_dests is taken from it. */
  dest_address: DestAddress[]
}

export interface UnsuccessSme {
  dest_addr_ton: number
  dest_addr_npi: number
  destination_addr: string
  error_status_code: number
}

export interface SubmitMultiResp extends MessageIdBody {
  command: 'submit_multi_resp'
  unsuccess_sme: UnsuccessSme[]
}

const DESTS_MAX = 254

export const submit_multi: Layout<SubmitMulti> = {
  command_id: 0x00000021,
  write(writer, pdu) {
    writer.cstring('service_type', pdu.service_type, 6)
    writer.int1('source_addr_ton', pdu.source_addr_ton)
    writer.int1('source_addr_npi', pdu.source_addr_npi)
    writer.cstring('source_addr', pdu.source_addr, 21)
    writeDestAddresses(writer, pdu.dest_address ?? [])
    writeAfterAddresses(writer, pdu)
  },
  read: (reader) => ({
    command: 'submit_multi',
    command_status: reader.command_status,
    sequence_number: reader.sequence_number,
    service_type: reader.cstring('service_type', 6, status.ESME_RINVSERTYP),
    source_addr_ton: reader.int1('source_addr_ton'),
    source_addr_npi: reader.int1('source_addr_npi'),
    source_addr: reader.cstring('source_addr', 21, status.ESME_RINVSRCADR),
    dest_address: readDestAddresses(reader),
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
  }),
}

function writeDestAddresses(writer: OctetWriter, dests: DestAddress[]): void {
  if (dests.length > DESTS_MAX) throw invalid('dest_address', `holds more than ${DESTS_MAX}`)
  writer.int1('number_of_dests', dests.length)
  for (const dest of dests) {
    writer.int1('dest_flag', dest.dest_flag)
    if (dest.dest_flag === 1) {
      writer.int1('dest_addr_ton', dest.dest_addr_ton)
      writer.int1('dest_addr_npi', dest.dest_addr_npi)
      writer.cstring('destination_addr', dest.destination_addr, 21)
    } else {
      writer.cstring('dl_name', dest.dl_name, 21)
    }
  }
}

function readDestAddresses(reader: OctetReader): DestAddress[] {
  const dests: DestAddress[] = []
  const count = reader.int1('number_of_dests')
  while (dests.length < count && reader.fault === undefined) {
    const dest_flag = reader.int1('dest_flag')
    if (dest_flag === 1) {
      dests.push({
        dest_flag,
        dest_addr_ton: reader.int1('dest_addr_ton'),
        dest_addr_npi: reader.int1('dest_addr_npi'),
        destination_addr: reader.cstring('destination_addr', 21, status.ESME_RINVDSTADR),
      })
    } else if (dest_flag === 2) {
      dests.push({ dest_flag, dl_name: reader.cstring('dl_name', 21, status.ESME_RINVDLNAME) })
    } else {
      reader.refuse('dest_flag', status.ESME_RINVDESTFLAG)
    }
  }
  return dests
}

export const submit_multi_resp: Layout<SubmitMultiResp> = {
  command_id: 0x80000021,
  write(writer, pdu) {
    const failed = pdu.unsuccess_sme ?? []
    if (pdu.command_status && !pdu.message_id && failed.length === 0 && !pdu.tlvs) return
    writer.cstring('message_id', pdu.message_id, 65)
    writer.int1('no_unsuccess', failed.length)
    for (const sme of failed) {
      writer.int1('dest_addr_ton', sme.dest_addr_ton)
      writer.int1('dest_addr_npi', sme.dest_addr_npi)
      writer.cstring('destination_addr', sme.destination_addr, 21)
      writer.int4('error_status_code', sme.error_status_code)
    }
  },
  read: (reader) => ({
    command: 'submit_multi_resp',
    command_status: reader.command_status,
    sequence_number: reader.sequence_number,
    message_id: reader.cstring('message_id', 65, status.ESME_RINVMSGID),
    unsuccess_sme: readUnsuccessSmes(reader),
    tlvs: readTlvs(reader),
  }),
}

function readUnsuccessSmes(reader: OctetReader): UnsuccessSme[] {
  const failed: UnsuccessSme[] = []
  const count = reader.int1('no_unsuccess')
  while (failed.length < count && reader.at < reader.end) {
    failed.push({
      dest_addr_ton: reader.int1('dest_addr_ton'),
      dest_addr_npi: reader.int1('dest_addr_npi'),
      destination_addr: reader.cstring('destination_addr', 21, status.ESME_RINVDSTADR),
      error_status_code: reader.int4('error_status_code'),
    })
  }
  return failed
}
