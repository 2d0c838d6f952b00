// What somebody of the staff is from now on, or that they are none of it any more. An admin is always left.
import { refuse } from '../core/errors.ts'
import { isId } from '../ids.ts'
import { countOtherAdmins, type StaffRow, setStaffRole } from '../store/staff-roles.ts'
import type { StaffRole } from '../store/users.ts'
import { type Actor, changePeople, type Outcome, type Setup } from './setup.ts'

/** It holds with the next call of theirs; `null` ends their access to the console. */
export function changeStaffRole(setup: Setup, actor: Actor, userId: string, role: StaffRole | null): Outcome<StaffRow> {
  return changePeople(setup, actor, async ({ tx, audit }) => {
    if (!isId(userId)) refuse({ code: 'not_found' })
    if (actor === `user:${userId}`) {
      refuse({ code: 'conflict', obstacle: 'own_role', message: 'Nobody changes their own role. Ask another admin.' })
    }
    const user = await setStaffRole(tx, userId, role)
    if (!user) refuse({ code: 'not_found' })
    if (role !== 'admin' && (await countOtherAdmins(tx, userId)) === 0) {
      refuse({
        code: 'conflict',
        obstacle: 'last_admin',
        message: 'This is the last admin. Make somebody else an admin first.',
      })
    }
    if (role === null) audit('staff.removed', userId, { email: user.email })
    else audit('staff.role_changed', userId, { email: user.email, role })
    return user
  })
}
