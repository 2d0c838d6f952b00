import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { refusal, testAccount, testSetup, value } from '../../../test/harness/setup.ts'
import { auditLines } from './audit.ts'
import { cancelInvitation, invite, join, joinAnew, listInvitations, lookAtInvitation } from './invitations.ts'
import type { Actor } from './setup.ts'
import { changeRole, removeMember } from './team.ts'
import { addMember, listMembers, type MemberRole, verifyPassword } from './users.ts'

const setup = await testSetup({ after })
const DAY_MS = 86_400_000
let people = 0

async function member(accountId: string, role: MemberRole) {
  const input = { email: `person${++people}@example.com`, name: 'Amina', password: 'a long sentence', role }
  const { member } = value(await addMember(setup, 'installation', accountId, input))
  return { id: member.user_id, email: member.email, actor: `user:${member.user_id}` as Actor }
}
const rolesIn = async (accountId: string) =>
  Object.fromEntries(value(await listMembers(setup, accountId, null, 20)).map(({ user_id, role }) => [user_id, role]))
const linkOf = () => setup.letters.at(-1)?.path.split('#')[1] as string

async function team() {
  const account = await testAccount(setup)
  const [owner, developer, viewer] = [
    await member(account, 'owner'),
    await member(account, 'developer'),
    await member(account, 'viewer'),
  ]
  return { account, owner, developer, viewer }
}
type Team = Awaited<ReturnType<typeof team>>

const KEY: Actor = 'credential:0199d4c2-0000-7000-8000-000000000001'
type Change = { what: string; change(team: Team): Promise<Parameters<typeof refusal>[0]>; says: string }
const changes: Change[] = [
  {
    what: 'an owner makes a viewer a developer',
    change: ({ account, owner, viewer }) => changeRole(setup, owner.actor, account, viewer.id, 'developer'),
    says: 'ok',
  },
  {
    what: 'an owner makes a viewer an owner',
    change: ({ account, owner, viewer }) => changeRole(setup, owner.actor, account, viewer.id, 'owner'),
    says: 'ok',
  },
  {
    what: 'a developer makes a viewer a developer',
    change: ({ account, developer, viewer }) => changeRole(setup, developer.actor, account, viewer.id, 'developer'),
    says: 'ok',
  },
  {
    what: 'a developer makes themselves an owner',
    change: ({ account, developer }) => changeRole(setup, developer.actor, account, developer.id, 'owner'),
    says: 'permission_missing',
  },
  {
    what: 'a developer takes an owner out',
    change: ({ account, developer, owner }) => removeMember(setup, developer.actor, account, owner.id),
    says: 'permission_missing',
  },
  {
    what: 'a developer invites an owner',
    change: ({ account, developer }) =>
      invite(setup, developer.actor, account, { email: 'x@example.com', role: 'owner' }),
    says: 'permission_missing',
  },
  {
    what: 'a key invites an owner',
    change: ({ account }) => invite(setup, KEY, account, { email: 'x@example.com', role: 'owner' }),
    says: 'permission_missing',
  },
  {
    what: 'a key invites a viewer',
    change: ({ account }) => invite(setup, KEY, account, { email: 'x@example.com', role: 'viewer' }),
    says: 'ok',
  },
  {
    what: 'the last owner becomes a viewer',
    change: ({ account, owner }) => changeRole(setup, owner.actor, account, owner.id, 'viewer'),
    says: 'conflict',
  },
  {
    what: 'the last owner is taken out',
    change: ({ account, owner }) => removeMember(setup, owner.actor, account, owner.id),
    says: 'conflict',
  },
  {
    what: 'somebody of another account is taken out',
    change: async ({ account, owner }) => removeMember(setup, owner.actor, account, (await team()).viewer.id),
    says: 'not_found',
  },
  {
    what: 'somebody who belongs to it is invited',
    change: ({ account, owner, viewer }) =>
      invite(setup, owner.actor, account, { email: viewer.email, role: 'viewer' }),
    says: 'conflict email',
  },
]
for (const { what, change, says } of changes) {
  test(`${what}: ${says}`, async () => assert.equal(refusal(await change(await team())), says))
}

test('of two owners who take each other out at once, one stays', async () => {
  const { account, owner, developer } = await team()
  value(await changeRole(setup, owner.actor, account, developer.id, 'owner'))
  const outcomes = await Promise.all([
    removeMember(setup, owner.actor, account, developer.id),
    removeMember(setup, developer.actor, account, owner.id),
  ])
  assert.equal(outcomes.filter(({ ok }) => ok).length, 1)
  assert.equal(Object.values(await rolesIn(account)).filter((role) => role === 'owner').length, 1)
})

test('somebody new joins by the link of the mail, with a password of their own', async () => {
  const { account, owner } = await team()
  value(await invite(setup, owner.actor, account, { email: ' New@Example.com ', role: 'finance' }))
  const letter = setup.letters.at(-1)
  assert.deepEqual([letter?.kind, letter?.to, letter?.name], ['invitation', 'new@example.com', ''])
  const token = linkOf()
  assert.deepEqual(await lookAtInvitation(setup, token), {
    email: 'new@example.com',
    role: 'finance',
    account: { id: account, name: 'Duka la Juma' },
    known: false,
  })
  const user = value(await joinAnew(setup, token, { name: 'Neema', password: 'a long sentence' }))
  assert.notEqual(user.confirmed_at, null)
  assert.equal((await rolesIn(account))[user.id], 'finance')
  assert.equal((await verifyPassword(setup, 'new@example.com', 'a long sentence'))?.id, user.id)
  assert.equal(await lookAtInvitation(setup, token), null)
  const lines = (await auditLines(setup, account, null, 2)).map(({ action, actor }) => [action, actor])
  assert.deepEqual(lines, [
    ['member.joined', 'installation'],
    ['member.invited', owner.actor],
  ])
})

test('who has a user joins signed in, with the address that was invited', async () => {
  const [{ account, owner }, other] = [await team(), await team()]
  value(await invite(setup, owner.actor, account, { email: other.viewer.email, role: 'viewer' }))
  const token = linkOf()
  assert.equal((await lookAtInvitation(setup, token))?.known, true)
  assert.equal(refusal(await joinAnew(setup, token, { name: 'x', password: 'a long sentence' })), 'conflict')
  assert.equal(refusal(await join(setup, token, other.owner)), 'conflict')
  value(await join(setup, token, other.viewer))
  assert.equal((await rolesIn(account))[other.viewer.id], 'viewer')
  assert.equal(refusal(await join(setup, token, other.viewer)), 'not_found')
})

test('an invitation ends when it is cancelled, after a week, or when another takes its place', async () => {
  const { account, owner } = await team()
  const ask = async () => {
    const row = value(await invite(setup, owner.actor, account, { email: 'late@example.com', role: 'viewer' }))
    return { id: row.id, token: linkOf() }
  }
  const [first, second] = [await ask(), await ask()]
  assert.equal(await lookAtInvitation(setup, first.token), null)
  assert.equal(value(await listInvitations(setup, account, null, 10)).length, 1)
  assert.equal(refusal(await cancelInvitation(setup, owner.actor, (await team()).account, second.id)), 'not_found')
  value(await cancelInvitation(setup, owner.actor, account, second.id))
  assert.equal(await lookAtInvitation(setup, second.token), null)
  const third = await ask()
  setup.clock.ms += 7 * DAY_MS - 1
  assert.notEqual(await lookAtInvitation(setup, third.token), null)
  setup.clock.ms += 1
  assert.equal(await lookAtInvitation(setup, third.token), null)
})
