// What the operations of this folder are given, and the one way in which they change something: check and write in one
// transaction, alone in the account while it lasts, and leave a line in the audit log.
import { type Refusal, RefusedError, refuse } from '../core/errors.ts'
import type { Mail } from '../core/letters.ts'
import type { Result } from '../core/result.ts'
import type { WebhookEvent } from '../core/webhooks.ts'
import { isId } from '../ids.ts'
import type { Keyring } from '../seal.ts'
import { type AccountRow, readAccountRow } from '../store/accounts.ts'
import { INSTALLATION, lockHead } from '../store/audit.ts'
import type { Database, Tx } from '../store/database.ts'
import { type AuditLine, appendLines, GENESIS } from './audit-chain.ts'

export type Setup = {
  database: Database
  /** So that a change made here is seen here at once: one account's, or the installation's. */
  knowledge: { forget(accountId?: string): void }
  clock: { now(): number }
  keyring: Keyring
  mail: Mail
  /** The URL as it will be called, or why a webhook may not go there. */
  judgeUrl(url: string): Result<URL>
  /** The configuration with its defaults filled in, by the schema of that kind of carrier. */
  validateCarrierConfig(
    kind: string,
    config: Record<string, unknown>,
  ): Result<Record<string, unknown>, { code: string; message: string }>
  /** Whose body and signature an endpoint may have. */
  webhookStyles: readonly string[]
  /** Those of them that tell of what subscribers write. */
  inboundStyles: readonly string[]
  /** The body of a webhook as one of those styles words it. */
  webhookBody(style: string, event: WebhookEvent): string
}

/** Who did it, as the audit log has it. Two of them may be one person: `persons.ts`. */
export type Actor = `staff-token:${string}` | `user:${string}` | `credential:${string}` | 'installation'

export type Outcome<T> = Promise<Result<T, Refusal>>

export type Change = {
  tx: Tx
  nowMs: number
  audit(action: string, target: string, detail?: AuditLine['detail']): void
}

/** Changes what belongs to no account. `refuse` in `work` undoes it all. */
export function changeInstallation<T>(setup: Setup, actor: Actor, work: (change: Change) => Promise<T>): Outcome<T> {
  return change(setup, actor, INSTALLATION, work, () => setup.knowledge.forget())
}

/** Changes people, how they sign in and where they are signed in: nothing that is known without asking. */
export function changePeople<T>(setup: Setup, actor: Actor, work: (change: Change) => Promise<T>): Outcome<T> {
  return change(setup, actor, INSTALLATION, work, () => {})
}

/** Changes what belongs to an account; `not_found` when there is none. */
export async function changeAccount<T>(
  setup: Setup,
  actor: Actor,
  accountId: string,
  work: (change: Change & { account: AccountRow }) => Promise<T>,
): Outcome<T> {
  if (!isId(accountId)) return notFound()
  return change(setup, actor, accountId, async (change) => {
    const account = await readAccountRow(change.tx, accountId)
    return work({ ...change, account: account ?? refuse({ code: 'not_found' }) })
  })
}

/** For the account that `work` makes. */
export function changeNewAccount<T>(
  setup: Setup,
  actor: Actor,
  accountId: string,
  work: (change: Change) => Promise<T>,
): Outcome<T> {
  return change(setup, actor, accountId, work)
}

async function change<T>(
  setup: Setup,
  actor: Actor,
  chainId: string,
  work: (change: Change) => Promise<T>,
  forget = () => setup.knowledge.forget(chainId),
): Outcome<T> {
  try {
    const value = await setup.database.transaction([chainId], async (tx) => {
      const head = await lockHead(tx, chainId, GENESIS)
      const nowMs = setup.clock.now()
      const lines: AuditLine[] = []
      const audit: Change['audit'] = (action, target, detail = {}) => void lines.push({ action, target, detail })
      const result = await work({ tx, nowMs, audit })
      await appendLines(tx, { accountId: chainId, head }, lines, actor, nowMs)
      return result
    })
    forget()
    return { ok: true, value }
  } catch (error) {
    if (error instanceof RefusedError) return { ok: false, error: error.refusal }
    throw error
  }
}

/** Reads what belongs to an account; `not_found` when there is none. */
export async function readOfAccount<T>(
  setup: Setup,
  accountId: string,
  work: (tx: Tx, account: AccountRow) => Promise<T>,
): Outcome<T> {
  if (!isId(accountId)) return notFound()
  return setup.database.transaction([accountId], async (tx) => {
    const account = await readAccountRow(tx, accountId)
    return account ? { ok: true, value: await work(tx, account) } : notFound()
  })
}

export function notFound(): { ok: false; error: Refusal } {
  return { ok: false, error: { code: 'not_found' } }
}
