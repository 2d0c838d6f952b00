// /v1/requests: what was sent, and what became of it.
import { type Static, Type } from 'typebox'
import { refuse } from '../../../core/errors.ts'
import { MESSAGE_STATES, type MessageState } from '../../../core/messages.ts'
import type { MessageView, Platform } from '../../../pipeline/platform.ts'
import { errorAnswers } from '../answers.ts'
import { LIMIT_DEFAULT, lastSeen, page } from '../cursor.ts'
import { judgedText } from '../request.ts'
import { MessageAnswer, messageAnswer, RequestView, requestView } from '../response.ts'
import { dueFrom, ScheduleAt } from '../schedule.ts'
import { Amount, Currency, Id, IdParams, list, Next, PageQuery, Time } from '../schema.ts'
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

export function scheduleRoutes(app: NativeApp, platform: Platform): void {
  app.patch(
    '/requests/:id',
    {
      config: { permission: 'messages:send' },
      schema: {
        tags,
        operationId: 'changeRequest',
        summary: 'Change a request before its time',
        description:
          'What still waits of it. A new text or sender is priced anew and the difference held or given back; a request that ' +
          'has begun to go out is a conflict. Suspended, it waits until it is resumed; resumed after its time, it goes out at once.',
        params: IdParams,
        body: ChangeBody,
        response: { 200: Changed, ...errorAnswers({ body: true, codes: CHANGE_CODES }) },
      },
    },
    async ({ params, body, caller }) => {
      const { schedule_at: at, suspended, text, sender } = body
      const changed = await platform.schedule.change(caller.account, params.id, {
        ...(at !== undefined && { dueAtMs: dueFrom(at, platform.clock.now()) }),
        ...(suspended !== undefined && { suspended }),
        ...(text !== undefined && { text: { template: judgedText(text) } }),
        ...(sender !== undefined && { sender }),
      })
      if (!changed.ok) return refuse(changed.error)
      const { requestId: id, messages, dueAtMs, suspended: isSuspended } = changed.value
      return { id, messages, schedule_at: new Date(dueAtMs).toISOString(), suspended: isSuspended }
    },
  )

  app.delete(
    '/requests/:id',
    {
      config: { permission: 'messages:send' },
      schema: {
        tags,
        operationId: 'cancelRequest',
        summary: 'Cancel a request before its time',
        description: 'What still waits of it is not sent, and what was held for that is given back.',
        params: IdParams,
        response: { 200: Cancelled, ...errorAnswers({ codes: ['not_found', 'conflict'] }) },
      },
    },
    async ({ params, caller }) => {
      const cancelled = await platform.schedule.cancel(caller.account, params.id)
      if (!cancelled.ok) return refuse(cancelled.error)
      return { id: cancelled.value.requestId, cancelled: cancelled.value.messages }
    },
  )
}

const CHANGE_CODES = [
  'not_found',
  'conflict',
  'text_empty',
  'text_too_long',
  'sender_id_not_approved',
  'sender_id_not_for_country',
  'destination_not_served',
  'insufficient_funds',
] as const

const ChangeBody = Type.Object(
  {
    schedule_at: Type.Optional(ScheduleAt),
    suspended: Type.Optional(Type.Boolean({ description: 'true suspends, false resumes' })),
    text: Type.Optional(Type.String({ description: 'A new text for all of its messages' })),
    sender: Type.Optional(Type.String({ description: 'Another approved sender ID' })),
  },
  { minProperties: 1, examples: [{ suspended: true }] },
)

const Changed = Type.Object({
  id: Id,
  messages: Type.Integer({ description: 'How many wait' }),
  schedule_at: Time,
  suspended: Type.Boolean(),
})

const Cancelled = Type.Object({ id: Id, cancelled: Type.Integer({ description: 'How many will not be sent' }) })

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
