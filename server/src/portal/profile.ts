// /portal/api/me, /sessions and /reauthenticate: what people change of themselves, and where they are signed in.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { refuse } from '../core/errors.ts'
import { LANGUAGES } from '../core/letters.ts'
import { answerOf } from '../dialects/native/auth.ts'
import { nullable, oneOf } from '../dialects/native/schema.ts'
import type { Setup } from '../setup/setup.ts'
import { changeProfile } from '../setup/users.ts'
import { meOf } from './me.ts'
import { closeOtherSessions, listSessions, proveSession } from './sessions.ts'
import type { Who } from './who.ts'

export function profileRoutes(
  app: FastifyInstance,
  parts: { setup: Setup; who: Who; person(request: FastifyRequest): Promise<void> },
): void {
  const { setup, who, person } = parts
  const config = { admit: person }

  app.patch<{ Body: Static<typeof Profile> }>(
    '/me',
    { config, schema: { body: Profile } },
    async ({ body, session }) => {
      const { email, name, language, staff_role, id } = await answerOf(changeProfile(setup, session.user.id, body))
      return meOf(setup, { ...session, user: { id, email, name, language, staff_role } })
    },
  )

  app.post<{ Body: Static<typeof Proof> }>(
    '/reauthenticate',
    { config, schema: { body: Proof } },
    async ({ body: { password, code }, session, ip }, reply) => {
      if (password !== undefined) await who.isPassword(session, password, ip)
      else if (code !== undefined) await who.isCode(session, code, ip)
      else refuse({ code: 'field_missing', field: 'password' })
      await proveSession(setup, session)
      return reply.code(204).send()
    },
  )

  app.get('/sessions', { config }, async ({ session }) => ({
    data: (await listSessions(setup, session)).map(({ created_at, last_seen_at, ...row }) => ({
      ...row,
      created_at: created_at.toISOString(),
      last_seen_at: last_seen_at.toISOString(),
      this: row.id === session.id,
    })),
  }))

  app.delete('/sessions', { config }, async ({ session }, reply) => {
    await closeOtherSessions(setup, session)
    return reply.code(204).send()
  })
}

const Profile = Type.Object({
  name: Type.Optional(Type.String({ maxLength: 100 })),
  language: Type.Optional(nullable(oneOf(LANGUAGES))),
})
const Proof = Type.Object({
  password: Type.Optional(Type.String()),
  code: Type.Optional(Type.String({ maxLength: 64 })),
})
