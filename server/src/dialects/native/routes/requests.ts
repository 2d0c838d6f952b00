// /v1/requests: what was sent, and what became of it.
import { type Static, Type } from 'typebox'
import { refuse } from '../../../core/errors.ts'
import { MESSAGE_STATES, type MessageState } from '../../../core/messages.ts'
import type { MessageView, Platform } from '../../../pipeline/platform.ts'
import { errorAnswers } from '../answers.ts'
import { LIMIT_DEFAULT, lastSeen, page } from '../cursor.ts'
import { MessageAnswer, messageAnswer, RequestView, requestView } from '../response.ts'
import { Amount, Currency, IdParams, list, Next, PageQuery } from '../schema.ts'
import type { NativeApp } from '../scope.ts'
import { amountText } from '../wallet.ts'

const tags = ['Requests']

export function requestRoutes(app: NativeApp, platform: Platform): void {
  app.get(
    '/requests',
    {
      config: { permission: 'messages:read' },
      schema: {
        tags,
        operationId: 'listRequests',
        summary: 'List requests',
        description: 'The newest first.',
        querystring: Type.Object(PageQuery),
        response: { 200: list(RequestView, 'A page of requests'), ...errorAnswers() },
      },
    },
    async ({ query, caller }) => {
      const { cursor, limit = LIMIT_DEFAULT } = query
      return page(await platform.requests(caller.account.id, lastSeen(cursor), limit + 1), limit, requestView)
    },
  )

  app.get(
    '/requests/:id',
    {
      config: { permission: 'messages:read' },
      schema: {
        tags,
        operationId: 'getRequest',
        summary: 'See a request',
        description: 'How many of its messages are in which state, and a page of them in the order they were accepted.',
        params: IdParams,
        querystring: Type.Object(PageQuery),
        response: { 200: RequestDetail, ...errorAnswers({ codes: ['not_found'] }) },
      },
    },
    async ({ params, query, caller }) => {
      const { account } = caller
      const found = await platform.request(account.id, params.id)
      if (!found) return refuse({ code: 'not_found' })
      const { messages } = found
      const { cursor, limit = LIMIT_DEFAULT } = query
      const seen = lastSeen(cursor)
      const rest = seen === null ? messages : messages.filter((message) => message.id > seen)
      const network = await platform.network()
      const { data, next } = page(rest, limit, (message) => messageAnswer(message, account, network))
      return {
        ...requestView(found.request),
        summary: countStates(messages),
        segments: messages.reduce((sum, message) => sum + message.segments, 0),
        cost: amountText(account.currency, sumOf(messages, 'amount')),
        charged: amountText(account.currency, sumOf(messages, 'charged')),
        currency: account.currency,
        messages: data,
        next,
      }
    },
  )
}

const sumOf = (messages: readonly MessageView[], field: 'amount' | 'charged'): bigint =>
  messages.reduce((sum, message) => sum + message[field], 0n)

const Summary = Type.Object(
  Object.fromEntries(MESSAGE_STATES.map((state) => [state, Type.Integer({ minimum: 0 })])) as Record<
    MessageState,
    ReturnType<typeof Type.Integer>
  >,
  { description: 'Messages by state' },
)

const RequestDetail = Type.Object({
  ...RequestView.properties,
  summary: Summary,
  segments: Type.Integer({ description: 'Of all messages' }),
  cost: { ...Amount, description: 'What was held for all of them' },
  charged: { ...Amount, description: 'What of that is held or paid' },
  currency: Currency,
  messages: Type.Array(MessageAnswer, { description: 'A page of them' }),
  next: Next,
})

function countStates(messages: readonly MessageView[]): Static<typeof Summary> {
  const counts = Object.fromEntries(MESSAGE_STATES.map((state) => [state, 0])) as Static<typeof Summary>
  for (const { state } of messages) counts[state]++
  return counts
}
