// A request on its way through the first step: what was asked for, what it was decided to be, and what is answered.
import type { Caller } from '../core/accounts.ts'
import type { Refusal } from '../core/errors.ts'
import type { MessageState } from '../core/messages.ts'
import type { Draft, PricedRequest } from '../core/requests.ts'
import type { Result } from '../core/result.ts'

export type SendOrder = {
  /** The credential is null where the platform itself answers for the account. */
  caller: Pick<Caller, 'account'> & { credential: Pick<Caller['credential'], 'id'> | null }
  dialect: string
  draft: Draft
  /** Where and how the dialect tells of this request, kept with it. */
  callback: { url: string; style: string } | null
  idempotency: { key: string; bodyHash: Buffer } | null
  /** The caller will wait until each message is out of the queue. */
  waits: boolean
  /** When it is to go out; held and priced now all the same. Absent or null is at once. */
  dueAtMs?: number | null
  /** The caller's own word for it. */
  reference?: string | null
  /** Somebody is told once all of its messages are final. */
  tellsWhenDone?: boolean
  /** It confirms an opt-out to whoever has just opted out. */
  confirmsOptOut?: boolean
}

export type AcceptedMessage = {
  id: string
  number: bigint
  msisdn: string
  segments: number
  amount: bigint
  state: MessageState
}

export type Accepted = {
  requestId: string
  createdAtMs: number
  sender: string
  encoding: string
  amount: bigint
  /** What is free in the wallet after this hold. */
  freeAfter: bigint
  messages: AcceptedMessage[]
}

/** With the ids that it and its messages will have. */
export type Item = { order: SendOrder; priced: PricedRequest; requestId: string; messageIds: string[]; atMs: number }
export type Outcome = Result<Accepted, Refusal>

export const accountOf = (item: Item): string => item.order.caller.account.id
export const rowsOf = (item: Item): number => item.messageIds.length
export const amountOf = (items: readonly Item[]): bigint => items.reduce((sum, item) => sum + item.priced.amount, 0n)
