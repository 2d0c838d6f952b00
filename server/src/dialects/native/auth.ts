// Who calls our own API, and what a token may do.
import type { Caller } from '../../core/accounts.ts'
import { type Refusal, refuse } from '../../core/errors.ts'
import type { Result } from '../../core/result.ts'
import type { Actor } from '../../setup/setup.ts'
import type { Dialect } from '../dialect.ts'

export { bearerToken as credentials } from '../../http/bearer.ts'

export const securitySchemes: Dialect['document']['securitySchemes'] = {
  token: { type: 'http', scheme: 'bearer', description: 'A token of your account, `nj_live_…`. Cookies are ignored.' },
}
export const SECURITY = [{ token: [] }]

export const PERMISSIONS = [
  'messages:send',
  'messages:read',
  'balance:read',
  'purchases:write',
  'account:read',
  'account:write',
] as const

/** Under which name the audit log has what this caller does. */
export const actorOf = ({ credential, userId }: Caller): Actor =>
  userId === undefined ? `credential:${credential.id}` : `user:${userId}`

/** What set-up answered, or its refusal as the answer. */
export async function answerOf<T>(outcome: Promise<Result<T, Refusal>>): Promise<T> {
  const result = await outcome
  return result.ok ? result.value : refuse(result.error)
}
