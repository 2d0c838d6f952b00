// /v1/operator/accounts/{id}/users: the people of an account.
import { type Static, Type } from 'typebox'
import { addMember, listMembers, type MemberRow } from '../../../setup/users.ts'
import { errorAnswers } from '../answers.ts'
import { answerOf } from '../auth.ts'
import { LIMIT_DEFAULT, lastSeen, page } from '../cursor.ts'
import { Id, IdParams, list, oneOf, PageQuery } from '../schema.ts'
import type { OperatorApp } from './context.ts'

const tags = ['Operator: accounts']

export function memberRoutes({ app, context: { setup }, allow }: OperatorApp): void {
  app.get(
    '/accounts/:id/users',
    {
      config: allow('accounts:serve'),
      schema: {
        tags,
        operationId: 'operatorListUsers',
        summary: "List an account's users",
        params: IdParams,
        querystring: Type.Object(PageQuery),
        response: { 200: list(Member, 'A page of users'), ...errorAnswers({ codes: ['not_found'] }) },
      },
    },
    async ({ params, query: { cursor, limit = LIMIT_DEFAULT } }) =>
      page(
        (await answerOf(listMembers(setup, params.id, lastSeen(cursor), limit + 1))).map(member),
        limit,
        (row) => row,
      ),
  )

  app.post(
    '/accounts/:id/users',
    {
      config: allow('accounts:serve'),
      schema: {
        tags,
        operationId: 'operatorAddUser',
        summary: 'Add a person to an account',
        description:
          'Somebody who has a user already keeps its name and password: `created` is false then. Who belongs to the account already is a conflict.',
        params: IdParams,
        body: NewMember,
        response: { 201: AddedMember, ...errorAnswers({ body: true, codes: ['not_found', 'conflict'] }) },
      },
    },
    async ({ params, body, staff }, reply) => {
      const added = await answerOf(addMember(setup, staff.actor, params.id, body))
      return reply.code(201).send({ ...member(added.member), created: added.created })
    },
  )
}

const Role = oneOf(['owner', 'developer', 'finance', 'viewer'], { examples: ['owner'] })

const NewMember = Type.Object(
  {
    email: Type.String({ maxLength: 254, examples: ['amina@example.com'] }),
    name: Type.String({ maxLength: 100, examples: ['Amina'] }),
    password: Type.String({ description: '8 to 128 characters' }),
    role: Role,
  },
  { examples: [{ email: 'amina@example.com', name: 'Amina', password: 'a long sentence', role: 'owner' }] },
)

const Member = Type.Object({
  id: Id,
  email: Type.String({ examples: ['amina@example.com'] }),
  name: Type.String({ examples: ['Amina'] }),
  role: Role,
})
const AddedMember = Type.Object({
  ...Member.properties,
  created: Type.Boolean({ description: 'False when the person had a user already', examples: [true] }),
})

function member(row: MemberRow): Static<typeof Member> {
  return { id: row.user_id, email: row.email, name: row.name, role: row.role }
}
