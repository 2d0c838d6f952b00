// /v1/templates: texts that an account keeps to send again.
import { type Static, Type } from 'typebox'
import { segment } from '../../../core/segments.ts'
import type { Setup } from '../../../setup/setup.ts'
import {
  changeTemplate,
  createTemplate,
  readTemplate,
  removeTemplate,
  type TemplateRow,
  templatesBefore,
} from '../../../setup/templates.ts'
import { errorAnswers } from '../answers.ts'
import { actorOf, answerOf } from '../auth.ts'
import { LIMIT_DEFAULT, lastSeen, page } from '../cursor.ts'
import { Encoding, Segments } from '../response.ts'
import { Id, list, PageQuery, Time } from '../schema.ts'
import type { NativeApp } from '../scope.ts'

const tags = ['Templates']
const reads = { permission: 'messages:read' }
const writes = { permission: 'messages:send' }

export function templateRoutes(app: NativeApp, setup: Setup): void {
  app.get(
    '/templates',
    {
      config: reads,
      schema: {
        tags,
        operationId: 'listTemplates',
        summary: 'List your templates',
        description: 'The newest first.',
        querystring: Type.Object({
          search: Type.Optional(
            Type.String({ maxLength: 100, description: 'Somewhere in title or text, in any case' }),
          ),
          ...PageQuery,
        }),
        response: { 200: list(Template, 'A page of templates'), ...errorAnswers() },
      },
    },
    async ({ query: { search, cursor, limit = LIMIT_DEFAULT }, caller }) => {
      const rows = templatesBefore(setup, caller.account.id, search?.trim() || null, lastSeen(cursor), limit + 1)
      return page(await answerOf(rows), limit, shown)
    },
  )

  app.post(
    '/templates',
    {
      config: writes,
      schema: {
        tags,
        operationId: 'addTemplate',
        summary: 'Keep a template',
        body: TemplateBody,
        response: { 201: Template, ...errorAnswers({ body: true }) },
      },
    },
    async ({ body, caller }, reply) =>
      reply.code(201).send(shown(await answerOf(createTemplate(setup, actorOf(caller), caller.account.id, body)))),
  )

  app.get(
    '/templates/:number',
    {
      config: reads,
      schema: {
        tags,
        operationId: 'getTemplate',
        summary: 'Read a template',
        params: NumberParams,
        response: { 200: Template, ...errorAnswers({ codes: ['not_found'] }) },
      },
    },
    async ({ params, caller }) => shown(await answerOf(readTemplate(setup, caller.account.id, params.number))),
  )

  app.put(
    '/templates/:number',
    {
      config: writes,
      schema: {
        tags,
        operationId: 'changeTemplate',
        summary: 'Change a template',
        description: 'What was sent with it stays as it was.',
        params: NumberParams,
        body: TemplateBody,
        response: { 200: Template, ...errorAnswers({ body: true, codes: ['not_found'] }) },
      },
    },
    async ({ params, body, caller }) =>
      shown(await answerOf(changeTemplate(setup, actorOf(caller), caller.account.id, params.number, body))),
  )

  app.delete(
    '/templates/:number',
    {
      config: writes,
      schema: {
        tags,
        operationId: 'deleteTemplate',
        summary: 'Delete a template',
        description: 'Its number is not given out again.',
        params: NumberParams,
        response: { 204: Type.Null({ description: 'Deleted' }), ...errorAnswers({ codes: ['not_found'] }) },
      },
    },
    async ({ params, caller }, reply) => {
      await answerOf(removeTemplate(setup, actorOf(caller), caller.account.id, params.number))
      return reply.code(204).send(null)
    },
  )
}

const NumberParams = Type.Object({
  number: Type.Integer({ minimum: 1, maximum: 2_147_483_647, description: "The template's number" }),
})

const Text = Type.String({
  description: '1 to 1,600 characters. `{name}` is filled in by whoever sends it.',
  examples: ['Habari {name}, your parcel is here.'],
})
const TemplateBody = Type.Object(
  { title: Type.String({ description: '1 to 100 characters' }), text: Text },
  { examples: [{ title: 'Parcel', text: 'Habari {name}, your parcel is here.' }] },
)

const Template = Type.Object({
  id: Id,
  number: Type.Integer({ description: '1, 2, 3 … within the account', examples: [1] }),
  title: Type.String({ examples: ['Parcel'] }),
  text: Text,
  encoding: Encoding,
  segments: { ...Segments, description: 'As it stands, before anything is filled in' },
  created_at: Time,
})

function shown({ id, number, title, text, created_at }: TemplateRow): Static<typeof Template> {
  const { encoding, segments } = segment(text)
  return { id, number, title, text, encoding, segments, created_at: created_at.toISOString() }
}
