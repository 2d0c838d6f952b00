// data_sm and its response (SMPP 3.4 §4.7): a message either way, its text in message_payload.
import { status } from '../status.ts'
import { readTlvs } from '../tlv.ts'
import { type MessageIdBody, messageIdResp } from './message.ts'
import type { Layout, PduBase } from './pdu.ts'

export interface DataSm extends PduBase {
  command: 'data_sm'
  service_type: string
  source_addr_ton: number
  source_addr_npi: number
  source_addr: string
  dest_addr_ton: number
  dest_addr_npi: number
  destination_addr: string
  esm_class: number
  registered_delivery: number
  data_coding: number
}
export interface DataSmResp extends MessageIdBody {
  command: 'data_sm_resp'
}

export const data_sm: Layout<DataSm> = {
  command_id: 0x00000103,
  write(writer, pdu) {
    writer.cstring('service_type', pdu.service_type, 6)
    writer.int1('source_addr_ton', pdu.source_addr_ton)
    writer.int1('source_addr_npi', pdu.source_addr_npi)
    writer.cstring('source_addr', pdu.source_addr, 65)
    writer.int1('dest_addr_ton', pdu.dest_addr_ton)
    writer.int1('dest_addr_npi', pdu.dest_addr_npi)
    writer.cstring('destination_addr', pdu.destination_addr, 65)
    writer.int1('esm_class', pdu.esm_class)
    writer.int1('registered_delivery', pdu.registered_delivery)
    writer.int1('data_coding', pdu.data_coding)
  },
  read: (reader) => ({
    command: 'data_sm',
    command_status: reader.command_status,
    sequence_number: reader.sequence_number,
    service_type: reader.cstring('service_type', 6, status.ESME_RINVSERTYP),
    source_addr_ton: reader.int1('source_addr_ton'),
    source_addr_npi: reader.int1('source_addr_npi'),
    source_addr: reader.cstring('source_addr', 65, status.ESME_RINVSRCADR),
    dest_addr_ton: reader.int1('dest_addr_ton'),
    dest_addr_npi: reader.int1('dest_addr_npi'),
    destination_addr: reader.cstring('destination_addr', 65, status.ESME_RINVDSTADR),
    esm_class: reader.int1('esm_class'),
    registered_delivery: reader.int1('registered_delivery'),
    data_coding: reader.int1('data_coding'),
    tlvs: readTlvs(reader),
  }),
}

export const data_sm_resp = messageIdResp('data_sm_resp', 0x80000103)
