// /portal/api/sign-in, /sign-out and /me: who somebody is, and what they may reach.
import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { refuse } from '../core/errors.ts'
import { dutiesOf } from '../dialects/native/operator/duties.ts'
import type { Guesses } from '../http/guesses.ts'
import type { Setup } from '../setup/setup.ts'
import { type UserRow, verifyPassword } from '../setup/users.ts'
import { accountsOfUser } from '../store/members.ts'
import { giveCookie, isPrivateWay, sessionToken, takeCookie } from './cookie.ts'
import { forgeryToken, refuseForgery, refuseOtherOrigin } from './forgery.ts'
import { impersonationOf, roleOfImpersonator } from './impersonation.ts'
import { permissionsOf } from './roles.ts'
import { closeSession, findSession, openSession, type Session, type Visit } from './sessions.ts'

export function signInRoutes(
  app: FastifyInstance,
  parts: { setup: Setup; guesses: Guesses; person(request: FastifyRequest): Promise<void> },
): void {
  const { setup, guesses, person } = parts
  const turns = signInTurns()

  app.post<{ Body: Static<typeof Credentials> }>(
    '/sign-in',
    { config: { admit: fromOurPage }, schema: { body: Credentials } },
    async (request, reply) => {
      const user = await turns.take(request.ip, () => userOf(request.body, request.ip))
      const session = await openSession(setup, user, visitOf(request))
      giveCookie(request, reply, session.token)
      return me(session)
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

  app.get('/me', { config: { admit: person } }, ({ session }) => me(session))

  /** Wrong tries wait, longer and longer; a right one never does, so nobody is locked out by another's tries. */
  async function userOf({ email, password }: Static<typeof Credentials>, address: string): Promise<UserRow> {
    const user = await verifyPassword(setup, email, password)
    if (user) return user
    await wait(guesses.delayMs(`portal ${email.trim().toLowerCase()}`, address, performance.now()))
    return refuse({
      code: 'credentials_invalid',
      message: 'This e-mail and password do not belong together. Check both and try again.',
    })
  }

  async function me(session: Session): Promise<object> {
    const { token, user } = session
    const own = await setup.database.transaction([], (tx) => accountsOfUser(tx, user.id))
    const entered = await impersonationOf(setup, session)
    const { id, email, name, staff_role } = user
    const rows = [...own]
    if (entered && own.every((row) => row.id !== entered.account_id)) {
      const { account_id, name, status } = entered
      rows.push({ id: account_id, name, status, role: roleOfImpersonator(session) })
    }
    return {
      user: { id, email, name, staff_role },
      duties: staff_role === null ? [] : dutiesOf(staff_role),
      accounts: rows.map((row) => ({ ...row, permissions: permissionsOf(row.role) })),
      impersonation: entered && { account_id: entered.account_id, until: entered.until.toISOString() },
      csrf_token: forgeryToken(token),
    }
  }
}

function visitOf(request: FastifyRequest): Visit {
  return { before: sessionToken(request), userAgent: request.headers['user-agent'], address: request.ip }
}

const Credentials = Type.Object({ email: Type.String({ maxLength: 254 }), password: Type.String() })

async function fromOurPage(request: FastifyRequest): Promise<void> {
  refuseOtherOrigin(request)
  if (isPrivateWay(request)) return
  const message = 'This address is not encrypted, so a password could be read on its way. Open the portal by https.'
  refuse({ code: 'permission_missing', message })
}

// A password takes a quarter of a second and 128 MiB to check, one after another (setup/passwords.ts): the line stays short
// enough to wait in, and nobody fills it alone.
const IN_LINE_MAX = 40
const IN_LINE_PER_ADDRESS = 5

function signInTurns() {
  const inLine = new Map<string, number>()
  let all = 0
  return {
    async take<T>(address: string, work: () => Promise<T>): Promise<T> {
      const mine = inLine.get(address) ?? 0
      if (mine >= IN_LINE_PER_ADDRESS) refuse({ code: 'rate_limited', retryAfterSeconds: 2 })
      if (all >= IN_LINE_MAX) refuse({ code: 'unavailable', retryAfterSeconds: 5 })
      inLine.set(address, mine + 1)
      all++
      try {
        return await work()
      } finally {
        all--
        const left = (inLine.get(address) as number) - 1
        if (left === 0) inLine.delete(address)
        else inLine.set(address, left)
      }
    },
  }
}
