// /v1/operator: what staff do, with a token of staff.

import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { accountRoutes } from './accounts.ts'
import { auditRoutes } from './audit.ts'
import { carrierRoutes } from './carriers.ts'
import { allowWith, type OperatorContext } from './context.ts'
import { credentialRoutes } from './credentials.ts'
import { creditRoutes } from './credits.ts'
import { exchangeRateRoutes } from './exchange-rates.ts'
import { memberRoutes } from './members.ts'
import { numberRoutes } from './numbers.ts'
import { ratePlanRoutes } from './rate-plans.ts'
import { routeRoutes } from './routes.ts'
import { sampleRoutes } from './samples.ts'
import { senderIdRoutes } from './sender-ids.ts'
import { staffRoutes } from './staff.ts'
import { webhookRoutes } from './webhooks.ts'

export type { OperatorContext } from './context.ts'

/** Within the native dialect's own scope: its prefix, its errors. */
export function operatorRoutes(instance: FastifyInstance, context: OperatorContext): void {
  instance.register(
    (scope, _options, done) => {
      scope.decorateRequest('staff', null as never)
      const app = scope.withTypeProvider<TypeBoxTypeProvider>()
      const parts = { app, context, allow: allowWith(context) }
      accountRoutes(parts)
      creditRoutes(parts)
      credentialRoutes(parts)
      senderIdRoutes(parts)
      webhookRoutes(parts)
      memberRoutes(parts)
      ratePlanRoutes(parts)
      exchangeRateRoutes(parts)
      routeRoutes(parts)
      carrierRoutes(parts)
      staffRoutes(parts)
      numberRoutes(parts)
      auditRoutes(parts)
      sampleRoutes(parts)
      done()
    },
    { prefix: '/operator' },
  )
}
