// Staff at the portal: whoever has signed in and runs the installation, as the operator's calls know them.
import type { FastifyRequest } from 'fastify'
import { refuse } from '../core/errors.ts'
import type { StaffOf } from '../dialects/native/operator/index.ts'
import type { Session } from './sessions.ts'

/** The audit log has the person, not a token. */
export function staffBySession(person: (request: FastifyRequest) => Promise<void>): StaffOf {
  return async (request) => {
    await person(request)
    return staffOf(request.session)
  }
}

export function staffOf({ user: { id, name, staff_role: role } }: Session): Awaited<ReturnType<StaffOf>> {
  if (role === null) refuse({ code: 'permission_missing', message: 'This is for who runs the installation.' })
  return { id, name, role, actor: `user:${id}` }
}
