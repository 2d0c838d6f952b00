// What subscribers wrote to an account's numbers, to be read.
import { type InboundFilter, type InboundRow, listConversations, listInboundRows } from '../store/inbound.ts'
import { type Outcome, readOfAccount, type Setup } from './setup.ts'

export type { InboundRow } from '../store/inbound.ts'

/** Newest first, before `beforeId`. */
export function listInbound(
  setup: Setup,
  accountId: string,
  filter: InboundFilter,
  beforeId: string | null,
  limit: number,
): Outcome<InboundRow[]> {
  return readOfAccount(setup, accountId, (tx) => listInboundRows(tx, accountId, filter, beforeId, limit))
}

/** Of each subscriber and number the last message: newest first, before `beforeId`. */
export function conversations(
  setup: Setup,
  accountId: string,
  number: string | null,
  beforeId: string | null,
  limit: number,
): Outcome<InboundRow[]> {
  return readOfAccount(setup, accountId, (tx) => listConversations(tx, accountId, number, beforeId, limit))
}
