// submit_sm and its response (SMPP 3.4 §4.4): an ESME gives a message to the SMSC.
import { type MessageBody, type MessageIdBody, messageIdResp, readMessage, writeMessage } from './message.ts'
import type { Layout } from './pdu.ts'

export interface SubmitSm extends MessageBody {
  command: 'submit_sm'
}
export interface SubmitSmResp extends MessageIdBody {
  command: 'submit_sm_resp'
}

export const submit_sm: Layout<SubmitSm> = {
  command_id: 0x00000004,
  write: writeMessage,
  read: (reader) => readMessage('submit_sm', reader),
}

export const submit_sm_resp = messageIdResp('submit_sm_resp', 0x80000004)
