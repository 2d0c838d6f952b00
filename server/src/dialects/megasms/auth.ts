// How a caller of MegaSMS proves who it is: `Authorization: Bearer ms_live_…`.
import { bearerToken } from '../../http/bearer.ts'
import type { Dialect } from '../dialect.ts'

export const credentials: Dialect['credentials'] = bearerToken

export const securitySchemes: Dialect['document']['securitySchemes'] = {
  token: { type: 'http', scheme: 'bearer', description: 'An API token of the vendor portal: `ms_live_…`.' },
}

export const SECURITY = [{ token: [] }]
