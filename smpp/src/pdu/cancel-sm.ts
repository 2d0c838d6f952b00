// cancel_sm and its response (SMPP 3.4 §4.9): take back a message, or all between two addresses.
import { status } from '../status.ts'
import { readTlvs } from '../tlv.ts'
import { empty } from './empty.ts'
import type { Layout, PduBase } from './pdu.ts'

export interface CancelSm extends PduBase {
  command: 'cancel_sm'
  service_type: string
  message_id: string
  source_addr_ton: number
  source_addr_npi: number
  source_addr: string
  dest_addr_ton: number
  dest_addr_npi: number
  destination_addr: string
}
export interface CancelSmResp extends PduBase {
  command: 'cancel_sm_resp'
}

export const cancel_sm: Layout<CancelSm> = {
  command_id: 0x00000008,
  write(writer, pdu) {
    writer.cstring('service_type', pdu.service_type, 6)
    writer.cstring('message_id', pdu.message_id, 65)
    writer.int1('source_addr_ton', pdu.source_addr_ton)
    writer.int1('source_addr_npi', pdu.source_addr_npi)
    writer.cstring('source_addr', pdu.source_addr, 21)
    writer.int1('dest_addr_ton', pdu.dest_addr_ton)
    writer.int1('dest_addr_npi', pdu.dest_addr_npi)
    writer.cstring('destination_addr', pdu.destination_addr, 21)
  },
  read: (reader) => ({
    command: 'cancel_sm',
    command_status: reader.command_status,
    sequence_number: reader.sequence_number,
    service_type: reader.cstring('service_type', 6, status.ESME_RINVSERTYP),
    message_id: reader.cstring('message_id', 65, status.ESME_RINVMSGID),
    source_addr_ton: reader.int1('source_addr_ton'),
    source_addr_npi: reader.int1('source_addr_npi'),
    source_addr: reader.cstring('source_addr', 21, status.ESME_RINVSRCADR),
    dest_addr_ton: reader.int1('dest_addr_ton'),
    dest_addr_npi: reader.int1('dest_addr_npi'),
    destination_addr: reader.cstring('destination_addr', 21, status.ESME_RINVDSTADR),
    tlvs: readTlvs(reader),
  }),
}

export const cancel_sm_resp = empty('cancel_sm_resp', 0x80000008)
