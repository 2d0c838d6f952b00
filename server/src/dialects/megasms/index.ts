// MegaSMS: bearer tokens with permissions, a wallet shown in SMS units, and a send that waits for the carrier. It tells
// nobody: a caller asks for the status.
import type { Dialect } from '../dialect.ts'
import { credentials, securitySchemes } from './auth.ts'
import { errors } from './errors.ts'
import { routes } from './routes.ts'

export const megasms: Dialect = {
  name: 'megasms',
  prefix: '/megasms',
  errors,
  credentials,
  routes,
  document: {
    title: 'MegaSMS API',
    description:
      'Send SMS to Tanzanian mobile numbers. One successful segment consumes one SMS unit; failed sends are refunded.',
    securitySchemes,
  },
  callback: null,
}
