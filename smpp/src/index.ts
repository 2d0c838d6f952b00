// @njiwa/smpp: SMPP 3.4 sessions (connect, listen), and the pure parts they are made of.
export { decode, encode, type InvalidPdu, PduReader } from './codec.ts'
export { type ConnectOptions, connect } from './connect.ts'
export { BindError, SmppError, type SmppErrorCode } from './errors.ts'
export type { CloseReason } from './exchange.ts'
export { type Listener, type ListenOptions, listen } from './listen.ts'
export { MAX_PDU_LENGTH } from './octets.ts'
export type { IncomingPdu, Mode } from './operations.ts'
export type * from './pdu/index.ts'
export {
  buildReceipt,
  ESM_CLASS_INTERMEDIATE,
  ESM_CLASS_RECEIPT,
  ESM_CLASS_TYPE_MASK,
  isReceipt,
  messageState,
  type NetworkError,
  parseReceipt,
  type Receipt,
  type ReceiptToBuild,
  receiptTimeMs,
  type Stat,
} from './receipt.ts'
export type { BindAnswer, Local, Remote, ResponseFields, Session, SessionOptions } from './session.ts'
export { type StatusName, status, statusName } from './status.ts'
export { defaultTimers, type Timers } from './timers.ts'
export type { RawTlv, Tlvs } from './tlv.ts'
export {
  buildUdh,
  type ConcatenateBy,
  type Concatenation,
  concatenate,
  concatenation8,
  concatenation16,
  concatenationOf,
  ESM_CLASS_UDHI,
  parseUdh,
  type UdhElement,
  type UserData,
  userDataOf,
} from './udh.ts'
