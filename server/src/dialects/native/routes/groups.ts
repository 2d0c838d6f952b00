// /v1/groups: the groups of an account's contacts.
import { type Static, Type } from 'typebox'
import {
  createGroup,
  type GroupRow,
  joinGroup,
  leaveGroup,
  listGroups,
  removeGroup,
  renameGroup,
} from '../../../setup/contact-groups.ts'
import type { Setup } from '../../../setup/setup.ts'
import { errorAnswers } from '../answers.ts'
import { actorOf, answerOf } from '../auth.ts'
import { LIMIT_DEFAULT, lastSeen, page } from '../cursor.ts'
import { Id, IdParams, list, PageQuery, Time } from '../schema.ts'
import type { NativeApp } from '../scope.ts'
import { ContactIds } from './contacts.ts'

const tags = ['Contacts']
const writes = { permission: 'messages:send' }

export function groupRoutes(app: NativeApp, setup: Setup): void {
  app.get(
    '/groups',
    {
      config: { permission: 'messages:read' },
      schema: {
        tags,
        operationId: 'listGroups',
        summary: 'List groups',
        description: 'The newest first. Who is in one: `/v1/contacts?group=` and its id.',
        querystring: Type.Object(PageQuery),
        response: { 200: list(Group, 'A page of groups'), ...errorAnswers() },
      },
    },
    async ({ query: { cursor, limit = LIMIT_DEFAULT }, caller }) =>
      page(await answerOf(listGroups(setup, caller.account.id, lastSeen(cursor), limit + 1)), limit, shown),
  )

  app.post(
    '/groups',
    {
      config: writes,
      schema: {
        tags,
        operationId: 'addGroup',
        summary: 'Make a group',
        body: GroupBody,
        response: { 201: Group, ...errorAnswers({ body: true, codes: ['conflict'] }) },
      },
    },
    async ({ body, caller }, reply) =>
      reply.code(201).send(shown(await answerOf(createGroup(setup, actorOf(caller), caller.account.id, body.name)))),
  )

  app.patch(
    '/groups/:id',
    {
      config: writes,
      schema: {
        tags,
        operationId: 'renameGroup',
        summary: 'Rename a group',
        params: IdParams,
        body: GroupBody,
        response: { 200: Group, ...errorAnswers({ body: true, codes: ['not_found', 'conflict'] }) },
      },
    },
    async ({ params, body, caller }) =>
      shown(await answerOf(renameGroup(setup, actorOf(caller), caller.account.id, params.id, body.name))),
  )

  app.delete(
    '/groups/:id',
    {
      config: writes,
      schema: {
        tags,
        operationId: 'deleteGroup',
        summary: 'Delete a group',
        params: IdParams,
        querystring: Type.Object({
          with_contacts: Type.Optional(
            Type.Boolean({ default: false, description: 'Its contacts go too; otherwise they stay, outside of it' }),
          ),
        }),
        response: { 204: Type.Null({ description: 'Deleted' }), ...errorAnswers({ codes: ['not_found'] }) },
      },
    },
    async ({ params, query, caller }, reply) => {
      const withContacts = query.with_contacts ?? false
      await answerOf(removeGroup(setup, actorOf(caller), caller.account.id, params.id, withContacts))
      return reply.code(204).send(null)
    },
  )

  for (const { path, change, operationId, summary } of MEMBERSHIP) {
    app.post(
      `/groups/:id/${path}`,
      {
        config: writes,
        schema: {
          tags,
          operationId,
          summary,
          params: IdParams,
          body: ContactIds,
          response: { 200: Group, ...errorAnswers({ body: true, codes: ['not_found'] }) },
        },
      },
      async ({ params, body, caller }) =>
        shown(await answerOf(change(setup, actorOf(caller), caller.account.id, params.id, body.contact_ids))),
    )
  }
}

const MEMBERSHIP = [
  { path: 'join', change: joinGroup, operationId: 'joinGroup', summary: 'Put contacts into a group' },
  { path: 'leave', change: leaveGroup, operationId: 'leaveGroup', summary: 'Take contacts out of a group' },
] as const

const GroupBody = Type.Object(
  { name: Type.String({ description: '1 to 60 characters' }) },
  { examples: [{ name: 'Wateja wa Mwanza' }] },
)

const Group = Type.Object({
  id: Id,
  name: Type.String({ examples: ['Wateja wa Mwanza'] }),
  contacts: Type.Integer({ description: 'How many are in it', examples: [120] }),
  created_at: Time,
})

function shown({ id, name, contacts, created_at }: GroupRow): Static<typeof Group> {
  return { id, name, contacts, created_at: created_at.toISOString() }
}
