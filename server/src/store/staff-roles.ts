// Every statement on which of the users are staff, and as what.
import type { Statement, Tx } from './database.ts'
import type { StaffRole } from './users.ts'

const SET: Statement = {
  name: 'staff_role_set',
  text: `update users set staff_role = $2 where id = $1 and staff_role is not null
    returning id, email, name, staff_role, created_at`,
}

export type StaffRow = { id: string; email: string; name: string; staff_role: StaffRole | null; created_at: Date }

/** Null role: no longer of the staff. Null when the user is none. */
export async function setStaffRole(tx: Tx, id: string, role: StaffRole | null): Promise<StaffRow | null> {
  return (await tx.run<StaffRow>(SET, [id, role]))[0] ?? null
}

const OTHER_ADMINS: Statement = {
  name: 'staff_other_admins',
  text: `select count(*)::integer as admins from users where staff_role = 'admin' and id <> $1`,
}

export async function countOtherAdmins(tx: Tx, id: string): Promise<number> {
  return (await tx.run<{ admins: number }>(OTHER_ADMINS, [id]))[0]?.admins ?? 0
}
