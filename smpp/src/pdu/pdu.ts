// What every PDU has: the header's command_status and sequence_number, and optional parameters.
import type { OctetReader, OctetWriter } from '../octets.ts'
import type { Tlvs } from '../tlv.ts'

export interface PduBase {
  command_status: number
  sequence_number: number
  tlvs: Tlvs
}

/** What a caller writes of a PDU: a field left out is 0, '' or no octets. */
export type Fields<P> = P extends unknown ? Partial<Omit<P, 'command'>> : never

/** How one PDU's mandatory parameters are laid out. The codec writes and reads the header and the TLVs around them. */
export interface Layout<P> {
  command_id: number
  write(writer: OctetWriter, pdu: Fields<P>): void
  read(reader: OctetReader): P
}
