import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { refusal, testPlan, testSetup, value } from '../../../test/harness/setup.ts'
import { accountsOfUser } from '../store/members.ts'
import { getAccount } from './accounts.ts'
import { confirmAddress, mailPasswordReset, resetPassword } from './mailed-links.ts'
import { changeSignUpRules, type SignUpInput, signUp, signUpRules } from './sign-up.ts'
import { listMembers, verifyPassword } from './users.ts'

const setup = await testSetup({ after })
const HOUR_MS = 3_600_000
let people = 0

const someone = (change: Partial<SignUpInput> = {}): SignUpInput => ({
  email: `person${++people}@example.com`,
  name: 'Amina',
  password: 'a long sentence',
  account: 'Duka la Amina',
  language: 'sw',
  ...change,
})
const lastLetter = () => setup.letters.at(-1)
const linkOf = (letter = lastLetter()) => letter?.path.split('#')[1] as string

async function signedUp(change: Partial<SignUpInput> = {}) {
  const input = someone(change)
  value(await signUp(setup, input))
  const user = await verifyPassword(setup, input.email, input.password)
  assert.ok(user)
  const [account] = await setup.database.transaction([], (tx) => accountsOfUser(tx, user.id))
  return { input, user, account: account as NonNullable<typeof account> }
}

const kinds = ['pending', 'active'] as const
for (const accounts of kinds) {
  test(`who signs up is the owner of an account that is ${accounts}, as the operator has it`, async () => {
    value(await changeSignUpRules(setup, 'installation', { accounts }))
    const { user, account, input } = await signedUp()
    assert.deepEqual([account.name, account.role, account.status], ['Duka la Amina', 'owner', accounts])
    assert.equal(user.confirmed_at, null)
    const letter = lastLetter()
    assert.deepEqual([letter?.kind, letter?.to, letter?.language], ['confirm_address', input.email, 'sw'])
    assert.equal(value(await listMembers(setup, account.id, null, 10)).length, 1)
  })
}

test("the account has the prices of the operator's plan, of the first one when none is named", async () => {
  assert.equal(value(await getAccount(setup, (await signedUp()).account.id)).rate_plan, 'Standard')
  const ratePlanId = await testPlan(setup, 'TZS')
  value(await changeSignUpRules(setup, 'installation', { ratePlanId }))
  assert.equal(value(await getAccount(setup, (await signedUp()).account.id)).rate_plan_id, ratePlanId)
  assert.equal(
    refusal(await changeSignUpRules(setup, 'installation', { ratePlanId: 'x' })),
    'field_invalid rate_plan_id',
  )
  value(await changeSignUpRules(setup, 'installation', { ratePlanId: null }))
})

test('where it is closed nobody signs up', async () => {
  const before = await signUpRules(setup)
  value(await changeSignUpRules(setup, 'installation', { accounts: 'closed' }))
  assert.equal(refusal(await signUp(setup, someone())), 'permission_missing')
  value(await changeSignUpRules(setup, 'installation', before))
})

const forms = [
  { what: 'a short password', change: { password: '1234567' }, code: 'field_invalid password' },
  { what: 'no address', change: { email: 'amina' }, code: 'field_invalid email' },
  { what: 'no name', change: { name: ' ' }, code: 'field_invalid name' },
  { what: 'an account without a name', change: { account: '' }, code: 'field_invalid name' },
]
for (const { what, change, code } of forms) {
  test(`signing up with ${what}: ${code}`, async () => {
    assert.equal(refusal(await signUp(setup, someone(change))), code)
    assert.equal(await verifyPassword(setup, `person${people}@example.com`, 'a long sentence'), null)
  })
}

test('a known address is answered alike, told by mail, and changed in nothing', async () => {
  const { input, user } = await signedUp()
  value(await confirmAddress(setup, user.id, linkOf()))
  value(await signUp(setup, { ...input, password: 'another sentence', name: 'Else' }))
  assert.deepEqual([lastLetter()?.kind, lastLetter()?.name], ['address_known', 'Amina'])
  assert.equal(await verifyPassword(setup, input.email, 'another sentence'), null)
})

test('an address that is not confirmed gets the link again, and keeps the first password', async () => {
  const { input } = await signedUp()
  value(await signUp(setup, { ...input, password: 'another sentence' }))
  assert.equal(lastLetter()?.kind, 'confirm_address')
  assert.equal(await verifyPassword(setup, input.email, 'another sentence'), null)
})

test("a link confirms its own person's address, once, within a day", async () => {
  const [amina, juma] = [await signedUp(), await signedUp()]
  const link = linkOf()
  assert.equal(refusal(await confirmAddress(setup, amina.user.id, link)), 'field_invalid confirmation')
  value(await confirmAddress(setup, juma.user.id, link))
  assert.equal(refusal(await confirmAddress(setup, juma.user.id, link)), 'field_invalid confirmation')
  const late = await signedUp()
  setup.clock.ms += 24 * HOUR_MS
  assert.equal(refusal(await confirmAddress(setup, late.user.id, linkOf())), 'field_invalid confirmation')
})

test('a password is chosen anew with the link of the mail, once, and the address is then confirmed', async () => {
  const { input } = await signedUp()
  await mailPasswordReset(setup, ` ${input.email.toUpperCase()} `)
  assert.equal(lastLetter()?.kind, 'reset_password')
  const link = linkOf()
  assert.equal(refusal(await resetPassword(setup, link, 'short')), 'field_invalid password')
  const user = value(await resetPassword(setup, link, 'another sentence'))
  assert.notEqual(user.confirmed_at, null)
  assert.equal((await verifyPassword(setup, input.email, 'another sentence'))?.id, user.id)
  assert.equal(await verifyPassword(setup, input.email, input.password), null)
  assert.equal(lastLetter()?.kind, 'password_changed')
  assert.equal(refusal(await resetPassword(setup, link, 'a third sentence')), 'field_invalid token')
})

const ages = [
  { ms: HOUR_MS - 1, code: 'ok' },
  { ms: HOUR_MS, code: 'field_invalid token' },
]
for (const { ms, code } of ages) {
  test(`a link to choose a password ${ms} ms later: ${code}`, async () => {
    await mailPasswordReset(setup, (await signedUp()).input.email)
    setup.clock.ms += ms
    assert.equal(refusal(await resetPassword(setup, linkOf(), 'another sentence')), code)
  })
}

test('a link for one purpose is none for another', async () => {
  const { user } = await signedUp()
  assert.equal(refusal(await resetPassword(setup, linkOf(), 'another sentence')), 'field_invalid token')
  await mailPasswordReset(setup, user.email)
  assert.equal(refusal(await confirmAddress(setup, user.id, linkOf())), 'field_invalid confirmation')
})

test('nobody is written to at an address that nobody has, nor more than five times an hour', async () => {
  const { input } = await signedUp()
  const before = setup.letters.length
  await mailPasswordReset(setup, 'nobody@example.com')
  assert.equal(setup.letters.length, before)
  for (let times = 0; times < 7; times++) await mailPasswordReset(setup, input.email)
  assert.equal(setup.letters.length, before + 5)
  setup.clock.ms += HOUR_MS
  await mailPasswordReset(setup, input.email)
  assert.equal(setup.letters.length, before + 6)
})
