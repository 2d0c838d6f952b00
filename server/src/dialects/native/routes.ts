// Every call of a customer's to our own API, by resource.
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import type { Platform } from '../../pipeline/platform.ts'
import type { Setup } from '../../setup/setup.ts'
import { SECURITY } from './auth.ts'
import { contactRoutes } from './routes/contacts.ts'
import { contactFileRoute } from './routes/contacts-file.ts'
import { credentialRoutes } from './routes/credentials.ts'
import { groupRoutes } from './routes/groups.ts'
import { inboundRoutes } from './routes/inbound.ts'
import { keywordRoutes } from './routes/keywords.ts'
import { messageRoutes } from './routes/messages.ts'
import { messagesCsvRoute } from './routes/messages-csv.ts'
import { moneyRoutes } from './routes/money.ts'
import { noticeRoutes } from './routes/notices.ts'
import { numberRequestRoutes } from './routes/number-requests.ts'
import { numberRoutes } from './routes/numbers.ts'
import { optOutRoutes } from './routes/opt-outs.ts'
import { pricingRoutes } from './routes/pricing.ts'
import { purchaseRoutes } from './routes/purchases.ts'
import { requestRoutes, scheduleRoutes } from './routes/requests.ts'
import { scheduledRoutes } from './routes/scheduled.ts'
import { sendRoute } from './routes/send.ts'
import { senderIdRoutes } from './routes/sender-ids.ts'
import { statementRoutes } from './routes/statement.ts'
import { teamRoutes } from './routes/team.ts'
import { templateRoutes } from './routes/templates.ts'
import { webhookAttemptRoutes } from './routes/webhook-attempts.ts'
import { webhookRoutes } from './routes/webhooks.ts'
import { ErrorAnswer } from './schema.ts'

export function nativeRoutes(instance: FastifyInstance, platform: Platform, setup: Setup): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>()
  app.addSchema(ErrorAnswer)
  app.addHook('onRoute', (route) => {
    // The operator's calls take a token as well, of staff.
    route.schema = { security: SECURITY, ...route.schema }
  })
  sendRoute(instance, platform, setup)
  requestRoutes(app, platform)
  scheduleRoutes(app, platform)
  scheduledRoutes(app, platform)
  messageRoutes(app, platform, setup)
  messagesCsvRoute(app, platform)
  moneyRoutes(app, platform)
  statementRoutes(app, platform)
  pricingRoutes(app, platform)
  purchaseRoutes(instance, platform, setup)
  senderIdRoutes(app, setup)
  templateRoutes(app, setup)
  contactRoutes(app, setup)
  contactFileRoute(app, setup)
  groupRoutes(app, setup)
  credentialRoutes(app, setup)
  teamRoutes(app, setup)
  webhookRoutes(app, setup)
  webhookAttemptRoutes(app, setup)
  numberRoutes(app, setup)
  numberRequestRoutes(app, setup)
  inboundRoutes(app, setup)
  keywordRoutes(app, setup)
  optOutRoutes(app, setup)
  noticeRoutes(app, setup)
}
