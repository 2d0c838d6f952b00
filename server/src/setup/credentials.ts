// Credentials: by what a caller proves that it speaks for an account. A secret is made here, shown once, and kept as a hash.
import { refuse } from '../core/errors.ts'
import { isId, newId } from '../ids.ts'
import { newToken, secretHash } from '../secrets.ts'
import {
  addCredential,
  type CredentialRow,
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
      id: newId(nowMs),
      dialect: input.dialect,
      kind: made.kind,
      name: line(input.name, 'name', 100),
      public_id: made.publicId,
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

function make(dialect: string): { kind: 'token' | 'pair'; publicId: string; secret: string; hash: Buffer } {
  const form = Object.hasOwn(FORMS, dialect) ? FORMS[dialect] : undefined
  if (!form) invalid('dialect', `one of ${Object.keys(FORMS).join(', ')} is needed`)
  if (form.kind === 'token') {
    const secret = newToken(form.prefix)
    const publicId = secret.slice(0, form.prefix.length + SHOWN_CHARS)
    return { kind: 'token', publicId, secret, hash: secretHash(secret) }
  }
  const publicId = newToken(form.publicPrefix)
  const secret = newToken(form.secretPrefix)
  return { kind: 'pair', publicId, secret, hash: secretHash(publicId, secret) }
}

function permissions(list: readonly string[]): string[] {
  const good = list.length <= 50 && list.every((name) => name.length <= 40 && /^[a-z][a-z-]*:[a-z]+$/.test(name))
  if (!good) invalid('permissions', 'a permission is written as messages:send')
  return [...new Set(list)].sort()
}
