// /portal/api/sign-up: whether anybody may, and somebody who does.
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { LANGUAGES } from '../core/letters.ts'
import { answerOf } from '../dialects/native/auth.ts'
import { oneOf } from '../dialects/native/schema.ts'
import type { RateLimiter } from '../http/rate-limit.ts'
import type { Setup } from '../setup/setup.ts'
import { signUp, signUpRules } from '../setup/sign-up.ts'
import { fromOurPage } from './forgery.ts'
import { refuseFlood } from './mail-flood.ts'
import type { Turns } from './turns.ts'

export function signUpRoutes(app: FastifyInstance, parts: { setup: Setup; rates: RateLimiter; turns: Turns }): void {
  const { setup, rates, turns } = parts
  app.get('/sign-up', { config: { open: true } }, async () => ({
    open: (await signUpRules(setup)).accounts !== 'closed',
  }))

  app.post<{ Body: Static<typeof Person> }>(
    '/sign-up',
    { config: { admit: fromOurPage }, schema: { body: Person } },
    async ({ body, ip }, reply) => {
      refuseFlood(rates, body.email, ip)
      const { language = null, ...input } = body
      await answerOf(turns.take(ip, () => signUp(setup, { ...input, language })))
      return reply.code(202).send({ email: body.email })
    },
  )
}

const Person = Type.Object({
  email: Type.String({ maxLength: 254 }),
  name: Type.String({ maxLength: 100 }),
  password: Type.String(),
  account: Type.String({ maxLength: 100 }),
  language: Type.Optional(oneOf(LANGUAGES)),
})
