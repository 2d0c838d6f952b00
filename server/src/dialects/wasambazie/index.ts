// Wasambazie: a pair of keys, a wallet of SMS credits, a send that waits for the carrier, and a batch that is reported,
// and told of, once every message of it is final.
import type { Dialect } from '../dialect.ts'
import { credentials, securitySchemes } from './auth.ts'
import { callback } from './callback.ts'
import { errors } from './errors.ts'
import { routes } from './routes.ts'

export const wasambazie: Dialect = {
  name: 'wasambazie',
  prefix: '/wasambazie',
  errors,
  credentials,
  routes,
  document: {
    title: 'Wasambazie API',
    description:
      'Programmatic SMS sending. Sending to N recipients costs the segments of the message times N credits; what the provider rejects costs none.',
    securitySchemes,
  },
  callback,
}
