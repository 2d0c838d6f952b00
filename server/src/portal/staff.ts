// Staff at the portal: whoever has signed in and runs the installation, as the operator's calls know them.
import type { FastifyRequest } from 'fastify'
import { refuse } from '../core/errors.ts'
import type { Duty } from '../dialects/native/operator/duties.ts'
import type { StaffOf } from '../dialects/native/operator/index.ts'
import { refuseUnproven } from './proof.ts'
import type { Session } from './sessions.ts'

// What hands out keys, people or money asks for a password or a code again, as it does of an account's own people (S11).
const PROVEN: ReadonlySet<Duty> = new Set([
  'staff:change',
  'accounts:serve',
  'accounts:enter',
  'credits:give',
  'credits:limit',
])

/** The audit log has the person, not a token. */
export function staffBySession(person: (request: FastifyRequest) => Promise<void>, clock: { now(): number }): StaffOf {
  return async (request, duty) => {
    await person(request)
    const staff = staffOf(request.session)
    if (request.method !== 'GET' && PROVEN.has(duty)) refuseUnproven(request.session, clock.now())
    return staff
  }
}

function staffOf({ user: { id, name, staff_role: role } }: Session): Awaited<ReturnType<StaffOf>> {
  if (role === null)
    refuse({ code: 'permission_missing', obstacle: 'staff_only', message: 'This is for who runs the installation.' })
  return { id, name, role, actor: `user:${id}` }
}
