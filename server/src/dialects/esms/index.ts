// eSMS Africa: bearer keys, one recipient a call, a price in the route's currency beside the wallet's, messages at a time
// of their own, and webhooks for what became of them.
import type { Dialect } from '../dialect.ts'
import { credentials, securitySchemes } from './auth.ts'
import { callback } from './callback.ts'
import { errors } from './errors.ts'
import { routes } from './routes.ts'

export const esms: Dialect = {
  name: 'esms',
  prefix: '/esms',
  errors,
  credentials,
  routes,
  document: {
    title: 'eSMS Africa API',
    description: 'Send a single SMS to any supported African country, now or at a time of your choice, and follow it.',
    securitySchemes,
  },
  callback,
}
