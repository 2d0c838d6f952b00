// /v1/inbound: what subscribers wrote to an account's numbers.
import { type Static, Type } from 'typebox'
import { plainNumber, shownNumber } from '../../../core/inbound.ts'
import { KEYWORD_ACTIONS } from '../../../core/keywords.ts'
import { conversations, type InboundRow, listInbound } from '../../../setup/inbound.ts'
import type { Setup } from '../../../setup/setup.ts'
import { errorAnswers } from '../answers.ts'
import { answerOf } from '../auth.ts'
import { LIMIT_DEFAULT, lastSeen, page } from '../cursor.ts'
import { Id, list, nullable, oneOf, PageQuery, Time } from '../schema.ts'
import type { NativeApp } from '../scope.ts'

export function inboundRoutes(app: NativeApp, setup: Setup): void {
  app.get(
    '/inbound',
    {
      config: { permission: 'messages:read' },
      schema: {
        tags: ['Two-way'],
        operationId: 'listInbound',
        summary: 'Read what subscribers wrote',
        description:
          'The newest first. Filters are joined by "and". A callback that was given up can be told again at ' +
          '`/v1/webhooks/attempts/{id}/retry`, under the id of the message.',
        querystring: InboundQuery,
        response: { 200: list(Inbound, 'A page of messages'), ...errorAnswers() },
      },
    },
    async ({ query, caller }) => {
      const { cursor, limit = LIMIT_DEFAULT } = query
      const filter = {
        number: plain(query.number),
        msisdn: plain(query.from),
        sinceMs: time(query.since),
        untilMs: time(query.until),
      }
      const rows = await answerOf(listInbound(setup, caller.account.id, filter, lastSeen(cursor), limit + 1))
      return page(rows, limit, inbound)
    },
  )

  app.get(
    '/inbound/conversations',
    {
      config: { permission: 'messages:read' },
      schema: {
        tags: ['Two-way'],
        operationId: 'listConversations',
        summary: 'See who wrote to which number',
        description: 'Of each subscriber and number the last message, the newest first.',
        querystring: Type.Object({ number: InboundQuery.properties.number, ...PageQuery }),
        response: { 200: list(Conversation, 'A page of conversations'), ...errorAnswers() },
      },
    },
    async ({ query: { number, cursor, limit = LIMIT_DEFAULT }, caller }) => {
      const last = conversations(setup, caller.account.id, plain(number), lastSeen(cursor), limit + 1)
      return page(await answerOf(last), limit, conversation)
    },
  )
}

const plain = (address: string | undefined): string | null => (address === undefined ? null : plainNumber(address))
const time = (text: string | undefined): number | null => (text === undefined ? null : Date.parse(text))

const CALLBACKS = ['pending', 'delivered', 'given_up'] as const

const Address = Type.String({ maxLength: 40 })
const InboundQuery = Type.Object({
  number: Type.Optional({ ...Address, description: 'The number that was written to' }),
  from: Type.Optional({ ...Address, description: 'Who wrote' }),
  since: Type.Optional({ ...Time, description: 'Received then or later' }),
  until: Type.Optional({ ...Time, description: 'Received before then' }),
  ...PageQuery,
})

const Inbound = Type.Object({
  id: Id,
  number: Type.String({ description: 'That was written to', examples: ['+255701000001'] }),
  from: Type.String({ description: 'Who wrote', examples: ['+255701000000'] }),
  text: Type.String({ examples: ['STOP'] }),
  received_at: Time,
  keyword: nullable(Type.String(), { description: 'Of the rule that it met', examples: ['STOP'] }),
  action: nullable(oneOf(KEYWORD_ACTIONS), { enum: [...KEYWORD_ACTIONS, null], examples: ['opt_out'] }),
  reply: nullable(Type.String(), { description: 'What was to be answered' }),
  reply_request_id: nullable(Id, { description: 'The request that answered' }),
  reply_refused: nullable(Type.String(), {
    description:
      'Why nothing was answered: a code of the errors, `own_number` (a number of this installation wrote) or ' +
      '`too_many_replies` (20 within an hour)',
    examples: [null],
  }),
  callback: nullable(oneOf(CALLBACKS), {
    enum: [...CALLBACKS, null],
    description: "How telling the number's callback URL stands; null where it has none",
    examples: ['delivered'],
  }),
})

const { callback: _callback, ...OfConversation } = Inbound.properties
const Conversation = Type.Object(OfConversation)

function conversation(row: InboundRow): Static<typeof Conversation> {
  const { callback: _, ...last } = inbound(row)
  return last
}

function inbound(row: InboundRow): Static<typeof Inbound> {
  return {
    id: row.id,
    number: shownNumber(row.number),
    from: shownNumber(row.msisdn),
    text: row.text,
    received_at: row.received_at.toISOString(),
    keyword: row.keyword,
    action: row.action as Static<typeof Inbound>['action'],
    reply: row.reply,
    reply_request_id: row.reply_request_id,
    reply_refused: row.reply_refused,
    callback: row.callback,
  }
}
