// The SMS templates of an account: query, create, update and delete.
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { type Refusal, refuse } from '../../../core/errors.ts'
import type { Result } from '../../../core/result.ts'
import type { Setup } from '../../../setup/setup.ts'
import {
  changeTemplate,
  createTemplate,
  listTemplates,
  removeTemplate,
  type TemplateRow,
} from '../../../setup/templates.ts'
import { asItCame, eitherForm, errorAnswers } from '../answers.ts'
import { SECURITY } from '../auth.ts'
import { type Fields, fieldsOf } from '../bodies.ts'
import { TEMPLATE_DELETE } from '../errors.ts'
import { judgeLength } from '../names.ts'
import { TemplatesAnswer, templateChangeAnswer, templateChangeSchema, templatesAnswer } from '../response.ts'
import { shownTime } from '../times.ts'

const LIMIT_DEFAULT = 20
const LIMIT_MAX = 100
const TITLE_CHARS_MAX = 100

type Path = { Params: { id: string } }

export function templateRoutes(app: FastifyInstance, setup: Setup): void {
  app.get(
    '/api/sms/v1/query_sms_templates',
    {
      config: { permission: 'messages:read' },
      validatorCompiler: asItCame,
      schema: {
        summary: 'View templates',
        description: 'The newest first.',
        security: SECURITY,
        querystring: ListQuery,
        response: { 200: TemplatesAnswer, ...errorAnswers({ own: [{ code: 'field_invalid', field: 'page' }] }) },
      },
    },
    async ({ caller: { account }, query }) => {
      const { page: pageText, limit: limitText, q = '' } = fieldsOf(query)
      if (typeof q !== 'string') refuse({ code: 'field_invalid', field: 'q' })
      const page = countOf(pageText, 1, 'page')
      const limit = Math.min(countOf(limitText, LIMIT_DEFAULT, 'limit'), LIMIT_MAX)
      const found = granted(await listTemplates(setup, account.id, q === '' ? null : q, limit, (page - 1) * limit))
      return templatesAnswer(found.rows.map(shown), page, limit, found.total)
    },
  )

  app.post<{ Body: unknown }>(
    '/api/sms/v1/create_sms_template',
    {
      config: { permission: 'messages:send' },
      validatorCompiler: asItCame,
      schema: {
        summary: 'Create a template',
        description: 'Its `id` may be sent as the `template_id` of send_sms.',
        security: SECURITY,
        body: eitherForm(TemplateBody),
        response: { 200: templateChangeSchema(126), ...errorAnswers({ body: true, own: [{ code: 'text_empty' }] }) },
      },
    },
    async ({ caller: { account, credential }, body }) => {
      const made = await createTemplate(setup, `credential:${credential.id}`, account.id, templateOf(fieldsOf(body)))
      return templateChangeAnswer(126, [shown(granted(made))])
    },
  )

  app.put<Path & { Body: unknown }>(
    '/api/sms/v1/update_sms_template/:id',
    {
      config: { permission: 'messages:send' },
      validatorCompiler: asItCame,
      schema: {
        summary: 'Update a template',
        description: 'What was sent with it stays as it was.',
        security: SECURITY,
        params: TemplatePath,
        body: eitherForm(TemplateBody),
        response: {
          200: templateChangeSchema(125),
          ...errorAnswers({ body: true, own: [{ code: 'text_empty' }, { code: 'not_found' }] }),
        },
      },
    },
    async ({ caller: { account, credential }, params, body }) => {
      const input = templateOf(fieldsOf(body))
      const actor = `credential:${credential.id}` as const
      const changed = await changeTemplate(setup, actor, account.id, numberOf(params.id), input)
      return templateChangeAnswer(125, [shown(granted(changed))])
    },
  )

  app.delete<Path>(
    '/api/sms/v1/delete_sms_template/:id',
    {
      config: { permission: 'messages:send', errors: TEMPLATE_DELETE },
      validatorCompiler: asItCame,
      schema: {
        summary: 'Delete a template',
        description: 'Its `id` is not given to another one.',
        security: SECURITY,
        params: TemplatePath,
        response: {
          200: templateChangeSchema(128),
          ...errorAnswers({ own: [{ code: 'not_found' }], words: TEMPLATE_DELETE }),
        },
      },
    },
    async ({ caller: { account, credential }, params }) => {
      granted(await removeTemplate(setup, `credential:${credential.id}`, account.id, numberOf(params.id)))
      return templateChangeAnswer(128, [])
    },
  )
}

function templateOf({ sms_title: title, message: text }: Fields): { title: string; text: string } {
  if (title === undefined || text === undefined) refuse({ code: 'field_missing' })
  if (typeof title !== 'string') return refuse({ code: 'field_invalid', field: 'sms_title' })
  if (typeof text !== 'string') return refuse({ code: 'field_invalid', field: 'message' })
  judgeLength(text)
  return { title, text }
}

/** 0 is no template's. */
function numberOf(id: string): number {
  return /^[1-9][0-9]{0,8}$/.test(id) ? Number(id) : 0
}

function countOf(text: unknown, absent: number, field: string): number {
  if (text === undefined || text === '') return absent
  return typeof text === 'string' && /^[1-9][0-9]{0,5}$/.test(text)
    ? Number(text)
    : refuse({ code: 'field_invalid', field })
}

function granted<T>(result: Result<T, Refusal>): T {
  return result.ok ? result.value : refuse(result.error)
}

function shown({ number, title, text, created_at }: TemplateRow) {
  return { id: String(number), sms_title: title, message: text, created: shownTime(created_at) }
}

const ListQuery = Type.Object({
  page: Type.Optional(Type.String({ description: 'From 1.', examples: ['1'] })),
  limit: Type.Optional(Type.String({ description: `${LIMIT_DEFAULT} by default, ${LIMIT_MAX} at the most.` })),
  q: Type.Optional(Type.String({ description: 'In the title or the text, in any case of letters.' })),
})

const TemplatePath = Type.Object({ id: Type.String({ description: "The template's id.", examples: ['1'] }) })

const TemplateBody = Type.Object(
  {
    sms_title: Type.String({ maxLength: TITLE_CHARS_MAX, description: 'What you know it by.' }),
    message: Type.String({ description: 'Up to 1,600 characters; `[{RECEIVERNAME}]` is filled in when it is sent.' }),
  },
  { examples: [{ sms_title: 'Welcome', message: 'Hello [{RECEIVERNAME}]' }] },
)
