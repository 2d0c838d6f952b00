// /portal/api/sign-in, /sign-out and /me: who somebody is, and what they may reach.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { refuse } from '../core/errors.ts'
import { answerOf } from '../dialects/native/auth.ts'
import { confirmAddress, mailConfirmation } from '../setup/mailed-links.ts'
import type { Setup } from '../setup/setup.ts'
import type { UserRow } from '../setup/users.ts'
import { sessionToken, takeCookie } from './cookie.ts'
import { fromOurPage, refuseForgery } from './forgery.ts'
import { meOf, startSession } from './me.ts'
import { closeSession, findSession } from './sessions.ts'
import type { Who } from './who.ts'

export function signInRoutes(
  app: FastifyInstance,
  parts: { setup: Setup; who: Who; person(request: FastifyRequest): Promise<void> },
): void {
  const { setup, who, person } = parts
  app.post<{ Body: Static<typeof Credentials> }>(
    '/sign-in',
    { config: { admit: fromOurPage }, schema: { body: Credentials } },
    async (request, reply) => {
      const { email, password, code, confirmation } = request.body
      const user = await who.byPassword(email, password, request.ip)
      if (user.confirmed_at === null) await confirm(user, confirmation)
      await who.byCode(user, code, request.ip)
      return startSession(setup, user, request, reply)
    },
  )

  app.post('/sign-out', { config: { admit: fromOurPage } }, async (request, reply) => {
    const token = sessionToken(request)
    const session = token === undefined ? null : await findSession(setup, token)
    if (session) {
      refuseForgery(request, session.token)
      await closeSession(setup, session)
    }
    takeCookie(request, reply)
    return reply.code(204).send()
  })

  app.get('/me', { config: { admit: person } }, ({ session }) => meOf(setup, session))

  /** Signing in with the link of the mail: only who chose the password can, so no mail of another's makes a user theirs. */
  async function confirm(user: UserRow, confirmation: string | undefined): Promise<void> {
    if (confirmation !== undefined) return void (await answerOf(confirmAddress(setup, user.id, confirmation)))
    await mailConfirmation(setup, user)
    refuse({ code: 'permission_missing', reason: 'address_unconfirmed', message: UNCONFIRMED })
  }
}

const UNCONFIRMED = 'Your address is not confirmed yet. Open the link in the mail that we have just sent you.'

const Credentials = Type.Object({
  email: Type.String({ maxLength: 254 }),
  password: Type.String(),
  code: Type.Optional(Type.String({ maxLength: 64 })),
  confirmation: Type.Optional(Type.String({ maxLength: 200 })),
})
