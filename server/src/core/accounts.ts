// What we know of a caller when it calls: the account as it stands, who may speak for it, and under which names it sends.
import type { CompiledRatePlan } from './rates.ts'

export type AccountStatus = 'pending' | 'active' | 'suspended'

export type SenderId = {
  id: string
  name: string
  key: string
  status: 'pending' | 'approved' | 'rejected'
  countries: readonly string[] | null
}

export type Account = {
  id: string
  name: string
  status: AccountStatus
  /** `units`, or the wallet's ISO 4217 currency. */
  currency: string
  plan: CompiledRatePlan
  /** What one unit costs, micro of `unitCurrency`. */
  unitPrice: bigint
  unitCurrency: string
  defaultSender: string | null
  /** By the name as it is compared. */
  senders: ReadonlyMap<string, SenderId>
  requestsPerMinute: number
  /** Some subscriber has opted out: recipients are looked up among those. */
  hasOptOuts: boolean
}

export type Credential = {
  id: string
  accountId: string
  dialect: string
  permissions: ReadonlySet<string>
  allowedIps: readonly string[]
  requestsPerMinute: number | null
  expiresAtMs: number | null
  revoked: boolean
}

/**
 * Who calls: a credential that holds, and its account. `userId` is there when it is a person who has signed in: the
 * credential is then no row, but what the person may do.
 */
export type Caller = { credential: Credential; account: Account; userId?: string }

/** Whether the credential may be used now. A revoked or expired one is as good as unknown. */
export function credentialHolds(credential: Credential, nowMs: number): boolean {
  return !credential.revoked && (credential.expiresAtMs === null || credential.expiresAtMs > nowMs)
}
