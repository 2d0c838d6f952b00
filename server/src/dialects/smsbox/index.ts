// SMSBox: a key and secret as Basic or in headers, bodies and answers in JSON or XML, texts with the recipient's name in them,
// messages that wait for their time and can be changed until then, sender names, templates, and a callback of deliveries.
import type { FastifyInstance } from 'fastify'
import type { Platform } from '../../pipeline/platform.ts'
import type { Setup } from '../../setup/setup.ts'
import type { Dialect } from '../dialect.ts'
import { credentials, securitySchemes } from './auth.ts'
import { callback } from './callback.ts'
import { errors } from './errors.ts'
import { routes } from './routes.ts'

export function smsbox(setup: Setup): Dialect {
  return {
    name: 'smsbox',
    prefix: '/smsbox',
    errors,
    credentials,
    routes: (app: FastifyInstance, platform: Platform) => routes(app, platform, setup),
    document: {
      title: 'SMSBox API',
      description:
        'Send SMS to up to 1,000 recipients at once, now or later, each with its own name in the text. Bodies are JSON or XML; ' +
        'answers are JSON, or XML with the same names where `Accept` asks for it.',
      securitySchemes,
    },
    callback,
  }
}
