// Accounts: who may send, by which prices, how fast.
import type { AccountStatus } from '../core/accounts.ts'
import { refuse } from '../core/errors.ts'
import { isId, newId } from '../ids.ts'
import { seal } from '../seal.ts'
import {
  type AccountFilter,
  type AccountRow,
  addAccount,
  listAccountRows,
  readAccountRow,
  setAccountSecret,
  updateAccount,
} from '../store/accounts.ts'
import type { Tx } from '../store/database.ts'
import { type RatePlanRow, readRatePlan } from '../store/rate-plans.ts'
import { readStatement, type StatementPage } from '../store/transfers.ts'
import { createWallet } from '../store/wallets.ts'
import { newWebhookSecret } from '../webhooks/sign.ts'
import { count, line, sender } from './fields.ts'
import { sealedAs } from './sealed.ts'
import {
  type Actor,
  type Change,
  changeAccount,
  changeNewAccount,
  type Outcome,
  readOfAccount,
  type Setup,
} from './setup.ts'

export type { AccountFilter, AccountRow } from '../store/accounts.ts'

const REQUESTS_PER_MINUTE_DEFAULT = 600_000
const REQUESTS_PER_MINUTE_MAX = 10_000_000

export type AccountInput = {
  name: string
  ratePlanId: string
  defaultSender?: string | null | undefined
  requestsPerMinute?: number | undefined
  status?: AccountStatus | undefined
}

/** Its wallet is in what the plan's prices are in. The webhook secret is shown this once. */
export function createAccount(
  setup: Setup,
  actor: Actor,
  input: AccountInput,
): Outcome<{ account: AccountRow; webhookSecret: string }> {
  const id = newId(setup.clock.now())
  return changeNewAccount(setup, actor, id, (change) => openAccount(setup, change, id, input))
}

/** The same within a change that has more to it. */
export async function openAccount(
  setup: Setup,
  { tx, nowMs, audit }: Change,
  id: string,
  input: AccountInput,
): Promise<{ account: AccountRow; webhookSecret: string }> {
  const plan = await planOf(tx, input.ratePlanId)
  const row = {
    id,
    name: line(input.name, 'name', 100),
    status: input.status ?? 'active',
    ratePlanId: plan.id,
    defaultSender: input.defaultSender == null ? null : sender(input.defaultSender, 'default_sender'),
    requestsPerMinute: perMinute(input.requestsPerMinute ?? REQUESTS_PER_MINUTE_DEFAULT),
  }
  const webhookSecret = newWebhookSecret()
  const sealed = seal(setup.keyring, webhookSecret, sealedAs.accountSecret(id, 'webhook'))
  await Promise.all([
    addAccount(tx, { ...row, createdAtMs: nowMs }),
    createWallet(tx, id, plan.denomination),
    setAccountSecret(tx, id, 'webhook', sealed, nowMs),
  ])
  const { name, status } = row
  audit('account.created', id, { name, status, rate_plan: plan.name, currency: plan.denomination })
  return { account: (await readAccountRow(tx, id)) as AccountRow, webhookSecret }
}

export type AccountPatch = { [field in keyof AccountInput]?: AccountInput[field] | undefined }

/** Fields that are absent stay. Status `suspended` stops it at once; what it has sent goes on. */
export function changeAccountSettings(
  setup: Setup,
  actor: Actor,
  accountId: string,
  patch: AccountPatch,
): Outcome<AccountRow> {
  return changeAccount(setup, actor, accountId, async ({ tx, account, audit }) => {
    const plan = patch.ratePlanId === undefined ? null : await planOf(tx, patch.ratePlanId)
    if (plan && plan.denomination !== account.currency) {
      const message = `the wallet is in ${account.currency} and the prices of ${plan.name} are in ${plan.denomination}`
      refuse({ code: 'conflict', field: 'rate_plan_id', obstacle: 'other_currency', message })
    }
    const next = {
      id: accountId,
      name: patch.name === undefined ? account.name : line(patch.name, 'name', 100),
      status: patch.status ?? account.status,
      ratePlanId: plan?.id ?? account.rate_plan_id,
      defaultSender: defaultSender(patch, account),
      requestsPerMinute: perMinute(patch.requestsPerMinute ?? account.requests_per_minute),
    }
    await updateAccount(tx, next)
    const changed = (await readAccountRow(tx, accountId)) as AccountRow
    const detail = differences(account, changed)
    if (Object.keys(detail).length > 0) audit('account.changed', accountId, detail)
    return changed
  })
}

export function getAccount(setup: Setup, accountId: string): Outcome<AccountRow> {
  return readOfAccount(setup, accountId, async (_tx, account) => account)
}

/** Newest first, before `beforeId`. */
export function listAccounts(
  setup: Setup,
  filter: AccountFilter,
  beforeId: string | null,
  limit: number,
): Promise<AccountRow[]> {
  return setup.database.transaction('all', (tx) => listAccountRows(tx, filter, beforeId, limit))
}

/** Every movement of its wallet, newest first, before `beforeId`. */
export function accountStatement(
  setup: Setup,
  accountId: string,
  beforeId: string | null,
  limit: number,
): Outcome<StatementPage & { currency: string }> {
  return readOfAccount(setup, accountId, async (tx, { currency }) => {
    return { currency, ...(await readStatement(tx, accountId, EVERY_MOVEMENT, beforeId, limit)) }
  })
}

const EVERY_MOVEMENT = { kind: null, fromMs: null, toMs: null }

/** A new secret for the account's callbacks, shown this once. The one before it stops at once. */
export function rotateAccountWebhookSecret(setup: Setup, actor: Actor, accountId: string): Outcome<string> {
  return changeAccount(setup, actor, accountId, async ({ tx, nowMs, audit }) => {
    const secret = newWebhookSecret()
    const sealed = seal(setup.keyring, secret, sealedAs.accountSecret(accountId, 'webhook'))
    await setAccountSecret(tx, accountId, 'webhook', sealed, nowMs)
    audit('account.webhook_secret_rotated', accountId)
    return secret
  })
}

async function planOf(tx: Tx, id: string): Promise<RatePlanRow> {
  const plan = isId(id) ? await readRatePlan(tx, id) : null
  return plan ?? refuse({ code: 'field_invalid', field: 'rate_plan_id', message: 'there is no such rate plan' })
}

function defaultSender(patch: AccountPatch, account: AccountRow): string | null {
  if (patch.defaultSender === undefined) return account.default_sender
  return patch.defaultSender === null ? null : sender(patch.defaultSender, 'default_sender')
}

function perMinute(value: number): number {
  return count(value, 'requests_per_minute', 1, REQUESTS_PER_MINUTE_MAX)
}

/** What the audit line says: each changed field, from what to what. */
function differences(before: AccountRow, after: AccountRow): Record<string, unknown> {
  const fields = ['name', 'status', 'rate_plan', 'default_sender', 'requests_per_minute'] as const
  return Object.fromEntries(
    fields.flatMap((field) =>
      before[field] === after[field] ? [] : [[field, { from: before[field], to: after[field] }]],
    ),
  )
}
