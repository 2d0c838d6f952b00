// What the pages are told of whoever has signed in: who they are, what they may reach, and what they show with each change.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { dutiesOf } from '../dialects/native/operator/duties.ts'
import type { Setup } from '../setup/setup.ts'
import { accountsOfUser } from '../store/members.ts'
import { giveCookie, sessionToken } from './cookie.ts'
import { forgeryToken } from './forgery.ts'
import { impersonationOf, roleOfImpersonator } from './impersonation.ts'
import { permissionsOf } from './roles.ts'
import { openSession, type Session } from './sessions.ts'

/** Signs somebody in: the cookie is in the answer's head, and who they are in its body. */
export async function startSession(
  setup: Setup,
  user: Session['user'],
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<object> {
  const visit = { before: sessionToken(request), userAgent: request.headers['user-agent'], address: request.ip }
  const session = await openSession(setup, user, visit)
  giveCookie(request, reply, session.token)
  return meOf(setup, session)
}

export async function meOf(setup: Setup, session: Session): Promise<object> {
  const { token, user } = session
  const own = await setup.database.transaction([], (tx) => accountsOfUser(tx, user.id))
  const entered = await impersonationOf(setup, session)
  const { id, email, name, language, staff_role } = user
  const rows = [...own]
  if (entered && own.every((row) => row.id !== entered.account_id)) {
    const { account_id, name, status } = entered
    rows.push({ id: account_id, name, status, role: roleOfImpersonator(session) })
  }
  return {
    user: { id, email, name, language, staff_role },
    duties: staff_role === null ? [] : dutiesOf(staff_role),
    accounts: rows.map((row) => ({ ...row, permissions: permissionsOf(row.role) })),
    impersonation: entered && { account_id: entered.account_id, until: entered.until.toISOString() },
    csrf_token: forgeryToken(token),
  }
}
