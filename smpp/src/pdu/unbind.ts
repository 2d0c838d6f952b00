// unbind and its response (SMPP 3.4 §4.2): the session ends in good order.
import { empty } from './empty.ts'
import type { PduBase } from './pdu.ts'

export interface Unbind extends PduBase {
  command: 'unbind'
}
export interface UnbindResp extends PduBase {
  command: 'unbind_resp'
}

export const unbind = empty('unbind', 0x00000006)
export const unbind_resp = empty('unbind_resp', 0x80000006)
