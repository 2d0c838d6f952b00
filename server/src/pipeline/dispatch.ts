// A message on its way to a carrier, as the dispatcher holds it.
export type Dispatch = {
  /** This node, under the id it had when it took the message: the fence of whatever is written about it. */
  owner: string
  accountId: string
  messageId: string
  requestId: string
  routeId: string
  source: string
  msisdn: string
  text: string
  segments: number
  expiresAtMs: number
  /** Somebody is being answered once it has left the queue. */
  waits: boolean
  /** Losses so far: bytes may have gone out and no answer came. */
  uncertain: number
  /** Temporary refusals so far. */
  tries?: number
  /** Losses for which it was the likeliest cause. */
  suspected?: number
  /** The table says that its bytes may have gone out: whoever takes over from us holds it. */
  marked?: boolean
}
