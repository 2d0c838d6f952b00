// What subscribers wrote to an account's numbers, to be read.
import { type InboundFilter, type InboundRow, listInboundRows } from '../store/inbound.ts'
import { type Outcome, readOfAccount, type Setup } from './setup.ts'

export type { InboundFilter, InboundRow } from '../store/inbound.ts'

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
