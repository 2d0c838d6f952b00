// /v1/operator/users and /v1/operator/tokens: who runs the installation.
import { type Static, Type } from 'typebox'
import { changeStaffRole } from '../../../setup/staff-roles.ts'
import { createStaffToken, listStaffTokens, revokeStaffToken, type StaffTokenRow } from '../../../setup/staff-tokens.ts'
import { createStaffUser, listStaff, type UserRow } from '../../../setup/users.ts'
import { errorAnswers } from '../answers.ts'
import { answerOf } from '../auth.ts'
import { LIMIT_DEFAULT, lastSeen, page } from '../cursor.ts'
import { Id, IdParams, list, nullable, oneOf, PageQuery, Time } from '../schema.ts'
import type { OperatorApp } from './context.ts'

const tags = ['Operator: staff']

export function staffRoutes({ app, context: { setup }, allow }: OperatorApp): void {
  app.get(
    '/users',
    {
      config: allow('staff:change'),
      schema: {
        tags,
        operationId: 'operatorListStaff',
        summary: 'List staff',
        querystring: Type.Object(PageQuery),
        response: { 200: list(User, 'A page of staff'), ...errorAnswers() },
      },
    },
    async ({ query: { cursor, limit = LIMIT_DEFAULT } }) =>
      page(await listStaff(setup, lastSeen(cursor), limit + 1), limit, user),
  )

  app.post(
    '/users',
    {
      config: allow('staff:change'),
      schema: {
        tags,
        operationId: 'operatorCreateStaff',
        summary: 'Add a person to the staff',
        body: NewUser,
        response: { 201: User, ...errorAnswers({ body: true, codes: ['conflict'] }) },
      },
    },
    async ({ body, staff }, reply) =>
      reply.code(201).send(user(await answerOf(createStaffUser(setup, staff.actor, body)))),
  )

  app.patch(
    '/users/:id',
    {
      config: allow('staff:change'),
      schema: {
        tags,
        operationId: 'operatorChangeStaff',
        summary: 'Change the role of a person of the staff',
        description: 'It holds at once. Nobody changes their own role, and the last admin stays.',
        params: IdParams,
        body: Type.Object({ role: Role }, { examples: [{ role: 'finance' }] }),
        response: { 200: User, ...errorAnswers({ body: true, codes: ['not_found', 'conflict'] }) },
      },
    },
    async ({ params, body, staff }) => user(await answerOf(changeStaffRole(setup, staff.actor, params.id, body.role))),
  )

  app.delete(
    '/users/:id',
    {
      config: allow('staff:change'),
      schema: {
        tags,
        operationId: 'operatorRemoveStaff',
        summary: 'Take a person out of the staff',
        description: 'Their user and the accounts that they belong to stay.',
        params: IdParams,
        response: {
          204: Type.Null({ description: 'Taken out' }),
          ...errorAnswers({ codes: ['not_found', 'conflict'] }),
        },
      },
    },
    async ({ params, staff }, reply) => {
      await answerOf(changeStaffRole(setup, staff.actor, params.id, null))
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/tokens',
    {
      config: allow('staff:change'),
      schema: {
        tags,
        operationId: 'operatorListTokens',
        summary: 'List tokens of staff',
        description: 'The newest first, revoked ones too.',
        querystring: Type.Object(PageQuery),
        response: { 200: list(Token, 'A page of tokens'), ...errorAnswers() },
      },
    },
    async ({ query: { cursor, limit = LIMIT_DEFAULT } }) =>
      page(await listStaffTokens(setup, lastSeen(cursor), limit + 1), limit, token),
  )

  app.post(
    '/tokens',
    {
      config: allow('staff:change'),
      schema: {
        tags,
        operationId: 'operatorCreateToken',
        summary: 'Make a token of staff',
        description: 'The token is shown this once.',
        body: Type.Object(
          { name: Type.String({ description: 'For people to tell it apart, up to 100 characters' }), role: Role },
          { examples: [{ name: 'Billing job', role: 'finance' }] },
        ),
        response: { 201: NewToken, ...errorAnswers({ body: true }) },
      },
    },
    async ({ body, staff }, reply) => {
      const made = await answerOf(createStaffToken(setup, staff.actor, body))
      return reply.code(201).send({ ...token(made.row), token: made.token })
    },
  )

  app.delete(
    '/tokens/:id',
    {
      config: allow('staff:change'),
      schema: {
        tags,
        operationId: 'operatorRevokeToken',
        summary: 'Revoke a token of staff',
        params: IdParams,
        response: { 204: Type.Null({ description: 'Revoked' }), ...errorAnswers({ codes: ['not_found'] }) },
      },
    },
    async ({ params, staff }, reply) => {
      await answerOf(revokeStaffToken(setup, staff.actor, params.id))
      return reply.code(204).send(null)
    },
  )
}

const Role = oneOf(['admin', 'support', 'finance'], {
  description: '`admin` may do everything; `support` accounts and senders; `finance` money and prices',
  examples: ['support'],
})

const NewUser = Type.Object(
  {
    email: Type.String({ maxLength: 254, examples: ['neema@example.com'] }),
    name: Type.String({ maxLength: 100, examples: ['Neema'] }),
    password: Type.String({ description: '8 to 128 characters' }),
    role: Role,
  },
  { examples: [{ email: 'neema@example.com', name: 'Neema', password: 'a long sentence', role: 'support' }] },
)

const User = Type.Object({
  id: Id,
  email: Type.String({ examples: ['neema@example.com'] }),
  name: Type.String({ examples: ['Neema'] }),
  role: Role,
  created_at: Time,
})

const Token = Type.Object({
  id: Id,
  name: Type.String({ examples: ['Billing job'] }),
  role: Role,
  created_at: Time,
  revoked_at: nullable(Time),
  last_used_at: nullable(Time),
})
const NewToken = Type.Object({ ...Token.properties, token: Type.String({ examples: ['nj_staff_…'] }) })

function user(row: Pick<UserRow, 'id' | 'email' | 'name' | 'staff_role' | 'created_at'>): Static<typeof User> {
  const { id, email, name, staff_role, created_at } = row
  return { id, email, name, role: staff_role ?? 'support', created_at: created_at.toISOString() }
}

function token(row: StaffTokenRow): Static<typeof Token> {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    created_at: row.created_at.toISOString(),
    revoked_at: row.revoked_at?.toISOString() ?? null,
    last_used_at: row.last_used_at?.toISOString() ?? null,
  }
}
