// How the portal's calls word their failures: as our own API does, but to somebody who is signed in and holds no token.
import type { Refusal } from '../core/errors.ts'
import type { DialectErrors } from '../dialects/dialect.ts'
import { errors as native } from '../dialects/native/errors.ts'

/** For the page, which has words of its own for it. */
const inWords = (obstacle: Refusal['obstacle']) => obstacle && { details: { obstacle } }

const signedOut = {
  status: 401,
  body: { error: { code: 'credentials_missing', message: 'You are signed out. Sign in.' } },
}

export const errors: DialectErrors = {
  ...native,
  credentials_missing: () => signedOut,
  credentials_unreadable: () => signedOut,
  // No `WWW-Authenticate`: a browser would ask for a password in a window of its own.
  credentials_invalid: ({ message, reason }) => ({
    status: 401,
    body: {
      error: {
        code: reason ?? 'credentials_invalid',
        message: message ?? 'You were signed out after a while without use. Sign in again.',
      },
    },
  }),
  permission_missing: ({ message, reason, obstacle }) => ({
    status: 403,
    body: {
      error: {
        code: reason ?? 'permission_missing',
        message: message ?? 'Your role in this account does not allow that. Ask an owner of the account.',
        ...inWords(obstacle),
      },
    },
  }),
  conflict: ({ message, obstacle }) => ({
    status: 409,
    body: {
      error: {
        code: 'conflict',
        message: message ?? 'That cannot be done as things stand. Look at its present state first.',
        ...inWords(obstacle),
      },
    },
  }),
  account_not_active: () => ({
    status: 403,
    body: {
      error: {
        code: 'account_not_active',
        message:
          'This account is not active, so nothing in it can be changed or sent now. Ask the operator to activate it.',
      },
    },
  }),
}
