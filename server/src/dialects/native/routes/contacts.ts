// /v1/contacts: whom an account writes to.
import { type Static, Type } from 'typebox'
import { FIELDS_MAX, NAME_MAX, VALUE_MAX } from '../../../core/contacts.ts'
import { refuse } from '../../../core/errors.ts'
import {
  type ContactFilter,
  type ContactRow,
  changeContact,
  createContact,
  findContact,
  IMPORT_MAX,
  type ImportedRow,
  importContacts,
  listContacts,
  removeContacts,
} from '../../../setup/contacts.ts'
import type { Setup } from '../../../setup/setup.ts'
import { errorAnswers } from '../answers.ts'
import { actorOf, answerOf } from '../auth.ts'
import { LIMIT_DEFAULT, lastSeen, page } from '../cursor.ts'
import { Id, IdParams, list, nullable, oneOf, PageQuery, PhoneNumber, Time } from '../schema.ts'
import type { NativeApp } from '../scope.ts'

const tags = ['Contacts']
const reads = { permission: 'messages:read' }
const writes = { permission: 'messages:send' }

export function contactRoutes(app: NativeApp, setup: Setup): void {
  app.get(
    '/contacts',
    {
      config: reads,
      schema: {
        tags,
        operationId: 'listContacts',
        summary: 'Find contacts',
        description: 'The newest first. Filters are joined by "and".',
        querystring: Type.Object({ ...ContactFilters, ...PageQuery }),
        response: { 200: list(Contact, 'A page of contacts'), ...errorAnswers() },
      },
    },
    async ({ query, caller }) => {
      const { cursor, limit = LIMIT_DEFAULT } = query
      const filter = contactFilter(query)
      const rows = await answerOf(listContacts(setup, caller.account.id, filter, lastSeen(cursor), limit + 1))
      return page(rows, limit, shown)
    },
  )

  app.post(
    '/contacts',
    {
      config: writes,
      schema: {
        tags,
        operationId: 'addContact',
        summary: 'Add a contact',
        body: NewContact,
        response: { 201: Contact, ...errorAnswers({ body: true, codes: ['recipient_invalid', 'conflict'] }) },
      },
    },
    async ({ body, caller }, reply) => {
      const input = { ...body, groups: body.groups ?? [] }
      return reply
        .code(201)
        .send(shown(await answerOf(createContact(setup, actorOf(caller), caller.account.id, input))))
    },
  )

  app.get(
    '/contacts/:id',
    {
      config: reads,
      schema: {
        tags,
        operationId: 'getContact',
        summary: 'Read a contact',
        params: IdParams,
        response: { 200: Contact, ...errorAnswers({ codes: ['not_found'] }) },
      },
    },
    async ({ params, caller }) => shown(await answerOf(findContact(setup, caller.account.id, params.id))),
  )

  app.patch(
    '/contacts/:id',
    {
      config: writes,
      schema: {
        tags,
        operationId: 'changeContact',
        summary: 'Change a contact',
        description: 'What is absent stays; `fields` is replaced as a whole.',
        params: IdParams,
        body: ContactPatch,
        response: {
          200: Contact,
          ...errorAnswers({ body: true, codes: ['not_found', 'recipient_invalid', 'conflict'] }),
        },
      },
    },
    async ({ params, body, caller }) =>
      shown(await answerOf(changeContact(setup, actorOf(caller), caller.account.id, params.id, body))),
  )

  app.delete(
    '/contacts/:id',
    {
      config: writes,
      schema: {
        tags,
        operationId: 'deleteContact',
        summary: 'Delete a contact',
        description: 'Messages to its number stay in the logs.',
        params: IdParams,
        response: { 204: Type.Null({ description: 'Deleted' }), ...errorAnswers({ codes: ['not_found'] }) },
      },
    },
    async ({ params, caller }, reply) => {
      const { removed } = await answerOf(removeContacts(setup, actorOf(caller), caller.account.id, [params.id]))
      if (removed === 0) refuse({ code: 'not_found' })
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/contacts/delete',
    {
      config: writes,
      schema: {
        tags,
        operationId: 'deleteContacts',
        summary: 'Delete several contacts',
        body: ContactIds,
        response: { 200: Type.Object({ removed: Type.Integer() }), ...errorAnswers({ body: true }) },
      },
    },
    async ({ body, caller }) => answerOf(removeContacts(setup, actorOf(caller), caller.account.id, body.contact_ids)),
  )

  app.post(
    '/contacts/import',
    {
      config: writes,
      schema: {
        tags,
        operationId: 'importContacts',
        summary: 'Bring in contacts',
        description:
          `Up to ${IMPORT_MAX.toLocaleString('en')} rows at a time, each with its own answer: one that cannot be read stops no other. ` +
          'A number that is known takes the new name and fields and keeps what the row has nothing for.',
        body: ImportBody,
        response: { 200: ImportAnswer, ...errorAnswers({ body: true }) },
      },
    },
    async ({ body, caller }) => {
      const { rows, country = null, group: groupId = null } = body
      const order = { rows, country: country?.toUpperCase() ?? null, groupId }
      const answers = await answerOf(importContacts(setup, actorOf(caller), caller.account.id, order))
      const count = (...results: ImportedRow['result'][]) =>
        answers.filter(({ result }) => results.includes(result)).length
      return {
        added: count('added'),
        changed: count('changed'),
        unchanged: count('unchanged', 'repeated'),
        refused: count('refused'),
        rows: answers.map(importedRow),
      }
    },
  )
}

export const ContactFilters = {
  search: Type.Optional(
    Type.String({
      maxLength: 100,
      description: 'Somewhere in the name or the number, in any case',
      examples: ['asha'],
    }),
  ),
  group: Type.Optional(Type.String({ maxLength: 64, description: 'The id of a group' })),
}

export function contactFilter({ search, group }: { search?: string; group?: string }): ContactFilter {
  return { search: search?.trim() || null, groupId: group ?? null }
}

const Name = nullable(Type.String(), { description: `Up to ${NAME_MAX} characters`, examples: ['Asha Mushi'] })
const Fields = Type.Unsafe<Record<string, string>>({
  type: 'object',
  additionalProperties: { type: 'string' },
  description:
    `Up to ${FIELDS_MAX} values of up to ${VALUE_MAX} characters by name, for \`{town}\` in a text. A name is 1 to 32 letters, ` +
    'digits and _, and neither name nor number.',
  examples: [{ town: 'Mwanza' }],
})

const details = { name: Type.Optional(Name), fields: Type.Optional(Fields) }
const NewContact = Type.Object(
  {
    number: PhoneNumber,
    ...details,
    groups: Type.Optional(Type.Array(Type.String(), { maxItems: 100, description: 'The ids of groups it joins' })),
  },
  { examples: [{ number: '+255712345678', name: 'Asha Mushi', fields: { town: 'Mwanza' } }] },
)
const ContactPatch = Type.Object(
  { number: Type.Optional(PhoneNumber), ...details },
  { examples: [{ name: 'Asha M. Mushi' }] },
)

export const ContactIds = Type.Object(
  { contact_ids: Type.Array(Type.String(), { minItems: 1, maxItems: 1000, description: 'The ids of contacts' }) },
  { examples: [{ contact_ids: ['0199d4c2-7a41-7c1e-9b5d-2f8f0a6f3c11'] }] },
)

const Contact = Type.Object({
  id: Id,
  number: PhoneNumber,
  country: Type.String({ description: 'ISO 3166-1 alpha-2', examples: ['TZ'] }),
  name: Name,
  fields: Fields,
  groups: Type.Array(Type.String({ format: 'uuid' }), { description: 'The ids of its groups', examples: [[]] }),
  created_at: Time,
})

function shown({ id, msisdn, country, name, fields, groups, created_at }: ContactRow): Static<typeof Contact> {
  return { id, number: `+${msisdn}`, country, name, fields, groups, created_at: created_at.toISOString() }
}

const ImportBody = Type.Object(
  {
    rows: Type.Array(
      Type.Object({
        number: Type.String({ description: 'With its country code; or as at home, where `country` is given' }),
        ...details,
      }),
      { description: `1 to ${IMPORT_MAX.toLocaleString('en')}` },
    ),
    country: Type.Optional(
      nullable(Type.String(), {
        description: 'ISO 3166-1 alpha-2: where numbers without a country code are from',
        examples: ['TZ'],
      }),
    ),
    group: Type.Optional(nullable(Type.String(), { description: 'The id of a group that all of them join' })),
  },
  { examples: [{ country: 'TZ', rows: [{ number: '0712 345 678', name: 'Asha', fields: { town: 'Mwanza' } }] }] },
)

const RESULTS = ['added', 'changed', 'unchanged', 'repeated', 'refused'] as const
const ImportAnswer = Type.Object({
  added: Type.Integer({ examples: [1] }),
  changed: Type.Integer(),
  unchanged: Type.Integer({ description: 'Known as they are, or in an earlier row' }),
  refused: Type.Integer(),
  rows: Type.Array(
    Type.Object({
      result: oneOf(RESULTS, { examples: ['added'] }),
      id: nullable(Type.String({ format: 'uuid' }), { description: "The contact's" }),
      field: nullable(Type.String(), { description: 'Of a refused row: what is wrong', examples: [null] }),
      message: nullable(Type.String(), { examples: [null] }),
    }),
    { description: 'One for each row, in their order' },
  ),
})

function importedRow(row: ImportedRow): Static<typeof ImportAnswer>['rows'][number] {
  if (row.result !== 'refused') return { result: row.result, id: row.id, field: null, message: null }
  const { field, message } = row.error
  return { result: row.result, id: null, field, message: `"${field}" ${message}.` }
}
