// /portal/api/invitation: what an invitation is to, and joining, by who is signed in or is new here. The secret of its link is
// in the body: an address would be logged on its way.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { refuse } from '../core/errors.ts'
import { answerOf } from '../dialects/native/auth.ts'
import { join, joinAnew, lookAtInvitation } from '../setup/invitations.ts'
import type { Setup } from '../setup/setup.ts'
import { fromOurPage } from './forgery.ts'
import { meOf, startSession } from './me.ts'
import type { Turns } from './turns.ts'

export function invitationRoutes(
  app: FastifyInstance,
  { setup, turns, person }: { setup: Setup; turns: Turns; person(request: FastifyRequest): Promise<void> },
): void {
  app.post<{ Body: Static<typeof Link> }>(
    '/invitation',
    { config: { admit: fromOurPage }, schema: { body: Link } },
    async ({ body }) => {
      const found = await lookAtInvitation(setup, body.token)
      return found ?? refuse({ code: 'not_found', message: GONE })
    },
  )

  app.post<{ Body: Static<typeof Link> }>(
    '/invitation/join',
    { config: { admit: person }, schema: { body: Link } },
    async ({ body, session }) => {
      await answerOf(join(setup, body.token, session.user))
      return meOf(setup, session)
    },
  )

  app.post<{ Body: Static<typeof Newcomer> }>(
    '/invitation/join-anew',
    { config: { admit: fromOurPage }, schema: { body: Newcomer } },
    async (request, reply) => {
      const { token, ...input } = request.body
      const user = await answerOf(turns.take(request.ip, () => joinAnew(setup, token, input)))
      return startSession(setup, user, request, reply)
    },
  )
}

const GONE = 'This invitation was used or cancelled, or its time is over. Ask for another one.'

const Token = Type.String({ maxLength: 200 })
const Link = Type.Object({ token: Token })
const Newcomer = Type.Object({ token: Token, name: Type.String({ maxLength: 100 }), password: Type.String() })
