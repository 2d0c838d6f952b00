// People: those who belong to accounts, and staff. An address is one person, however many accounts it belongs to.
import { refuse } from '../core/errors.ts'
import { newId } from '../ids.ts'
import {
  addMember as addMemberRow,
  addUser,
  listMemberRows,
  listStaffRows,
  type MemberRole,
  type MemberRow,
  type StaffRole,
  type UserRow,
  userByEmail,
} from '../store/users.ts'
import { invalid, line } from './fields.ts'
import { hashPassword, PASSWORD_MAX, PASSWORD_MIN, passwordMatches } from './passwords.ts'
import { type Actor, changeAccount, changeInstallation, type Outcome, readOfAccount, type Setup } from './setup.ts'

export type { MemberRole, MemberRow, StaffRole, UserRow } from '../store/users.ts'

export type MemberInput = { email: string; name: string; password: string; role: MemberRole }

/**
 * Adds a person to an account. Somebody who has a user already keeps its name and password, and `created` says so; who
 * belongs to the account already is a conflict.
 */
export async function addMember(
  setup: Setup,
  actor: Actor,
  accountId: string,
  input: MemberInput,
): Outcome<{ member: MemberRow; created: boolean }> {
  // Not in the transaction, and only for who is new: it takes a quarter of a second.
  const known = await setup.database.transaction([], (tx) => userByEmail(tx, normalEmail(input.email)))
  const password_hash = known ? '' : await hashPassword(input.password)
  return changeAccount(setup, actor, accountId, async ({ tx, nowMs, audit }) => {
    const { email, name } = person(input)
    const row = { id: newId(nowMs), email, name, password_hash, staff_role: null, created_at: new Date(nowMs) }
    const made = known ? null : await addUser(tx, row)
    const user = known ?? made ?? ((await userByEmail(tx, email)) as UserRow)
    if (!(await addMemberRow(tx, user.id, accountId, input.role))) {
      refuse({ code: 'conflict', field: 'email', message: 'this person belongs to the account already' })
    }
    audit('member.added', user.id, { email: user.email, role: input.role })
    return {
      member: { user_id: user.id, email: user.email, name: user.name, role: input.role },
      created: made !== null,
    }
  })
}

/** Newest first, before `beforeId`. */
export function listMembers(
  setup: Setup,
  accountId: string,
  beforeId: string | null,
  limit: number,
): Outcome<MemberRow[]> {
  return readOfAccount(setup, accountId, (tx) => listMemberRows(tx, accountId, beforeId, limit))
}

export type StaffInput = { email: string; name: string; password: string; role: StaffRole }

export async function createStaffUser(setup: Setup, actor: Actor, input: StaffInput): Outcome<UserRow> {
  const password_hash = await hashPassword(input.password) // not in the transaction: it takes a quarter of a second
  return changeInstallation(setup, actor, async ({ tx, nowMs, audit }) => {
    const row = {
      id: newId(nowMs),
      ...person(input),
      password_hash,
      staff_role: input.role,
      created_at: new Date(nowMs),
    }
    const user = await addUser(tx, row)
    if (!user) refuse({ code: 'conflict', field: 'email', message: 'somebody has this address already' })
    audit('staff.created', user.id, { email: user.email, role: input.role })
    return user
  })
}

export function listStaff(setup: Setup, beforeId: string | null, limit: number): Promise<UserRow[]> {
  return setup.database.transaction([], (tx) => listStaffRows(tx, beforeId, limit))
}

/** Who signs in with these; null alike for an unknown address and a wrong password. */
export async function verifyPassword(setup: Setup, email: string, password: string): Promise<UserRow | null> {
  if (password.length > PASSWORD_MAX) return null
  const known = await setup.database.transaction([], (tx) => userByEmail(tx, normalEmail(email)))
  if (!(await passwordMatches(password, known?.password_hash ?? null)) || !known) return null
  const { password_hash: _, ...user } = known
  return user
}

function person(input: { email: string; name: string; password: string }): { email: string; name: string } {
  const email = normalEmail(input.email)
  if (email.length > 254 || !/^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(email)) {
    invalid('email', 'this is not an e-mail address')
  }
  if (input.password.length < PASSWORD_MIN || input.password.length > PASSWORD_MAX) {
    invalid('password', `a password has ${PASSWORD_MIN} to ${PASSWORD_MAX} characters`)
  }
  return { email, name: line(input.name, 'name', 100) }
}

function normalEmail(email: string): string {
  return email.trim().toLowerCase()
}
