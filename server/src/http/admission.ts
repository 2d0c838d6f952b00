// Who may call, judged before a byte of the body is read: credentials (401), rate (429), permission and account (403).
import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyRequest } from 'fastify'
import { refuse } from '../core/errors.ts'
import type { Dialect, ShownCredentials } from '../dialects/dialect.ts'
import type { Platform } from '../pipeline/platform.ts'
import { mayCallFrom } from './allowed-addresses.ts'
import type { Guesses } from './guesses.ts'
import type { RateLimiter } from './rate-limit.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Counts wrong tries wherever they are made. */
    guesses: Guesses
  }
}

/** Sets `caller` and `rate` of the request, or refuses it. `permission` null admits every caller that is known. */
export type Admit = (request: FastifyRequest, permission: string | null) => Promise<void>

export function admission(options: {
  dialect: Pick<Dialect, 'name' | 'credentials'>
  platform: Pick<Platform, 'authenticate'>
  rates: RateLimiter
  guesses: Guesses
}): Admit {
  const { dialect, platform, rates, guesses } = options
  return async (request, permission) => {
    const shown = dialect.credentials(request.headers)
    const caller = shown.secretHash && (await platform.authenticate(shown.secretHash))
    if (!caller || caller.credential.dialect !== dialect.name || !mayCallFrom(caller.credential, request.ip)) {
      return refuseGuess(guesses, shown, request.ip)
    }
    request.caller = caller
    const { credential, account } = caller
    takeRate(request, rates, account.id, account.requestsPerMinute)
    if (credential.requestsPerMinute !== null) takeRate(request, rates, credential.id, credential.requestsPerMinute)
    if (permission !== null && !credential.permissions.has(permission)) refuse({ code: 'permission_missing' })
    if (account.status !== 'active') refuse({ code: 'account_not_active' })
  }
}

/** An account's limit is for all its credentials together; one with a limit of its own has that too, and shows it. */
function takeRate(request: FastifyRequest, rates: RateLimiter, key: string, perMinute: number): void {
  const rate = rates.take(key, perMinute, performance.now())
  request.rate = rate
  if (rate.retryAfterMs > 0) {
    refuse({ code: 'rate_limited', retryAfterSeconds: Math.ceil(rate.retryAfterMs / 1000) })
  }
}

/** Unknown, expired, revoked, of another dialect, from elsewhere: one answer, so that it tells nothing. */
export async function refuseGuess(guesses: Guesses, { principal }: ShownCredentials, address: string): Promise<never> {
  const delayMs = guesses.delayMs(principal, address, performance.now())
  if (delayMs > 0) await wait(delayMs)
  refuse({ code: 'credentials_invalid' })
}
