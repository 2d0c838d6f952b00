// /portal/api/password: forgotten, chosen anew with the link of a mail, or changed by who knows it.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { answerOf } from '../dialects/native/auth.ts'
import type { RateLimiter } from '../http/rate-limit.ts'
import type { Logger } from '../log.ts'
import { mailPasswordReset, resetPassword } from '../setup/mailed-links.ts'
import { changePassword } from '../setup/own-password.ts'
import type { Setup } from '../setup/setup.ts'
import { fromOurPage } from './forgery.ts'
import { refuseFlood } from './mail-flood.ts'
import type { Turns } from './turns.ts'
import type { Who } from './who.ts'

export function passwordRoutes(
  app: FastifyInstance,
  parts: {
    setup: Setup
    rates: RateLimiter
    turns: Turns
    who: Who
    log: Logger
    person(request: FastifyRequest): Promise<void>
  },
): void {
  const { setup, rates, turns, who, log, person } = parts

  app.post<{ Body: Static<typeof Forgotten> }>(
    '/password/forgotten',
    { config: { admit: fromOurPage }, schema: { body: Forgotten } },
    async ({ body: { email }, ip }, reply) => {
      refuseFlood(rates, email, ip)
      // Not waited for: how long it takes would say whether somebody has the address.
      mailPasswordReset(setup, email).catch((err) => log.error({ err }, 'a new password could not be offered'))
      return reply.code(202).send({ email })
    },
  )

  app.post<{ Body: Static<typeof Anew> }>(
    '/password/reset',
    { config: { admit: fromOurPage }, schema: { body: Anew } },
    async ({ body: { token, password }, ip }, reply) => {
      await answerOf(turns.take(ip, () => resetPassword(setup, token, password)))
      return reply.code(204).send()
    },
  )

  app.post<{ Body: Static<typeof Change> }>(
    '/password',
    { config: { admit: person }, schema: { body: Change } },
    async ({ body, session, ip }, reply) => {
      await who.isPassword(session, body.current, ip)
      await answerOf(turns.take(ip, () => changePassword(setup, session.user.id, session.id, body.password)))
      return reply.code(204).send()
    },
  )
}

const Forgotten = Type.Object({ email: Type.String({ maxLength: 254 }) })
const Anew = Type.Object({ token: Type.String({ maxLength: 200 }), password: Type.String() })
const Change = Type.Object({ current: Type.String(), password: Type.String() })
