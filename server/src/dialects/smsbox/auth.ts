// How a caller of SMSBox proves who it is: its key and secret as HTTP Basic, or in a header each.
import type { IncomingHttpHeaders } from 'node:http'
import { refuse } from '../../core/errors.ts'
import { checksumHolds, secretHash } from '../../secrets.ts'
import type { Dialect, ShownCredentials } from '../dialect.ts'

// The scheme is case-insensitive (RFC 9110 §11.1). Key and secret are ASCII, so no charset matters (RFC 7617 §2.1).
const BASIC = /^basic +([A-Za-z0-9+/]+={0,2}) *$/i

/** `Authorization` where it is there, else `api-key` and `api-secret`. */
export function credentials(headers: IncomingHttpHeaders): ShownCredentials {
  const { authorization = '', 'api-key': key = '', 'api-secret': secret = '' } = headers
  if (authorization !== '') return basic(authorization)
  if (key === '' && secret === '') refuse({ code: 'credentials_missing' })
  return pair(String(key), String(secret))
}

function basic(authorization: string): ShownCredentials {
  const encoded = BASIC.exec(authorization)?.[1]
  const both = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString('latin1')
  const colon = both.indexOf(':')
  if (colon === -1) refuse({ code: 'credentials_unreadable' })
  return pair(both.slice(0, colon), both.slice(colon + 1))
}

function pair(key: string, secret: string): ShownCredentials {
  const mayBeOurs = checksumHolds(key) && checksumHolds(secret)
  return { principal: key, secretHash: mayBeOurs ? secretHash(key, secret) : null }
}

export const securitySchemes: Dialect['document']['securitySchemes'] = {
  basic: {
    type: 'http',
    scheme: 'basic',
    description: 'The API key as user name, `sbk_…`, and the API secret as password, `sbs_…`.',
  },
  key: { type: 'apiKey', in: 'header', name: 'api-key', description: 'The API key in a header of its own.' },
  secret: { type: 'apiKey', in: 'header', name: 'api-secret', description: 'The API secret beside it.' },
}

/** One of the two ways. */
export const SECURITY: Record<string, string[]>[] = [{ basic: [] }, { key: [], secret: [] }]
