// Our own API, at /v1: what the portal, the command line, and customers without an old dialect use.
import type { FastifyInstance } from 'fastify'
import type { Platform } from '../../pipeline/platform.ts'
import type { Dialect } from '../dialect.ts'
import { credentials, securitySchemes } from './auth.ts'
import { callback } from './callback.ts'
import { errors } from './errors.ts'
import { type OperatorContext, operatorRoutes, staffByToken } from './operator/index.ts'
import { speakToStaff, staffScheme } from './operator/staff-words.ts'
import { nativeRoutes } from './routes.ts'

export function native(context: OperatorContext): Dialect {
  return {
    name: 'native',
    prefix: '/v1',
    errors,
    credentials,
    routes(app: FastifyInstance, platform: Platform) {
      nativeRoutes(app, platform, context.setup)
      app.register((scope, _options, done) => {
        speakToStaff(scope)
        operatorRoutes(scope, context, staffByToken(context))
        done()
      })
    },
    document: {
      title: 'Njiwa API',
      description:
        'Send SMS, follow each message to its end, and see what it costs. Amounts are decimal strings beside their currency, ' +
        'times are ISO 8601 in UTC, lists are `{data, next}`. Errors are `{"error": {code, message, details?}}`: `code` is for ' +
        'programs and stays, `message` is for people. Every answer has an `x-request-id`.',
      securitySchemes: { ...securitySchemes, ...staffScheme },
    },
    callback,
  }
}
