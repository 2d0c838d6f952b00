// The token of an Authorization header (RFC 6750 §2.1), for the dialects that have one.
import type { IncomingHttpHeaders } from 'node:http'
import { refuse } from '../core/errors.ts'
import type { ShownCredentials } from '../dialects/dialect.ts'
import { checksumHolds, secretHash } from '../secrets.ts'

// The scheme is case-insensitive (RFC 9110 §11.1). A token is one word: b64token of RFC 6750, and whatever else a client
// has pasted, which is then unknown rather than unreadable.
const BEARER = /^bearer +([!-~]+) *$/i

export function bearerToken(headers: IncomingHttpHeaders): ShownCredentials {
  const header = headers.authorization
  if (header === undefined || header === '') refuse({ code: 'credentials_missing' })
  const token = BEARER.exec(header)?.[1]
  if (token === undefined) refuse({ code: 'credentials_unreadable' })
  return tokenCredentials(token)
}

/** A mistyped token costs no look-up: its checksum says so. */
export function tokenCredentials(token: string): ShownCredentials {
  return { principal: '', secretHash: checksumHolds(token) ? secretHash(token) : null }
}
