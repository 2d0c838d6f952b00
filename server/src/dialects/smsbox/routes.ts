// The calls of SMSBox, and what they share: bodies in JSON or XML, and answers in whichever is asked for.
import type { FastifyInstance } from 'fastify'
import type { Platform } from '../../pipeline/platform.ts'
import type { Setup } from '../../setup/setup.ts'
import { asksForXml, writeXml } from './answer-xml.ts'
import { readXmlBodies } from './bodies.ts'
import { balanceRoutes } from './routes/balance.ts'
import { changeRoutes } from './routes/change.ts'
import { sendRoutes } from './routes/send.ts'
import { senderNameRoutes } from './routes/sender-names.ts'
import { templateRoutes } from './routes/templates.ts'

export function routes(app: FastifyInstance, platform: Platform, setup: Setup): void {
  readXmlBodies(app)
  app.addHook('onSend', async (request, reply, payload) => {
    const isOurs = !request.routeOptions.url?.endsWith('/openapi.json')
    if (!isOurs || typeof payload !== 'string' || !asksForXml(request.headers.accept)) return payload
    reply.header('content-type', 'application/xml; charset=utf-8')
    return writeXml(JSON.parse(payload))
  })
  sendRoutes(app, platform, setup)
  balanceRoutes(app, platform)
  changeRoutes(app, platform)
  senderNameRoutes(app, setup)
  templateRoutes(app, setup)
}
