// replace_sm and its response (SMPP 3.4 §4.10): change a message that has not gone out.
import { status } from '../status.ts'
import { readTlvs } from '../tlv.ts'
import { empty } from './empty.ts'
import { readShortMessage, writeShortMessage } from './message.ts'
import type { Layout, PduBase } from './pdu.ts'

export interface ReplaceSm extends PduBase {
  command: 'replace_sm'
  message_id: string
  source_addr_ton: number
  source_addr_npi: number
  source_addr: string
  schedule_delivery_time: string
  validity_period: string
  registered_delivery: number
  sm_default_msg_id: number
  short_message: Buffer
}
export interface ReplaceSmResp extends PduBase {
  command: 'replace_sm_resp'
}

export const replace_sm: Layout<ReplaceSm> = {
  command_id: 0x00000007,
  write(writer, pdu) {
    writer.cstring('message_id', pdu.message_id, 65)
    writer.int1('source_addr_ton', pdu.source_addr_ton)
    writer.int1('source_addr_npi', pdu.source_addr_npi)
    writer.cstring('source_addr', pdu.source_addr, 21)
    writer.cstring('schedule_delivery_time', pdu.schedule_delivery_time, 17)
    writer.cstring('validity_period', pdu.validity_period, 17)
    writer.int1('registered_delivery', pdu.registered_delivery)
    writer.int1('sm_default_msg_id', pdu.sm_default_msg_id)
    writeShortMessage(writer, pdu.short_message)
  },
  read: (reader) => ({
    command: 'replace_sm',
    command_status: reader.command_status,
    sequence_number: reader.sequence_number,
    message_id: reader.cstring('message_id', 65, status.ESME_RINVMSGID),
    source_addr_ton: reader.int1('source_addr_ton'),
    source_addr_npi: reader.int1('source_addr_npi'),
    source_addr: reader.cstring('source_addr', 21, status.ESME_RINVSRCADR),
    schedule_delivery_time: reader.cstring('schedule_delivery_time', 17, status.ESME_RINVSCHED),
    validity_period: reader.cstring('validity_period', 17, status.ESME_RINVEXPIRY),
    registered_delivery: reader.int1('registered_delivery'),
    sm_default_msg_id: reader.int1('sm_default_msg_id'),
    short_message: readShortMessage(reader),
    tlvs: readTlvs(reader),
  }),
}

export const replace_sm_resp = empty('replace_sm_resp', 0x80000007)
