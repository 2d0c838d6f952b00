// /portal/api/second-factor: a person turns the code at their sign-in on and off.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { answerOf } from '../dialects/native/auth.ts'
import { confirmApp, offerApp, renewRecoveryCodes, secondFactorOf, turnOff } from '../setup/second-factor.ts'
import type { Setup } from '../setup/setup.ts'
import { refuseUnproven } from './proof.ts'

export function secondFactorRoutes(
  app: FastifyInstance,
  { setup, person }: { setup: Setup; person(request: FastifyRequest): Promise<void> },
): void {
  const config = { admit: person }
  const proven = {
    async admit(request: FastifyRequest) {
      await person(request)
      refuseUnproven(request.session, setup.clock.now())
    },
  }

  app.get('/second-factor', { config }, async ({ session }) => {
    const { on, recoveryCodes } = await secondFactorOf(setup, session.user.id)
    return { on, recovery_codes_left: recoveryCodes }
  })

  app.post('/second-factor', { config: proven }, async ({ session }, reply) =>
    reply.code(201).send(await answerOf(offerApp(setup, session.user.id))),
  )

  app.post<{ Body: Static<typeof Code> }>(
    '/second-factor/confirm',
    { config: proven, schema: { body: Code } },
    async ({ body, session }) => ({
      recovery_codes: await answerOf(confirmApp(setup, session.user.id, body.code)),
    }),
  )

  app.post('/second-factor/recovery-codes', { config: proven }, async ({ session }, reply) =>
    reply.code(201).send({ recovery_codes: await answerOf(renewRecoveryCodes(setup, session.user.id)) }),
  )

  app.delete('/second-factor', { config: proven }, async ({ session }, reply) => {
    await answerOf(turnOff(setup, session.user.id))
    return reply.code(204).send()
  })
}

const Code = Type.Object({ code: Type.String({ maxLength: 64 }) })
