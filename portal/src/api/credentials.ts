// What the pages ask about an account's tokens and key pairs.
import { queryOptions } from '@tanstack/react-query'
import { call } from './client.ts'
import { everyPage } from './every.ts'
import type { Page, Permission } from './types.ts'

export const TOKEN_DIALECTS = ['native', 'megasms', 'msgine', 'esms'] as const
export const PAIR_DIALECTS = ['wasambazie', 'smsbox'] as const
export type Dialect = (typeof TOKEN_DIALECTS | typeof PAIR_DIALECTS)[number]

export interface Credential {
  id: string
  dialect: Dialect
  kind: 'token' | 'pair'
  name: string
  public_id: string
  permissions: Permission[]
  allowed_ips: string[]
  expires_at: string | null
  revoked_at: string | null
  last_used_at: string | null
  created_at: string
}

export type NewCredential = Credential & { secret: string }

export const credentialsQuery = (accountId: string) =>
  queryOptions({
    queryKey: [accountId, 'credentials'],
    queryFn: () => everyCredential(accountId),
  })

/** An account has few: they are asked for to the end, for tokens and pairs have a page each. */
async function everyCredential(accountId: string): Promise<Credential[]> {
  return (await everyPage((query) => call<Page<Credential>>({ path: '/v1/credentials', query, accountId }))).data
}

export type Standing = 'holds' | 'ending' | 'expired' | 'revoked'

export function standingOf({ revoked_at, expires_at }: Credential, nowMs: number): Standing {
  if (revoked_at !== null) return 'revoked'
  if (expires_at === null) return 'holds'
  return Date.parse(expires_at) <= nowMs ? 'expired' : 'ending'
}

/** Those that hold first, the newest of them first. */
export function byStanding(all: readonly Credential[], nowMs: number): Credential[] {
  const over = (one: Credential): number => (['expired', 'revoked'].includes(standingOf(one, nowMs)) ? 1 : 0)
  return [...all].sort((a, b) => over(a) - over(b) || b.created_at.localeCompare(a.created_at))
}
