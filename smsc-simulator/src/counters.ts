// What is counted, from the start or the last reset.
export interface Counters {
  submits: number
  taken: number
  /** Answered with a command_status other than 0. */
  refused: number
  /** Lost with their connection before anything was decided on them. */
  dropped: number
  receiptsSent: number
  receiptsAcknowledged: number
  receiptsRefused: number
  /** Not acknowledged and to be sent again. */
  receiptsReturned: number
  inboundSent: number
  inboundAcknowledged: number
  binds: number
  /** Sessions that ended without an unbind. */
  sessionsLost: number
  /** Milliseconds since 1970; 0: none yet. */
  firstSubmitMs: number
  lastSubmitMs: number
  lastReceiptAcknowledgedMs: number
}

export function zero(): Counters {
  return {
    submits: 0,
    taken: 0,
    refused: 0,
    dropped: 0,
    receiptsSent: 0,
    receiptsAcknowledged: 0,
    receiptsRefused: 0,
    receiptsReturned: 0,
    inboundSent: 0,
    inboundAcknowledged: 0,
    binds: 0,
    sessionsLost: 0,
    firstSubmitMs: 0,
    lastSubmitMs: 0,
    lastReceiptAcknowledgedMs: 0,
  }
}
