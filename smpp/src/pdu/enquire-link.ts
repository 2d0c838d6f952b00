// enquire_link and its response (SMPP 3.4 §4.11): is the peer still there.
import { empty } from './empty.ts'
import type { PduBase } from './pdu.ts'

export interface EnquireLink extends PduBase {
  command: 'enquire_link'
}
export interface EnquireLinkResp extends PduBase {
  command: 'enquire_link_resp'
}

export const enquire_link = empty('enquire_link', 0x00000015)
export const enquire_link_resp = empty('enquire_link_resp', 0x80000015)
