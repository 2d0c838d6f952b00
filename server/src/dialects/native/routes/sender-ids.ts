// /v1/sender-ids: the names that messages may come from.
import { type Static, Type } from 'typebox'
import { listSenders, requestSender, type SenderRow } from '../../../setup/sender-ids.ts'
import type { Setup } from '../../../setup/setup.ts'
import { errorAnswers } from '../answers.ts'
import { actorOf, answerOf } from '../auth.ts'
import { LIMIT_DEFAULT, lastSeen, page } from '../cursor.ts'
import { Id, list, nullable, oneOf, PageQuery, Time } from '../schema.ts'
import type { NativeApp } from '../scope.ts'

const tags = ['Sender IDs']

export function senderIdRoutes(app: NativeApp, setup: Setup): void {
  app.get(
    '/sender-ids',
    {
      config: { permission: 'account:read' },
      schema: {
        tags,
        operationId: 'listSenderIds',
        summary: 'List sender IDs',
        description: 'The newest first.',
        querystring: Type.Object({ status: Type.Optional(oneOf(STATUSES)), ...PageQuery }),
        response: { 200: list(SenderId, 'A page of sender IDs'), ...errorAnswers() },
      },
    },
    async ({ query, caller }) => {
      const { status = null, cursor, limit = LIMIT_DEFAULT } = query
      const rows = await answerOf(listSenders(setup, caller.account.id, status, lastSeen(cursor), limit + 1))
      return page(rows, limit, senderId)
    },
  )

  app.post(
    '/sender-ids',
    {
      config: { permission: 'account:write' },
      schema: {
        tags,
        operationId: 'requestSenderId',
        summary: 'Request a sender ID',
        description: 'It is `pending` until the operator decides. Only an approved one can be sent from.',
        body: NewSenderId,
        response: { 201: SenderId, ...errorAnswers({ body: true, codes: ['conflict'] }) },
      },
    },
    async ({ body, caller }, reply) => {
      const input = { name: body.name, sampleContent: body.sample_content, countries: body.countries }
      const row = await answerOf(requestSender(setup, actorOf(caller), caller.account.id, input))
      return reply.code(201).send(senderId(row))
    },
  )
}

const STATUSES = ['pending', 'approved', 'rejected'] as const

const NewSenderId = Type.Object(
  {
    name: Type.String({
      description: '1 to 11 letters, digits, spaces, `-` and `.`, or a number',
      examples: ['MyApp'],
    }),
    sample_content: Type.Optional(
      Type.String({ description: 'What you will send under it, 15 to 170 characters, for the reviewer' }),
    ),
    countries: Type.Optional(
      Type.Unsafe<string[] | null>({
        type: ['array', 'null'],
        items: { type: 'string' },
        maxItems: 250,
        description: 'Where you will send under it, ISO 3166-1 alpha-2; absent or null is everywhere',
      }),
    ),
  },
  { examples: [{ name: 'MyApp', sample_content: 'Your MyApp code is 4821. Do not share it.' }] },
)

const SenderId = Type.Object({
  id: Id,
  name: Type.String({ examples: ['MyApp'] }),
  status: oneOf(STATUSES, { examples: ['approved'] }),
  countries: Type.Unsafe<string[] | null>({
    type: ['array', 'null'],
    items: { type: 'string' },
    description: 'Where it may be used once it is approved, ISO 3166-1 alpha-2; null is everywhere',
    examples: [['KE', 'TZ']],
  }),
  asked_countries: Type.Unsafe<string[] | null>({
    type: ['array', 'null'],
    items: { type: 'string' },
    description: 'Where it was asked for; null is everywhere',
    examples: [null],
  }),
  sample_content: nullable(Type.String(), { description: 'What you will send under it, as you gave it' }),
  reason: nullable(Type.String(), { description: 'Why it was rejected' }),
  created_at: Time,
  decided_at: nullable(Time),
})

function senderId(row: SenderRow): Static<typeof SenderId> {
  return {
    id: row.id,
    name: row.name,
    status: row.status,
    countries: row.countries,
    asked_countries: row.asked_countries,
    sample_content: row.sample_content,
    reason: row.reason,
    created_at: row.created_at.toISOString(),
    decided_at: row.decided_at?.toISOString() ?? null,
  }
}
