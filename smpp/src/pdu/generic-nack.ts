// generic_nack (SMPP 3.4 §4.3): the answer to what cannot be answered by its own response.
import { empty } from './empty.ts'
import type { PduBase } from './pdu.ts'

export interface GenericNack extends PduBase {
  command: 'generic_nack'
}

export const generic_nack = empty('generic_nack', 0x80000000)
