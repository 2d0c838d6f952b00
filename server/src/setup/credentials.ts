// Credentials: by what a caller proves that it speaks for an account. A secret is made here, shown once, and kept as a hash.
import { refuse } from '../core/errors.ts'
import { isId, newId } from '../ids.ts'
import { newToken, secretHash } from '../secrets.ts'
import {
  addCredential,
  type CredentialRow,
  endCredential,
  listCredentialRows,
  readCredential,
  revokeCredential as revokeRow,
} from '../store/credentials.ts'
import { addresses, count, invalid, line } from './fields.ts'
import { type Actor, changeAccount, type Outcome, readOfAccount, type Setup } from './setup.ts'

export type { CredentialRow } from '../store/credentials.ts'

/** What a dialect's callers hold. The prefixes are what scanners find leaked secrets by. */
const FORMS: Record<
  string,
  { kind: 'token'; prefix: string } | { kind: 'pair'; publicPrefix: string; secretPrefix: string }
> = {
  megasms: { kind: 'token', prefix: 'ms_live_' },
  msgine: { kind: 'token', prefix: 'mg_live_' },
  esms: { kind: 'token', prefix: 'esms_live_' },
  wasambazie: { kind: 'pair', publicPrefix: 'pk_', secretPrefix: 'sk_' },
  smsbox: { kind: 'pair', publicPrefix: 'sbk_', secretPrefix: 'sbs_' },
  native: { kind: 'token', prefix: 'nj_live_' },
}

export type CredentialInput = {
  dialect: string
  name: string
  permissions: readonly string[]
  allowedIps?: readonly string[] | undefined
  requestsPerMinute?: number | null | undefined
  /** May be past: it is refused from the start, as an expired one is. */
  expiresAtMs?: number | null | undefined
}

/** `secret` is the token, or the secret half of a pair whose public half is the row's `public_id`. */
export type NewCredential = { credential: CredentialRow; secret: string }

export function createCredential(
  setup: Setup,
  actor: Actor,
  accountId: string,
  input: CredentialInput,
): Outcome<NewCredential> {
  return changeAccount(setup, actor, accountId, async ({ tx, nowMs, audit }) => {
    const made = make(input.dialect)
    const row: CredentialRow = {
      ...made.row,
      id: newId(nowMs),
      name: line(input.name, 'name', 100),
      permissions: permissions(input.permissions),
      allowed_ips: addresses(input.allowedIps ?? [], 'allowed_ips'),
      requests_per_minute:
        input.requestsPerMinute == null ? null : count(input.requestsPerMinute, 'requests_per_minute', 1, 10_000_000),
      expires_at: input.expiresAtMs == null ? null : new Date(input.expiresAtMs),
      created_at: new Date(nowMs),
      revoked_at: null,
      last_used_at: null,
    }
    await addCredential(tx, accountId, row, made.hash)
    const { dialect, name, public_id, permissions: granted } = row
    audit('credential.created', row.id, { dialect, name, public_id, permissions: granted })
    return { credential: row, secret: made.secret }
  })
}

/** The secret's owner has time to put the new one in its place. */
export const OVERLAP_SECONDS_MAX = 7 * 86_400

/**
 * Another one that may do the same, in place of this one, which ends after the overlap or when it would have anyway; at
 * once with an overlap of 0. One that holds no more is a conflict. `judge` refuses who may not have what it may do.
 */
export function regenerateCredential(
  setup: Setup,
  actor: Actor,
  accountId: string,
  credentialId: string,
  { overlapSeconds, judge }: { overlapSeconds: number; judge(permissions: readonly string[]): void },
): Outcome<NewCredential> {
  return changeAccount(setup, actor, accountId, async ({ tx, nowMs, audit }) => {
    const overlapMs = count(overlapSeconds, 'overlap_seconds', 0, OVERLAP_SECONDS_MAX) * 1000
    const before = isId(credentialId) ? await readCredential(tx, accountId, credentialId) : null
    if (!before) refuse({ code: 'not_found' })
    if (before.revoked_at !== null || (before.expires_at !== null && before.expires_at.getTime() <= nowMs)) {
      refuse({ code: 'conflict', obstacle: 'ended_already', message: 'This credential holds no more. Make a new one.' })
    }
    judge(before.permissions)
    const made = make(before.dialect)
    const row = { ...before, ...made.row, id: newId(nowMs), created_at: new Date(nowMs), last_used_at: null }
    await addCredential(tx, accountId, row, made.hash)
    if (overlapMs === 0) await revokeRow(tx, accountId, credentialId, nowMs)
    else await endCredential(tx, accountId, credentialId, nowMs + overlapMs)
    const { name, public_id } = row
    audit('credential.regenerated', row.id, {
      name,
      public_id,
      replaces: credentialId,
      overlap_seconds: overlapSeconds,
    })
    return { credential: row, secret: made.secret }
  })
}

/** It stops working: at once here, within a second on other nodes. Revoking it again changes nothing. */
export function revokeCredential(
  setup: Setup,
  actor: Actor,
  accountId: string,
  credentialId: string,
): Outcome<CredentialRow> {
  return changeAccount(setup, actor, accountId, async ({ tx, nowMs, audit }) => {
    const before = isId(credentialId) ? await readCredential(tx, accountId, credentialId) : null
    if (!before) refuse({ code: 'not_found' })
    if (before.revoked_at !== null) return before
    const { name, public_id } = before
    audit('credential.revoked', credentialId, { name, public_id })
    return (await revokeRow(tx, accountId, credentialId, nowMs)) as CredentialRow
  })
}

/** Newest first. Never with the secret: it is not kept. */
export function listCredentials(
  setup: Setup,
  accountId: string,
  beforeId: string | null,
  limit: number,
): Outcome<CredentialRow[]> {
  return readOfAccount(setup, accountId, (tx) => listCredentialRows(tx, accountId, beforeId, limit))
}

const SHOWN_CHARS = 4 // of a token's random part, for people to tell tokens apart

function make(dialect: string): {
  row: Pick<CredentialRow, 'dialect' | 'kind' | 'public_id'>
  secret: string
  hash: Buffer
} {
  const form = Object.hasOwn(FORMS, dialect) ? FORMS[dialect] : undefined
  if (!form) invalid('dialect', `one of ${Object.keys(FORMS).join(', ')} is needed`)
  if (form.kind === 'token') {
    const secret = newToken(form.prefix)
    const public_id = secret.slice(0, form.prefix.length + SHOWN_CHARS)
    return { row: { dialect, kind: 'token', public_id }, secret, hash: secretHash(secret) }
  }
  const public_id = newToken(form.publicPrefix)
  const secret = newToken(form.secretPrefix)
  return { row: { dialect, kind: 'pair', public_id }, secret, hash: secretHash(public_id, secret) }
}

function permissions(list: readonly string[]): string[] {
  const good = list.length <= 50 && list.every((name) => name.length <= 40 && /^[a-z][a-z-]*:[a-z]+$/.test(name))
  if (!good) invalid('permissions', 'a permission is written as messages:send')
  return [...new Set(list)].sort()
}
