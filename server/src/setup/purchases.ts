// What accounts ask to buy. It is paid outside of us; staff who saw the payment confirm it, and then it is a credit like any
// other: above the limit only when a second person agrees, and one payment pays for one thing (S23).
import { refuse } from '../core/errors.ts'
import type { Purchase } from '../core/purchases.ts'
import { isId, newId } from '../ids.ts'
import { creditByReference, readCredit } from '../store/credits.ts'
import { claimKeys } from '../store/idempotency.ts'
import {
  addPurchase,
  claimPayment,
  countPending,
  decidePurchase,
  listPurchaseRows,
  listPurchasesOf,
  type PurchaseFilter,
  type PurchaseRow,
  type PurchaseStatus,
  readPurchase,
  setCreditOf,
} from '../store/purchases.ts'
import { readSetting, writeSetting } from '../store/settings.ts'
import { creditIn, decideIn } from './credits.ts'
import { invalid, line } from './fields.ts'
import { isSamePerson } from './persons.ts'
import {
  type Actor,
  type Change,
  changeAccount,
  changeInstallation,
  notFound,
  type Outcome,
  readOfAccount,
  type Setup,
} from './setup.ts'

export { PURCHASE_STATUSES, type PurchaseRow } from '../store/purchases.ts'

// Each is looked at by a person.
const PENDING_MAX = 20

/** Under a key it is asked for once; `idempotency_key_busy` when the key is taken already. */
export function requestPurchase(
  setup: Setup,
  actor: Actor,
  accountId: string,
  asked: Purchase,
  idempotency: { key: string; bodyHash: Buffer } | null = null,
): Outcome<PurchaseRow> {
  return changeAccount(setup, actor, accountId, async ({ tx, nowMs, audit }) => {
    const id = newId(nowMs)
    if (idempotency) {
      const taken = await claimKeys(tx, [{ accountId, ...idempotency, requestId: id }], nowMs)
      if (!taken.has(id)) refuse({ code: 'idempotency_key_busy' })
    }
    if ((await countPending(tx, accountId)) >= PENDING_MAX) {
      const message = `${PENDING_MAX} of your purchases are pending. Cancel those that you will not pay for.`
      refuse({ code: 'conflict', obstacle: 'too_many', message })
    }
    const row = await addPurchase(tx, {
      account_id: accountId,
      id,
      reference: referenceOf(id),
      amount: asked.amount,
      currency: asked.currency,
      price: asked.price,
      price_currency: asked.priceCurrency,
      requested_by: actor,
      createdAtMs: nowMs,
    })
    audit('purchase.requested', id, described(row))
    return row
  })
}

/** By the account, while nobody has seen its payment. */
export function cancelPurchase(setup: Setup, actor: Actor, accountId: string, id: string): Outcome<PurchaseRow> {
  return changeAccount(setup, actor, accountId, async (change) => {
    const row = await pending(change, accountId, id)
    if (row.credit_id !== null)
      refuse({ code: 'conflict', obstacle: 'payment_seen', message: 'its payment has been seen already' })
    return end(change, actor, row, 'cancelled', null)
  })
}

/**
 * The payment was seen. The same payment again answers as before; one that was credited for something else is a conflict.
 * Above the limit of one person the purchase stays pending until a second one confirms it.
 */
export function confirmPurchase(
  setup: Setup,
  actor: Actor,
  accountId: string,
  id: string,
  paymentReference: string,
): Outcome<PurchaseRow> {
  return changeAccount(setup, actor, accountId, async (change) => {
    const { tx, audit } = change
    const payment = line(paymentReference, 'payment', 100)
    const row = await found(change, accountId, id)
    if (row.payment !== null && row.payment !== payment) {
      refuse({
        code: 'conflict',
        field: 'payment',
        obstacle: 'paid_otherwise',
        message: `this purchase was paid by ${row.payment}`,
      })
    }
    if (row.status === 'confirmed') return row
    if (row.status !== 'pending')
      refuse({ code: 'conflict', obstacle: 'decided_already', message: `this purchase is ${row.status} already` })
    if (row.credit_id !== null) {
      const credit = await readCredit(tx, accountId, row.credit_id)
      if (credit && (await isSamePerson(tx, credit.requested_by, actor))) return row
      await decideIn(change, actor, row.credit_id, 'applied')
      return found(change, accountId, id)
    }
    const free = (await creditByReference(tx, accountId, payment)) === null
    if (!free || !(await claimPayment(tx, accountId, id, keyOf(payment)))) {
      refuse({
        code: 'conflict',
        field: 'payment',
        obstacle: 'payment_used',
        message: 'this payment was credited for something else',
      })
    }
    const { amount, currency, reference } = row
    const note = `Purchase ${reference}`
    const credit = await creditIn(change, actor, { kind: 'topup', amount, currency, note, reference: payment })
    await setCreditOf(tx, accountId, id, payment, credit.id)
    if (credit.status === 'applied') return end(change, actor, { ...row, payment }, 'confirmed', null)
    audit('purchase.paid', id, { reference, payment })
    return found(change, accountId, id)
  })
}

/** It was not paid, or cannot be served. The account reads the reason. */
export function refusePurchase(
  setup: Setup,
  actor: Actor,
  accountId: string,
  id: string,
  why: string,
): Outcome<PurchaseRow> {
  return changeAccount(setup, actor, accountId, async (change) => {
    const reason = line(why, 'reason', 200)
    const row = await pending(change, accountId, id)
    const ended = await end(change, actor, row, 'refused', reason)
    if (row.credit_id !== null) await decideIn(change, actor, row.credit_id, 'refused')
    return ended
  })
}

/** Newest first, before `beforeId`. */
export function listPurchases(
  setup: Setup,
  accountId: string,
  status: PurchaseStatus | null,
  beforeId: string | null,
  limit: number,
): Outcome<PurchaseRow[]> {
  return readOfAccount(setup, accountId, (tx) => listPurchasesOf(tx, accountId, status, beforeId, limit))
}

export async function findPurchase(setup: Setup, accountId: string, id: string): Outcome<PurchaseRow> {
  if (!isId(id)) return notFound()
  const read = await readOfAccount(setup, accountId, (tx) => readPurchase(tx, accountId, id))
  if (!read.ok) return read
  return read.value === null ? notFound() : { ok: true, value: read.value }
}

/** Of all accounts, newest first, before `beforeId`. */
export function purchaseQueue(
  setup: Setup,
  filter: PurchaseFilter,
  beforeId: string | null,
  limit: number,
): Promise<(PurchaseRow & { account_name: string })[]> {
  return setup.database.transaction('all', (tx) => listPurchaseRows(tx, filter, beforeId, limit))
}

/** How to pay, in the operator's words; `{reference}` and `{price}` stand for a purchase's own. Null until it says so. */
type PurchaseTerms = { instructions: string | null }

const SETTING = 'purchase_terms'
const INSTRUCTIONS_MAX = 2000

export async function purchaseTerms({ database }: Pick<Setup, 'database'>): Promise<PurchaseTerms> {
  return (await database.transaction([], (tx) => readSetting<PurchaseTerms>(tx, SETTING))) ?? { instructions: null }
}

export function setPurchaseTerms(setup: Setup, actor: Actor, terms: PurchaseTerms): Outcome<PurchaseTerms> {
  return changeInstallation(setup, actor, async ({ tx, audit }) => {
    const text = terms.instructions?.trim() ?? ''
    if (text.length > INSTRUCTIONS_MAX) invalid('instructions', `at most ${INSTRUCTIONS_MAX} characters are taken`)
    const after = { instructions: text === '' ? null : text }
    const before = await readSetting<PurchaseTerms>(tx, SETTING)
    await writeSetting(tx, SETTING, after)
    audit('purchase_terms.changed', 'installation', { from: before?.instructions ?? null, to: after.instructions })
    return after
  })
}

async function found({ tx }: Pick<Change, 'tx'>, accountId: string, id: string): Promise<PurchaseRow> {
  return (isId(id) ? await readPurchase(tx, accountId, id) : null) ?? refuse({ code: 'not_found' })
}

async function pending(change: Change, accountId: string, id: string): Promise<PurchaseRow> {
  const row = await found(change, accountId, id)
  if (row.status !== 'pending')
    refuse({ code: 'conflict', obstacle: 'decided_already', message: `this purchase is ${row.status} already` })
  return row
}

async function end(
  { tx, nowMs, audit }: Change,
  actor: Actor,
  row: PurchaseRow,
  status: 'confirmed' | 'refused' | 'cancelled',
  reason: string | null,
): Promise<PurchaseRow> {
  const decision = { status, reason, decidedBy: actor, atMs: nowMs }
  const ended = (await decidePurchase(tx, row.account_id, row.id, decision)) as PurchaseRow
  const why = reason === null ? {} : { reason }
  audit(`purchase.${status}`, row.id, { reference: row.reference, ...why })
  return ended
}

/** People write a code with blanks and in small letters too. */
const keyOf = (payment: string): string => payment.replaceAll(/\s/g, '').toUpperCase()

function described({ reference, amount, currency, price, price_currency }: PurchaseRow): Record<string, unknown> {
  return { reference, amount: String(amount), currency, price: price === null ? null : String(price), price_currency }
}

// Crockford's: no I, L, O or U, so that what is typed on a phone is read as it was meant.
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** 40 of the id's random bits, to be written on a payment: `NJ4F7K2Q9D`. */
function referenceOf(id: string): string {
  let bits = BigInt(`0x${id.slice(-10)}`)
  let text = ''
  for (let letter = 0; letter < 8; letter++) {
    text = LETTERS[Number(bits & 31n)] + text
    bits >>= 5n
  }
  return `NJ${text}`
}
