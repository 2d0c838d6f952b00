// How a caller of eSMS Africa proves who it is: `Authorization: Bearer esms_live_…`.
import { bearerToken } from '../../http/bearer.ts'
import type { Dialect } from '../dialect.ts'

export const credentials: Dialect['credentials'] = bearerToken

export const securitySchemes: Dialect['document']['securitySchemes'] = {
  key: { type: 'http', scheme: 'bearer', description: 'An API key of your account: `esms_live_…`.' },
}

export const SECURITY = [{ key: [] }]
