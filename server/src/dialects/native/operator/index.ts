// /v1/operator: what staff do, with a token of staff; and at the portal, signed in.

import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { accountRoutes } from './accounts.ts'
import { auditRoutes } from './audit.ts'
import { brandingRoutes } from './branding.ts'
import { carrierTrialRoutes } from './carrier-trials.ts'
import { carrierRoutes } from './carriers.ts'
import { allowWith, type OperatorContext, type StaffOf } from './context.ts'
import { credentialRoutes } from './credentials.ts'
import { creditRoutes } from './credits.ts'
import { exchangeRateRoutes } from './exchange-rates.ts'
import { healthRoutes } from './health.ts'
import { memberRoutes } from './members.ts'
import { numberRequestRoutes } from './number-requests.ts'
import { numberRoutes } from './numbers.ts'
import { overviewRoutes } from './overview.ts'
import { purchaseRoutes } from './purchases.ts'
import { ratePlanRoutes } from './rate-plans.ts'
import { reportRoutes } from './reports.ts'
import { routeRoutes } from './routes.ts'
import { sampleRoutes } from './samples.ts'
import { senderIdRoutes } from './sender-ids.ts'
import { signUpRoutes } from './sign-up.ts'
import { staffRoutes } from './staff.ts'
import { troubleRoutes } from './trouble.ts'
import { webhookRoutes } from './webhooks.ts'

export { type Allow, allowWith, type OperatorContext, type StaffOf, staffByToken } from './context.ts'

/** Within the scope of our own API: its prefix, its errors. */
export function operatorRoutes(instance: FastifyInstance, context: OperatorContext, staffOf: StaffOf): void {
  instance.register(
    (scope, _options, done) => {
      scope.decorateRequest('staff', null as never)
      const app = scope.withTypeProvider<TypeBoxTypeProvider>()
      const parts = { app, context, allow: allowWith(staffOf) }
      accountRoutes(parts)
      creditRoutes(parts)
      purchaseRoutes(parts)
      credentialRoutes(parts)
      senderIdRoutes(parts)
      webhookRoutes(parts)
      memberRoutes(parts)
      ratePlanRoutes(parts)
      exchangeRateRoutes(parts)
      routeRoutes(parts)
      carrierRoutes(parts)
      carrierTrialRoutes(parts)
      staffRoutes(parts)
      brandingRoutes(parts)
      signUpRoutes(parts)
      numberRoutes(parts)
      numberRequestRoutes(parts)
      auditRoutes(parts)
      reportRoutes(parts)
      overviewRoutes(parts)
      troubleRoutes(parts)
      healthRoutes(parts)
      sampleRoutes(parts)
      done()
    },
    { prefix: '/operator' },
  )
}
