// /v1/team: the people of an account and those invited to it.
import { type Static, Type } from 'typebox'
import { cancelInvitation, type InvitationRow, invite, listInvitations } from '../../../setup/invitations.ts'
import type { Setup } from '../../../setup/setup.ts'
import { changeRole, removeMember } from '../../../setup/team.ts'
import { listMembers, type MemberRow } from '../../../setup/users.ts'
import { errorAnswers } from '../answers.ts'
import { actorOf, answerOf } from '../auth.ts'
import { LIMIT_DEFAULT, lastSeen, page } from '../cursor.ts'
import { Id, IdParams, list, oneOf, PageQuery, Time } from '../schema.ts'
import type { NativeApp } from '../scope.ts'

const tags = ['Team']
const read = { permission: 'account:read' }
const change = { permission: 'account:write', proof: true } as const

export function teamRoutes(app: NativeApp, setup: Setup): void {
  app.get(
    '/team',
    {
      config: read,
      schema: {
        tags,
        operationId: 'listTeam',
        summary: 'List the team',
        description: 'Who signs in to the portal for this account, and what they may do there. The newest first.',
        querystring: Type.Object(PageQuery),
        response: { 200: list(Member, 'A page of people'), ...errorAnswers() },
      },
    },
    async ({ query: { cursor, limit = LIMIT_DEFAULT }, caller }) => {
      const rows = await answerOf(listMembers(setup, caller.account.id, lastSeen(cursor), limit + 1))
      return page(rows.map(member), limit, (row) => row)
    },
  )

  app.patch(
    '/team/:id',
    {
      config: change,
      schema: {
        tags,
        operationId: 'changeRole',
        summary: "Change a person's role",
        description: 'Only an owner makes somebody an owner, or takes it back; the last owner stays one.',
        params: IdParams,
        body: Type.Object({ role: Role }),
        response: { 200: Member, ...errorAnswers({ body: true, codes: ['not_found', 'conflict'] }) },
      },
    },
    async ({ params, body, caller }) =>
      member(await answerOf(changeRole(setup, actorOf(caller), caller.account.id, params.id, body.role))),
  )

  app.delete(
    '/team/:id',
    {
      config: change,
      schema: {
        tags,
        operationId: 'removeMember',
        summary: 'Take a person out of the team',
        description: 'At once. What they made for the account stays. The last owner stays too.',
        params: IdParams,
        response: { 204: Type.Null({ description: 'Removed' }), ...errorAnswers({ codes: ['not_found', 'conflict'] }) },
      },
    },
    async ({ params, caller }, reply) => {
      await answerOf(removeMember(setup, actorOf(caller), caller.account.id, params.id))
      return reply.code(204).send(null)
    },
  )

  invitationRoutes(app, setup)
}

function invitationRoutes(app: NativeApp, setup: Setup): void {
  app.get(
    '/team/invitations',
    {
      config: read,
      schema: {
        tags,
        operationId: 'listInvitations',
        summary: 'List open invitations',
        querystring: Type.Object(PageQuery),
        response: { 200: list(Invitation, 'A page of invitations'), ...errorAnswers() },
      },
    },
    async ({ query: { cursor, limit = LIMIT_DEFAULT }, caller }) => {
      const rows = await answerOf(listInvitations(setup, caller.account.id, lastSeen(cursor), limit + 1))
      return page(rows, limit, invitation)
    },
  )

  app.post(
    '/team/invitations',
    {
      config: change,
      schema: {
        tags,
        operationId: 'invite',
        summary: 'Invite a person',
        description: 'By mail; the link works for 7 days, and one sent before to the same address no more.',
        body: NewInvitation,
        response: { 201: Invitation, ...errorAnswers({ body: true, codes: ['conflict'] }) },
      },
    },
    async ({ body, caller }, reply) => {
      const made = await answerOf(invite(setup, actorOf(caller), caller.account.id, body))
      return reply.code(201).send(invitation(made))
    },
  )

  app.delete(
    '/team/invitations/:id',
    {
      config: { permission: 'account:write' },
      schema: {
        tags,
        operationId: 'cancelInvitation',
        summary: 'Cancel an invitation',
        params: IdParams,
        response: { 204: Type.Null({ description: 'Cancelled' }), ...errorAnswers({ codes: ['not_found'] }) },
      },
    },
    async ({ params, caller }, reply) => {
      await answerOf(cancelInvitation(setup, actorOf(caller), caller.account.id, params.id))
      return reply.code(204).send(null)
    },
  )
}

const Role = oneOf(['owner', 'developer', 'finance', 'viewer'], {
  description:
    '`owner` and `developer` may do everything, but only owners make owners; `finance` sees money and buys; `viewer` looks',
  examples: ['developer'],
})
const Email = Type.String({ maxLength: 254, examples: ['amina@example.com'] })

const Member = Type.Object({
  id: Id,
  email: Email,
  name: Type.String({ examples: ['Amina'] }),
  role: Role,
  second_factor: Type.Boolean({ description: 'Whether a code of an app is asked for at sign-in' }),
})

const NewInvitation = Type.Object(
  { email: Email, role: Role },
  { examples: [{ email: 'amina@example.com', role: 'developer' }] },
)
const Invitation = Type.Object({ id: Id, email: Email, role: Role, created_at: Time, expires_at: Time })

function member(row: MemberRow): Static<typeof Member> {
  return { id: row.user_id, email: row.email, name: row.name, role: row.role, second_factor: row.second_factor }
}

function invitation(row: InvitationRow): Static<typeof Invitation> {
  const { id, email, role, created_at, expires_at } = row
  return { id, email, role, created_at: created_at.toISOString(), expires_at: expires_at.toISOString() }
}
