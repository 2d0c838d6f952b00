// deliver_sm and its response (SMPP 3.4 §4.6): the SMSC gives an ESME a message or a delivery receipt.
import { type MessageBody, type MessageIdBody, messageIdResp, readMessage, writeMessage } from './message.ts'
import type { Layout } from './pdu.ts'

export interface DeliverSm extends MessageBody {
  command: 'deliver_sm'
}
export interface DeliverSmResp extends MessageIdBody {
  command: 'deliver_sm_resp'
}

export const deliver_sm: Layout<DeliverSm> = {
  command_id: 0x00000005,
  write: writeMessage,
  read: (reader) => readMessage('deliver_sm', reader),
}

export const deliver_sm_resp = messageIdResp('deliver_sm_resp', 0x80000005)
