// How a caller of MsGine proves who it is: a token, shown in any of the three ways in which its clients show it.
import type { IncomingHttpHeaders } from 'node:http'
import { refuse } from '../../core/errors.ts'
import { tokenCredentials } from '../../http/bearer.ts'
import type { Dialect, ShownCredentials } from '../dialect.ts'

// The scheme is case-insensitive (RFC 9110 §11.1). The provider's own SDK 1 leaves it out.
const AUTHORIZATION = /^(?:bearer +)?([!-~]+) *$/i

/** `Authorization` where it is there, as the document has it; else the `X-Api-Key` of SDK 2. */
export function credentials(headers: IncomingHttpHeaders): ShownCredentials {
  const { authorization = '', 'x-api-key': key = '' } = headers
  if (authorization === '' && key === '') refuse({ code: 'credentials_missing' })
  if (authorization === '') return tokenCredentials(String(key).trim())
  const token = AUTHORIZATION.exec(authorization)?.[1]
  if (token === undefined) refuse({ code: 'credentials_unreadable' })
  return tokenCredentials(token)
}

export const securitySchemes: Dialect['document']['securitySchemes'] = {
  token: {
    type: 'http',
    scheme: 'bearer',
    description: 'An API token: `mg_live_…`. The word `Bearer` may be left out.',
  },
  apiKey: { type: 'apiKey', in: 'header', name: 'X-Api-Key', description: 'The same token in a header of its own.' },
}

/** One of the two. */
export const SECURITY: Record<string, string[]>[] = [{ token: [] }, { apiKey: [] }]
