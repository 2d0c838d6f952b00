// Signing up: a person, and an account of their own that the operator's setting opens at once or leaves to be activated.
import { refuse } from '../core/errors.ts'
import type { Language } from '../core/letters.ts'
import { isId, newId } from '../ids.ts'
import { addMember } from '../store/members.ts'
import { firstRatePlan, readRatePlan } from '../store/rate-plans.ts'
import { readSetting, writeSetting } from '../store/settings.ts'
import { addUser, type UserRow, userByEmail } from '../store/users.ts'
import { openAccount } from './accounts.ts'
import { invalid } from './fields.ts'
import { mailConfirmation } from './mailed-links.ts'
import { hashPassword } from './passwords.ts'
import { type Actor, changeInstallation, changeNewAccount, type Outcome, type Setup } from './setup.ts'
import { newUser, normalEmail, person } from './users.ts'

/** `accounts`: what a new one is, or that nobody signs up. A plan of null is the first that was made. */
export type SignUpRules = { accounts: 'closed' | 'pending' | 'active'; ratePlanId: string | null }

const NAME = 'sign_up'
const AT_FIRST: SignUpRules = { accounts: 'pending', ratePlanId: null }

export function signUpRules({ database }: Setup): Promise<SignUpRules> {
  return database.transaction([], async (tx) => (await readSetting<SignUpRules>(tx, NAME)) ?? AT_FIRST)
}

/** Fields that are absent stay. */
export function changeSignUpRules(
  setup: Setup,
  actor: Actor,
  patch: { accounts?: SignUpRules['accounts'] | undefined; ratePlanId?: string | null | undefined },
): Outcome<SignUpRules> {
  return changeInstallation(setup, actor, async ({ tx, audit }) => {
    const before = (await readSetting<SignUpRules>(tx, NAME)) ?? AT_FIRST
    const ratePlanId = patch.ratePlanId === undefined ? before.ratePlanId : patch.ratePlanId
    if (ratePlanId !== null && !(isId(ratePlanId) && (await readRatePlan(tx, ratePlanId)))) {
      invalid('rate_plan_id', 'there is no such rate plan')
    }
    const rules = { accounts: patch.accounts ?? before.accounts, ratePlanId }
    await writeSetting(tx, NAME, rules)
    audit('sign_up.changed', NAME, { accounts: rules.accounts, rate_plan_id: ratePlanId })
    return rules
  })
}

export type SignUpInput = {
  email: string
  name: string
  password: string
  /** What the account is called. */
  account: string
  language: Language | null
}

/** Whether the address was known shows in the mail alone, not in the answer nor in its time. */
export async function signUp(setup: Setup, input: SignUpInput): Outcome<null> {
  const rules = await signUpRules(setup)
  if (rules.accounts === 'closed')
    return { ok: false, error: { code: 'permission_missing', obstacle: 'sign_up_closed', message: CLOSED } }
  const password_hash = await hashPassword(input.password) // not in the transaction: it takes a quarter of a second
  const known = await setup.database.transaction([], (tx) => userByEmail(tx, normalEmail(input.email)))
  if (known) {
    person(input)
    await tellKnown(setup, known)
    return { ok: true, value: null }
  }
  const made = await open(setup, input, password_hash, rules)
  if (!made.ok) return made.error.code === 'conflict' ? { ok: true, value: null } : made
  await mailConfirmation(setup, made.value)
  return { ok: true, value: null }
}

const CLOSED = 'Nobody signs up here by themselves. Ask the operator for an account.'

/** One change: no account without its owner, no person without the account they came for. */
function open(setup: Setup, input: SignUpInput, password_hash: string, rules: SignUpRules): Outcome<UserRow> {
  const { language } = input
  const accountId = newId(setup.clock.now())
  const row = newUser({ email: '', name: '', password_hash, nowMs: setup.clock.now(), confirmed: false, language })
  return changeNewAccount(setup, `user:${row.id}`, accountId, async (change) => {
    const { tx, audit } = change
    const user = await addUser(tx, { ...row, ...person(input) })
    if (!user) refuse({ code: 'conflict', field: 'email' })
    const ratePlanId = rules.ratePlanId ?? (await firstRatePlan(tx))?.id ?? ''
    await openAccount(setup, change, accountId, {
      name: input.account,
      ratePlanId,
      status: rules.accounts === 'active' ? 'active' : 'pending',
    })
    await addMember(tx, user.id, accountId, 'owner')
    audit('member.added', user.id, { email: user.email, role: 'owner' })
    return user
  })
}

async function tellKnown(setup: Setup, user: UserRow): Promise<void> {
  const { email: to, name, language } = user
  if (user.confirmed_at === null) await mailConfirmation(setup, user)
  else setup.mail.send({ kind: 'address_known', to, name, language, path: '/forgot-password' })
}
