// Numbers that accounts ask for, by country and requirements; staff assign one (numbers.ts) or say why not.
import { refuse } from '../core/errors.ts'
import { isId, newId } from '../ids.ts'
import {
  addNumberRequest,
  countPending,
  decideNumberRequest,
  listNumberRequestQueue,
  listNumberRequestRows,
  NUMBER_KINDS,
  type NumberKind,
  type NumberRequestRow,
  type NumberRequestStatus,
  removeNumberRequest,
} from '../store/number-requests.ts'
import { country, invalid, line } from './fields.ts'
import { notify } from './notices.ts'
import { type Actor, changeAccount, type Outcome, readOfAccount, type Setup } from './setup.ts'

export {
  NUMBER_KINDS,
  NUMBER_REQUEST_STATUSES,
  type NumberRequestRow,
  type NumberRequestStatus,
} from '../store/number-requests.ts'

const PURPOSE_MAX = 400
const PENDING_MAX = 10

/** Pending until staff decide. */
export function requestNumber(
  setup: Setup,
  actor: Actor,
  accountId: string,
  input: { country: string; kind: string; purpose: string },
): Outcome<NumberRequestRow> {
  return changeAccount(setup, actor, accountId, async ({ tx, nowMs, audit }) => {
    const kind =
      NUMBER_KINDS.find((each) => each === input.kind) ?? invalid('kind', `one of ${NUMBER_KINDS.join(', ')}`)
    const asked: { country: string; kind: NumberKind; purpose: string } = {
      country: country(input.country, 'country'),
      kind,
      purpose: line(input.purpose, 'purpose', PURPOSE_MAX),
    }
    if ((await countPending(tx, accountId)) >= PENDING_MAX)
      refuse({
        code: 'conflict',
        message: `${PENDING_MAX} requests wait already: withdraw one, or wait for a decision`,
      })
    const row = await addNumberRequest(tx, accountId, { id: newId(nowMs), ...asked, createdAtMs: nowMs })
    audit('number.requested', row.id, { country: asked.country, kind })
    return row
  })
}

/** While nobody has decided. */
export function withdrawNumberRequest(setup: Setup, actor: Actor, accountId: string, requestId: string): Outcome<null> {
  return changeAccount(setup, actor, accountId, async ({ tx, audit }) => {
    if (!(isId(requestId) && (await removeNumberRequest(tx, accountId, requestId)))) refuse({ code: 'not_found' })
    audit('number.request_withdrawn', requestId)
    return null
  })
}

/** The reason is told to the account. */
export function refuseNumberRequest(
  setup: Setup,
  actor: Actor,
  accountId: string,
  requestId: string,
  reason: string,
): Outcome<NumberRequestRow> {
  return changeAccount(setup, actor, accountId, async ({ tx, nowMs, audit }) => {
    const told = line(reason, 'reason', 200)
    const decision = { status: 'refused', reason: told, atMs: nowMs } as const
    const row = isId(requestId) ? await decideNumberRequest(tx, accountId, requestId, decision) : null
    if (!row) refuse({ code: 'not_found' })
    const detail = { country: row.country, reason: told }
    notify(tx, accountId, { kind: 'number_request.refused', subjectId: requestId, detail }, nowMs)
    audit('number.request_refused', requestId, { reason: told })
    return row
  })
}

/** Of an account, newest first, before `beforeId`. */
export function listNumberRequests(
  setup: Setup,
  accountId: string,
  beforeId: string | null,
  limit: number,
): Outcome<NumberRequestRow[]> {
  return readOfAccount(setup, accountId, (tx) => listNumberRequestRows(tx, accountId, beforeId, limit))
}

export type QueuedNumberRequest = NumberRequestRow & { account_name: string }

/** Over all accounts, the oldest first, after `afterId`. */
export function numberRequestQueue(
  setup: Setup,
  status: NumberRequestStatus | null,
  afterId: string | null,
  limit: number,
): Promise<QueuedNumberRequest[]> {
  return setup.database.transaction('all', (tx) => listNumberRequestQueue(tx, status, afterId, limit))
}
