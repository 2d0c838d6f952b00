// Who may call under /portal/api: the session's cookie alone counts. For what belongs to an account, the header `x-account`
// says which, and the person has to belong to it.
import type { FastifyRequest } from 'fastify'
import type { Account } from '../core/accounts.ts'
import { refuse } from '../core/errors.ts'
import type { Admit } from '../http/admission.ts'
import type { RateLimiter } from '../http/rate-limit.ts'
import { isId } from '../ids.ts'
import type { Setup } from '../setup/setup.ts'
import { roleOfMember } from '../store/members.ts'
import { sessionToken } from './cookie.ts'
import { refuseForgery } from './forgery.ts'
import { impersonationOf, permissionsOfImpersonator, refuseSecrets } from './impersonation.ts'
import { refuseUnproven } from './proof.ts'
import { permissionsOf } from './roles.ts'
import { findSession, type Session } from './sessions.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on the portal's routes for people who have signed in. */
    session: Session
  }
}

export type Accounts = { account(id: string): Promise<Account | null> }

const CALLS_PER_MINUTE = 600 // a person's, over all accounts: its own, so that the account's programs lose nothing to it

export function admitPerson(setup: Setup, rates: RateLimiter): (request: FastifyRequest) => Promise<void> {
  return async (request) => {
    const token = sessionToken(request)
    const session = token === undefined ? null : await findSession(setup, token, isUse(request))
    if (!session) refuse({ code: token === undefined ? 'credentials_missing' : 'credentials_invalid' })
    refuseForgery(request, session.token)
    const { retryAfterMs } = rates.take(`user ${session.user.id}`, CALLS_PER_MINUTE, performance.now())
    if (retryAfterMs > 0) refuse({ code: 'rate_limited', retryAfterSeconds: Math.ceil(retryAfterMs / 1000) })
    request.session = session
  }
}

// A page says so of what it asks for by itself; a browser's stream says nothing and opens again by itself. Whoever leaves the
// header out is where they are without it, and whoever sends it is signed out sooner.
function isUse({ headers, routeOptions }: FastifyRequest): boolean {
  return headers['x-unattended'] === undefined && !routeOptions.config.unattended
}

/** For routes of an account: sets `caller`, as a credential's admission does. */
export function admitMember(parts: { setup: Setup; accounts: Accounts; rates: RateLimiter }): Admit {
  const { setup, accounts, rates } = parts
  const person = admitPerson(setup, rates)
  return async (request, permission) => {
    await person(request)
    const { user } = request.session
    const accountId = request.headers['x-account']
    if (typeof accountId !== 'string') {
      refuse({
        code: 'field_missing',
        field: 'x-account',
        message: 'The header x-account says which account is meant.',
      })
    }
    const role = isId(accountId)
      ? await setup.database.transaction([], (tx) => roleOfMember(tx, user.id, accountId))
      : null
    const entered = role ? null : await impersonationOf(setup, request.session)
    const isEntered = entered?.account_id === accountId
    const account = role || isEntered ? await accounts.account(accountId) : null
    if (!account) refuse({ code: 'not_found', message: 'You belong to no account with this id.' })
    if (isEntered) refuseSecrets(request.routeOptions.schema)
    const permissions = new Set<string>(role ? permissionsOf(role) : permissionsOfImpersonator(request.session))
    request.caller = { account, userId: user.id, credential: asCredential(user.id, account.id, permissions) }
    if (permission !== null && !permissions.has(permission)) refuse({ code: 'permission_missing' })
    // What is there may still be looked at.
    if (account.status !== 'active' && request.method !== 'GET') refuse({ code: 'account_not_active' })
    if (!request.routeOptions.config.proof) return
    if (isEntered) refuse({ code: 'permission_missing', obstacle: 'customers_only', message: OWN_PEOPLE })
    refuseUnproven(request.session, setup.clock.now())
  }
}

const OWN_PEOPLE = "An account's keys and team are its own people's to change."

const asCredential = (id: string, accountId: string, permissions: ReadonlySet<string>) => ({
  id,
  accountId,
  dialect: 'native',
  permissions,
  allowedIps: [],
  requestsPerMinute: null,
  expiresAtMs: null,
  revoked: false,
})
