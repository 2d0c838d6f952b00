// What staff put into a wallet or take out of it: once a reference, and above a limit only when a second person agrees (S23).
import { refuse } from '../core/errors.ts'
import { isId, newId } from '../ids.ts'
import type { AccountRow } from '../store/accounts.ts'
import {
  addCredit,
  type CreditKind,
  type CreditRow,
  creditByReference,
  decideCredit,
  listPendingCredits,
  readCredit,
} from '../store/credits.ts'
import type { Tx } from '../store/database.ts'
import { decidePurchase, purchaseOfCredit } from '../store/purchases.ts'
import { readSetting, writeSetting } from '../store/settings.ts'
import { addTransfers } from '../store/transfers.ts'
import * as wallets from '../store/wallets.ts'
import { currency, invalid, line } from './fields.ts'
import { isSamePerson } from './persons.ts'
import { type Actor, type Change, changeAccount, changeInstallation, type Outcome, type Setup } from './setup.ts'

export type { CreditRow } from '../store/credits.ts'

export type CreditInput = {
  /** `topup` puts in what was paid; `adjustment` corrects, either way. */
  kind: CreditKind
  /** In the wallet's own unit: whole units, or 10⁻⁶ of its currency. */
  amount: bigint
  /** The wallet's, said again, so that nobody credits 100 dollars who meant shillings. */
  currency: string
  note: string
  /** Names the payment or the case: the same one again changes nothing. */
  reference: string
}

/** Applied at once, or `pending` when it is above the limit. A reference used for something else is a conflict. */
export function creditAccount(setup: Setup, actor: Actor, accountId: string, input: CreditInput): Outcome<CreditRow> {
  return changeAccount(setup, actor, accountId, (change) => creditIn(change, actor, input))
}

type AccountChange = Change & { account: AccountRow }

/** The same within a change that does more. */
export async function creditIn(change: AccountChange, actor: Actor, input: CreditInput): Promise<CreditRow> {
  const { tx, nowMs, account, audit } = change
  const { kind, amount } = input
  const reference = line(input.reference, 'reference', 100)
  const note = line(input.note, 'note', 200)
  if (amount === 0n || (kind === 'topup' && amount < 0n))
    invalid('amount', 'a top-up is above zero, an adjustment not zero')
  if (!fitsColumn(amount)) invalid('amount', 'the amount is too large')
  if (input.currency !== account.currency) invalid('currency', `the wallet is in ${account.currency}`)
  const earlier = await creditByReference(tx, account.id, reference)
  if (earlier) return repeated(earlier, input)

  const limit = await limitOf(tx, account.currency)
  const waits = limit !== null && magnitude(amount) > limit
  const credit: CreditRow = {
    account_id: account.id,
    id: newId(nowMs),
    reference,
    kind,
    amount,
    currency: account.currency,
    note,
    status: waits ? 'pending' : 'applied',
    requested_by: actor,
    decided_by: null,
    created_at: new Date(nowMs),
    decided_at: waits ? null : new Date(nowMs),
  }
  await addCredit(tx, credit)
  if (!waits) await apply(change, credit)
  audit(waits ? 'credit.requested' : 'credit.applied', credit.id, described(credit))
  return credit
}

/** A second person agrees: it is in the wallet. Whoever asked for it may not. */
export function confirmCredit(setup: Setup, actor: Actor, accountId: string, creditId: string): Outcome<CreditRow> {
  return changeAccount(setup, actor, accountId, (change) => decideIn(change, actor, creditId, 'applied'))
}

/** It will not be applied. Whoever asked for it may withdraw it so. */
export function refuseCredit(setup: Setup, actor: Actor, accountId: string, creditId: string): Outcome<CreditRow> {
  return changeAccount(setup, actor, accountId, (change) => decideIn(change, actor, creditId, 'refused'))
}

/** Those that wait for a second person, of all accounts, newest first. */
export function pendingCredits(setup: Setup, beforeId: string | null, limit: number): Promise<CreditRow[]> {
  return setup.database.transaction('all', (tx) => listPendingCredits(tx, beforeId, limit))
}

/** The most that one person may credit at a time, by currency; a currency that is absent has no limit. */
export type CreditLimits = ReadonlyMap<string, bigint>

export function creditLimits(setup: Setup): Promise<CreditLimits> {
  return setup.database.transaction('all', readLimits)
}

export function setCreditLimits(setup: Setup, actor: Actor, limits: CreditLimits): Outcome<CreditLimits> {
  return changeInstallation(setup, actor, async ({ tx, audit }) => {
    for (const [name, limit] of limits) {
      if (name !== 'units') currency(name, 'limits')
      if (limit < 0n || !fitsColumn(limit)) invalid('limits', 'a limit is zero or more')
    }
    const before = printLimits(await readLimits(tx))
    const after = printLimits(limits)
    await writeSetting(tx, SETTING, after)
    audit('credit_limits.changed', 'installation', { from: before, to: after })
    return limits
  })
}

/** Decides within a change that does more. The purchase that the credit pays out ends with it. */
export async function decideIn(
  change: AccountChange,
  actor: Actor,
  creditId: string,
  status: 'applied' | 'refused',
): Promise<CreditRow> {
  const { tx, nowMs, account, audit } = change
  const credit = isId(creditId) ? await readCredit(tx, account.id, creditId) : null
  if (!credit) refuse({ code: 'not_found' })
  if (credit.status !== 'pending')
    refuse({ code: 'conflict', obstacle: 'decided_already', message: `this credit is ${credit.status} already` })
  if (status === 'applied' && (await isSamePerson(tx, credit.requested_by, actor))) {
    refuse({
      code: 'conflict',
      obstacle: 'second_person_needed',
      message: 'a credit above the limit needs a second person to confirm it',
    })
  }
  const decided = (await decideCredit(tx, account.id, creditId, status, actor, nowMs)) as CreditRow
  if (status === 'applied') await apply(change, decided)
  audit(`credit.${status}`, creditId, { ...described(decided), requested_by: decided.requested_by })
  const purchase = await purchaseOfCredit(tx, account.id, creditId)
  if (purchase?.status === 'pending') {
    const ended = status === 'applied' ? 'confirmed' : 'refused'
    await decidePurchase(tx, account.id, purchase.id, { status: ended, reason: null, decidedBy: actor, atMs: nowMs })
    audit(`purchase.${ended}`, purchase.id, { reference: purchase.reference })
  }
  return decided
}

async function apply({ tx, nowMs }: Change, credit: CreditRow): Promise<void> {
  const { account_id: accountId, id, amount } = credit
  const wallet = await wallets.credit(tx, accountId, amount)
  if (!wallet) {
    const now = await wallets.readWallet(tx, accountId)
    const free = now ? now.balance - now.held : 0n
    refuse({ code: 'insufficient_funds', needed: -amount, free, currency: credit.currency })
  }
  if (!fitsColumn(wallet.balance)) invalid('amount', 'the amount is too large')
  const down = amount < 0n ? 'adjust_down' : 'adjust_up'
  await addTransfers(tx, [
    {
      accountId,
      id: newId(nowMs),
      atMs: nowMs,
      kind: credit.kind === 'topup' ? 'topup' : down,
      amount: magnitude(amount),
      subjectId: id,
      step: 'credit',
      note: credit.note,
    },
  ])
}

function repeated(earlier: CreditRow, input: CreditInput): CreditRow {
  if (earlier.kind === input.kind && earlier.amount === input.amount) return earlier
  return refuse({
    code: 'conflict',
    field: 'reference',
    obstacle: 'payment_used',
    message: 'this reference was used for another credit',
  })
}

const SETTING = 'credit_limit_single'

async function limitOf(tx: Tx, name: string): Promise<bigint | null> {
  return (await readLimits(tx)).get(name) ?? null
}

async function readLimits(tx: Tx): Promise<CreditLimits> {
  const stored = (await readSetting<Record<string, string>>(tx, SETTING)) ?? {}
  return new Map(Object.entries(stored).map(([name, limit]) => [name, BigInt(limit)]))
}

function printLimits(limits: CreditLimits): Record<string, string> {
  return Object.fromEntries([...limits].map(([name, limit]) => [name, String(limit)]))
}

function described(credit: CreditRow): Record<string, unknown> {
  const { reference, kind, amount, note } = credit
  return { reference, kind, amount: String(amount), currency: credit.currency, note }
}

// Half of what a signed 64-bit column holds, so that a balance and a credit together never overflow it.
const AMOUNT_MAX = 2n ** 62n
const magnitude = (amount: bigint): bigint => (amount < 0n ? -amount : amount)
const fitsColumn = (amount: bigint): boolean => magnitude(amount) <= AMOUNT_MAX
