// query_sm and its response (SMPP 3.4 §4.8): what became of a message.
import { status } from '../status.ts'
import { readTlvs } from '../tlv.ts'
import type { Layout, PduBase } from './pdu.ts'

export interface QuerySm extends PduBase {
  command: 'query_sm'
  message_id: string
  source_addr_ton: number
  source_addr_npi: number
  source_addr: string
}
export interface QuerySmResp extends PduBase {
  command: 'query_sm_resp'
  message_id: string
  /** Absolute time as in §7.1.1; '' while there is no final state. */
  final_date: string
  message_state: number
  error_code: number
}

export const query_sm: Layout<QuerySm> = {
  command_id: 0x00000003,
  write(writer, pdu) {
    writer.cstring('message_id', pdu.message_id, 65)
    writer.int1('source_addr_ton', pdu.source_addr_ton)
    writer.int1('source_addr_npi', pdu.source_addr_npi)
    writer.cstring('source_addr', pdu.source_addr, 21)
  },
  read: (reader) => ({
    command: 'query_sm',
    command_status: reader.command_status,
    sequence_number: reader.sequence_number,
    message_id: reader.cstring('message_id', 65, status.ESME_RINVMSGID),
    source_addr_ton: reader.int1('source_addr_ton'),
    source_addr_npi: reader.int1('source_addr_npi'),
    source_addr: reader.cstring('source_addr', 21, status.ESME_RINVSRCADR),
    tlvs: readTlvs(reader),
  }),
}

export const query_sm_resp: Layout<QuerySmResp> = {
  command_id: 0x80000003,
  write(writer, pdu) {
    writer.cstring('message_id', pdu.message_id, 65)
    writer.cstring('final_date', pdu.final_date, 17)
    writer.int1('message_state', pdu.message_state)
    writer.int1('error_code', pdu.error_code)
  },
  read: (reader) => ({
    command: 'query_sm_resp',
    command_status: reader.command_status,
    sequence_number: reader.sequence_number,
    message_id: reader.cstring('message_id', 65, status.ESME_RINVMSGID),
    final_date: reader.cstring('final_date', 17, status.ESME_RQUERYFAIL),
    message_state: reader.int1('message_state'),
    error_code: reader.int1('error_code'),
    tlvs: readTlvs(reader),
  }),
}
