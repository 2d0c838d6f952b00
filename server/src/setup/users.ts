// People: those who belong to accounts, and staff. An address is one person, however many accounts it belongs to.
import { refuse } from '../core/errors.ts'
import type { Language } from '../core/letters.ts'
import { newId } from '../ids.ts'
import {
  addMember as addMemberRow,
  listMemberRows,
  type MemberRole,
  type MemberRow,
  readMember,
} from '../store/members.ts'
import {
  addUser,
  type KnownUser,
  listStaffRows,
  type StaffRole,
  type UserRow,
  updateUser,
  userByEmail,
  userById,
} from '../store/users.ts'
import { invalid, line } from './fields.ts'
import { goodPassword, hashPassword, PASSWORD_MAX, passwordMatches } from './passwords.ts'
import { type Actor, changeAccount, changePeople, type Outcome, readOfAccount, type Setup } from './setup.ts'

export type { MemberRole, MemberRow } from '../store/members.ts'
export type { StaffRole, UserRow } from '../store/users.ts'

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
    const row = newUser({ ...person(input), password_hash, nowMs, confirmed: true })
    const made = known ? null : await addUser(tx, row)
    const user = known ?? made ?? ((await userByEmail(tx, row.email)) as UserRow)
    if (!(await addMemberRow(tx, user.id, accountId, input.role))) {
      refuse({
        code: 'conflict',
        field: 'email',
        obstacle: 'already_member',
        message: 'this person belongs to the account already',
      })
    }
    audit('member.added', user.id, { email: user.email, role: input.role })
    return { member: (await readMember(tx, accountId, user.id)) as MemberRow, created: made !== null }
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

type StaffInput = { email: string; name: string; password: string; role: StaffRole }

export async function createStaffUser(setup: Setup, actor: Actor, input: StaffInput): Outcome<UserRow> {
  const password_hash = await hashPassword(input.password) // not in the transaction: it takes a quarter of a second
  return changePeople(setup, actor, async ({ tx, nowMs, audit }) => {
    const row = newUser({ ...person(input), password_hash, nowMs, confirmed: true })
    const user = await addUser(tx, { ...row, staff_role: input.role })
    if (!user)
      refuse({
        code: 'conflict',
        field: 'email',
        obstacle: 'already_exists',
        message: 'somebody has this address already',
      })
    audit('staff.created', user.id, { email: user.email, role: input.role })
    return user
  })
}

export function listStaff(setup: Setup, beforeId: string | null, limit: number): Promise<UserRow[]> {
  return setup.database.transaction([], (tx) => listStaffRows(tx, beforeId, limit))
}

type ProfileInput = { name?: string | undefined; language?: Language | null | undefined }

export function changeProfile(setup: Setup, userId: string, input: ProfileInput): Outcome<UserRow> {
  return changePeople(setup, `user:${userId}`, async ({ tx, audit }) => {
    const before = (await userById(tx, userId)) ?? refuse({ code: 'not_found' })
    const name = input.name === undefined ? before.name : line(input.name, 'name', 100)
    const language = input.language === undefined ? before.language : input.language
    if (name !== before.name) audit('user.renamed', userId)
    return updateUser(tx, userId, name, language)
  })
}

/** Who signs in with these; null alike for an unknown address and a wrong password. */
export async function verifyPassword(setup: Setup, email: string, password: string): Promise<UserRow | null> {
  if (password.length > PASSWORD_MAX) return null
  const known = await setup.database.transaction([], (tx) => userByEmail(tx, normalEmail(email)))
  if (!(await passwordMatches(password, known?.password_hash ?? null)) || !known) return null
  const { password_hash: _, ...user } = known
  return user
}

/** A user to be added. */
export function newUser(input: {
  email: string
  name: string
  password_hash: string
  nowMs: number
  confirmed: boolean
  language?: Language | null
}): KnownUser {
  const { email, name, password_hash, nowMs, confirmed, language = null } = input
  const created_at = new Date(nowMs)
  const confirmed_at = confirmed ? created_at : null
  return { id: newId(nowMs), email, name, language, password_hash, staff_role: null, confirmed_at, created_at }
}

/** What a person is told by, each refused by its field's name. */
export function person(input: { email: string; name: string; password: string }): { email: string; name: string } {
  goodPassword(input.password)
  return { email: goodEmail(input.email), name: line(input.name, 'name', 100) }
}

export function goodEmail(text: string): string {
  const email = normalEmail(text)
  if (email.length > 254 || !/^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(email)) {
    invalid('email', 'this is not an e-mail address')
  }
  return email
}

export function normalEmail(email: string): string {
  return email.trim().toLowerCase()
}
