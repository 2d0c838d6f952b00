// outbind (SMPP 3.4 §4.1.7): an SMSC asks an ESME to bind as a receiver.
import { status } from '../status.ts'
import { readTlvs } from '../tlv.ts'
import type { Layout, PduBase } from './pdu.ts'

export interface Outbind extends PduBase {
  command: 'outbind'
  system_id: string
  password: string
}

export const outbind: Layout<Outbind> = {
  command_id: 0x0000000b,
  write(writer, pdu) {
    writer.cstring('system_id', pdu.system_id, 16)
    writer.cstring('password', pdu.password, 9)
  },
  read: (reader) => ({
    command: 'outbind',
    command_status: reader.command_status,
    sequence_number: reader.sequence_number,
    system_id: reader.cstring('system_id', 16, status.ESME_RINVSYSID),
    password: reader.cstring('password', 9, status.ESME_RINVPASWD),
    tlvs: readTlvs(reader),
  }),
}
