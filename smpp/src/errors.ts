// What a caller can be told went wrong, apart from a command_status in a response.
import { statusName } from './status.ts'

export type SmppErrorCode =
  | 'invalid_pdu' // a field of ours does not fit SMPP: encode refused it
  | 'invalid_response' // the peer's answer came and could not be read
  | 'response_timeout' // no answer within the response timer
  | 'session_lost' // the session ended before the answer came
  | 'session_init_timeout' // no bind within the session_init timer
  | 'closed' // the session was closed or unbinding already

/** `written`: bytes of the request may have gone out, so the peer may have acted on it. */
export class SmppError extends Error {
  override name = 'SmppError'
  readonly code: SmppErrorCode
  readonly written: boolean

  constructor(code: SmppErrorCode, message: string, written = false) {
    super(message)
    this.code = code
    this.written = written
  }
}

/** The SMSC refused the bind; `status` is its command_status. */
export class BindError extends Error {
  override name = 'BindError'
  readonly status: number

  constructor(status: number) {
    super(`bind refused: ${statusName(status)}`)
    this.status = status
  }
}
