// MsGine: tokens shown in three ways, a request as one message with one status, money as numbers in the wallet's
// currency, and a webhook per recipient and change to the URL that the request brought along.
import type { FastifyInstance } from 'fastify'
import type { Platform } from '../../pipeline/platform.ts'
import type { Dialect } from '../dialect.ts'
import { credentials, securitySchemes } from './auth.ts'
import { callback } from './callback.ts'
import { errors } from './errors.ts'
import { type JudgeUrl, routes } from './routes.ts'

export function msgine({ judgeUrl }: { judgeUrl: JudgeUrl }): Dialect {
  return {
    name: 'msgine',
    prefix: '/msgine',
    errors,
    credentials,
    routes: (app: FastifyInstance, platform: Platform) => routes(app, platform, judgeUrl),
    document: {
      title: 'MsGine SMS API',
      description:
        'Send SMS messages to one or more recipients, follow their status, and look up prices. Every response carries ' +
        '`X-RateLimit-Limit` and `X-RateLimit-Remaining`, in requests a minute, and `X-RateLimit-Reset`, the seconds until ' +
        'all of them are there again; all three are 0 where the caller is not known.',
      securitySchemes,
    },
    callback,
  }
}
