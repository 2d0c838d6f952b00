// bind_transmitter, bind_receiver, bind_transceiver and their responses (SMPP 3.4 §4.1): who the ESME is.
import type { OctetReader, OctetWriter } from '../octets.ts'
import { status } from '../status.ts'
import { readTlvs } from '../tlv.ts'
import type { Fields, Layout, PduBase } from './pdu.ts'

export interface BindBody extends PduBase {
  system_id: string
  password: string
  system_type: string
  /** 0x34 for SMPP 3.4. */
  interface_version: number
  addr_ton: number
  addr_npi: number
  address_range: string
}
export interface BindRespBody extends PduBase {
  system_id: string
}

export interface BindTransmitter extends BindBody {
  command: 'bind_transmitter'
}
export interface BindReceiver extends BindBody {
  command: 'bind_receiver'
}
export interface BindTransceiver extends BindBody {
  command: 'bind_transceiver'
}
export interface BindTransmitterResp extends BindRespBody {
  command: 'bind_transmitter_resp'
}
export interface BindReceiverResp extends BindRespBody {
  command: 'bind_receiver_resp'
}
export interface BindTransceiverResp extends BindRespBody {
  command: 'bind_transceiver_resp'
}

function write(writer: OctetWriter, pdu: Fields<BindBody>): void {
  writer.cstring('system_id', pdu.system_id, 16)
  writer.cstring('password', pdu.password, 9)
  writer.cstring('system_type', pdu.system_type, 13)
  writer.int1('interface_version', pdu.interface_version ?? 0x34)
  writer.int1('addr_ton', pdu.addr_ton)
  writer.int1('addr_npi', pdu.addr_npi)
  writer.cstring('address_range', pdu.address_range, 41)
}

function bind<C extends string>(command: C, command_id: number): Layout<BindBody & { command: C }> {
  const read = (reader: OctetReader) => ({
    command,
    command_status: reader.command_status,
    sequence_number: reader.sequence_number,
    system_id: reader.cstring('system_id', 16, status.ESME_RINVSYSID),
    password: reader.cstring('password', 9, status.ESME_RINVPASWD),
    system_type: reader.cstring('system_type', 13, status.ESME_RINVSYSTYP),
    interface_version: reader.int1('interface_version'),
    addr_ton: reader.int1('addr_ton'),
    addr_npi: reader.int1('addr_npi'),
    address_range: reader.cstring('address_range', 41, status.ESME_RBINDFAIL),
    tlvs: readTlvs(reader),
  })
  return { command_id, write, read }
}

function bindResp<C extends string>(command: C, command_id: number): Layout<BindRespBody & { command: C }> {
  return {
    command_id,
    write(writer, pdu) {
      // §4.1.2: no body beside an error
      if (!pdu.command_status || pdu.system_id || pdu.tlvs) writer.cstring('system_id', pdu.system_id, 16)
    },
    read: (reader) => ({
      command,
      command_status: reader.command_status,
      sequence_number: reader.sequence_number,
      system_id: reader.cstring('system_id', 16, status.ESME_RINVSYSID),
      tlvs: readTlvs(reader),
    }),
  }
}

export const bind_receiver = bind('bind_receiver', 0x00000001)
export const bind_transmitter = bind('bind_transmitter', 0x00000002)
export const bind_transceiver = bind('bind_transceiver', 0x00000009)
export const bind_receiver_resp = bindResp('bind_receiver_resp', 0x80000001)
export const bind_transmitter_resp = bindResp('bind_transmitter_resp', 0x80000002)
export const bind_transceiver_resp = bindResp('bind_transceiver_resp', 0x80000009)
