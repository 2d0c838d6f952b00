// Subscribers who want nothing more from an account: put down and struck off by the account itself.

import { refuse } from '../core/errors.ts'
import { shownNumber } from '../core/inbound.ts'
import { parseMsisdn } from '../core/recipients.ts'
import { isId, newId } from '../ids.ts'
import { addOptOut, listOptOutRows, type OptOutRow, removeOptOut as removeRow } from '../store/opt-outs.ts'
import { type Actor, changeAccount, type Outcome, readOfAccount, type Setup } from './setup.ts'

export type { OptOutRow } from '../store/opt-outs.ts'

/** Nothing is sent to the number for this account from now on. */
export function optOut(setup: Setup, actor: Actor, accountId: string, number: string): Outcome<OptOutRow> {
  return changeAccount(setup, actor, accountId, async ({ tx, nowMs, audit }) => {
    const parsed = parseMsisdn(number, 'international')
    if (!parsed.ok) refuse({ code: 'recipient_invalid', field: 'number' })
    const { msisdn } = parsed.value
    const added = await addOptOut(tx, accountId, { id: newId(nowMs), msisdn, source: 'account', createdAtMs: nowMs })
    if (!added)
      refuse({
        code: 'conflict',
        field: 'number',
        obstacle: 'already_exists',
        message: 'this number has opted out already',
      })
    audit('opt_out.added', added.id, { number: shownNumber(msisdn) })
    return added
  })
}

export function removeOptOut(setup: Setup, actor: Actor, accountId: string, optOutId: string): Outcome<null> {
  return changeAccount(setup, actor, accountId, async ({ tx, audit }) => {
    const msisdn = isId(optOutId) ? await removeRow(tx, accountId, optOutId) : null
    if (msisdn === null) refuse({ code: 'not_found' })
    audit('opt_out.removed', optOutId, { number: shownNumber(msisdn) })
    return null
  })
}

/** Newest first, before `beforeId`; of one number, or all. */
export function listOptOuts(
  setup: Setup,
  accountId: string,
  msisdn: string | null,
  beforeId: string | null,
  limit: number,
): Outcome<OptOutRow[]> {
  return readOfAccount(setup, accountId, (tx) => listOptOutRows(tx, accountId, msisdn, beforeId, limit))
}
