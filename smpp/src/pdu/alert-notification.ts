// alert_notification (SMPP 3.4 §4.12): a subscriber set_dpf asked about is there again. It has no response.
import { status } from '../status.ts'
import { readTlvs } from '../tlv.ts'
import type { Layout, PduBase } from './pdu.ts'

export interface AlertNotification extends PduBase {
  command: 'alert_notification'
  source_addr_ton: number
  source_addr_npi: number
  source_addr: string
  esme_addr_ton: number
  esme_addr_npi: number
  esme_addr: string
}

export const alert_notification: Layout<AlertNotification> = {
  command_id: 0x00000102,
  write(writer, pdu) {
    writer.int1('source_addr_ton', pdu.source_addr_ton)
    writer.int1('source_addr_npi', pdu.source_addr_npi)
    writer.cstring('source_addr', pdu.source_addr, 65)
    writer.int1('esme_addr_ton', pdu.esme_addr_ton)
    writer.int1('esme_addr_npi', pdu.esme_addr_npi)
    writer.cstring('esme_addr', pdu.esme_addr, 65)
  },
  read: (reader) => ({
    command: 'alert_notification',
    command_status: reader.command_status,
    sequence_number: reader.sequence_number,
    source_addr_ton: reader.int1('source_addr_ton'),
    source_addr_npi: reader.int1('source_addr_npi'),
    source_addr: reader.cstring('source_addr', 65, status.ESME_RINVSRCADR),
    esme_addr_ton: reader.int1('esme_addr_ton'),
    esme_addr_npi: reader.int1('esme_addr_npi'),
    esme_addr: reader.cstring('esme_addr', 65, status.ESME_RINVDSTADR),
    tlvs: readTlvs(reader),
  }),
}
