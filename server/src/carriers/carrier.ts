// What the pipeline knows of a carrier. An implementation talks to the outside and calls back through the events that
// main.ts hands it; it knows neither SQL nor money.
export type OutboundMessage = {
  /** Ours, echoed in the answer. */
  messageId: string
  source: string
  msisdn: string
  text: string
  /** Until when the carrier may try, in milliseconds since 1970. */
  expiresAtMs: number
}

/**
 * How a carrier answered a whole message, all its segments together.
 * - `accepted`: taken; one remote id a segment, in order.
 * - `rejected`: refused for good.
 * - `throttled`: too fast; does not count as a try.
 * - `temporary`: refused for now; counts as a try.
 * - `unsent`: no byte went out (no session): back to the queue, free of charge.
 * - `uncertain`: bytes may have gone out, no answer came. `suspect`: it was the oldest unanswered when the link died, or
 *   the response timer ran out on it; the others behind it were most likely never read.
 */
export type SubmitOutcome =
  | { kind: 'accepted'; remoteIds: string[] }
  | { kind: 'rejected'; status: string }
  | { kind: 'throttled'; status: string }
  | { kind: 'temporary'; status: string; triesMax: number }
  | { kind: 'unsent' }
  | { kind: 'uncertain'; cause: 'session_lost' | 'response_timeout'; suspect: boolean }

export type Receipt = {
  remoteId: string
  /** What it says of the segment: final states as ours, or null while the carrier still tries. */
  outcome: 'delivered' | 'failed' | null
  reason: string | null
  /** As the carrier worded it, for the story: `DELIVRD`, `000`. */
  stat: string
  error: string | null
  msisdn: string | null
  source: string | null
}

export type InboundMessage = { from: string; to: string; text: string; receivedAtMs: number }

export type InboundTaken = (() => void) | undefined

/** What a carrier calls. Each returns once it is durable; only then does the carrier acknowledge to the other side. */
export type CarrierEvents = {
  onReceipts(carrierId: string, receipts: Receipt[]): Promise<void>
  /** What it resolves with, if anything, is to be called when the other side has been told that it is ours now. */
  onInbound(carrierId: string, message: InboundMessage): Promise<InboundTaken>
  /** Its link came up or went down, or it has room again: the dispatcher looks at it anew. */
  onChange(carrierId: string): void
}

export type CarrierStatus = {
  up: boolean
  binds: number
  windowFree: number
  windowMax: number
  submitsPerSecondMax: number | null
  sinceMs: number | null
  lastError: string | null
}

/** Since it was started. */
export type Answers = {
  accepted: number
  rejected: number
  throttled: number
  temporary: number
  uncertain: number
  /** Submits taken a second, over the last ten whole seconds. */
  acceptedPerSecond: number
  lastRefusal: { status: string; atMs: number } | null
}

export type Carrier = {
  readonly id: string
  readonly name: string
  /** How many messages may be given to it now; 0 while it is down, throttled or its window is full. */
  room(): number
  /** Resolves with the answer; never rejects. The slot it takes is freed by `release`, once the answer is recorded. */
  submit(message: OutboundMessage): Promise<SubmitOutcome>
  /** The answer of one message is durable: its slot in the window is free again. */
  release(): void
  status(): CarrierStatus
  answers(): Answers
  start(): void
  /** Unbinds after the answers under way came, at most `graceMs`. */
  stop(graceMs: number): Promise<void>
}
