// The layout of the PDUs that are a header alone.
import { readTlvs } from '../tlv.ts'
import type { Layout, PduBase } from './pdu.ts'

export function empty<C extends string>(command: C, command_id: number): Layout<PduBase & { command: C }> {
  return {
    command_id,
    write() {},
    read: (reader) => ({
      command,
      command_status: reader.command_status,
      sequence_number: reader.sequence_number,
      tlvs: readTlvs(reader),
    }),
  }
}
