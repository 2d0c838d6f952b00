// /v1/scheduled: what waits for its time; and one message of a request changed or cancelled before it goes out.
import { type Static, Type } from 'typebox'
import type { Account } from '../../../core/accounts.ts'
import { refuse } from '../../../core/errors.ts'
import type { Platform, WaitingRequest } from '../../../pipeline/platform.ts'
import { errorAnswers } from '../answers.ts'
import { LIMIT_DEFAULT, lastSeen, page } from '../cursor.ts'
import { judgedText } from '../request.ts'
import { dueFrom, ScheduleAt } from '../schedule.ts'
import { Amount, Currency, Id, IdParams, list, PageQuery, PhoneNumber, Time } from '../schema.ts'
import type { NativeApp } from '../scope.ts'
import { amountText } from '../wallet.ts'

export function scheduledRoutes(app: NativeApp, platform: Platform): void {
  app.get(
    '/scheduled',
    {
      config: { permission: 'messages:read' },
      schema: {
        tags: ['Requests'],
        operationId: 'listScheduled',
        summary: 'List requests that wait for their time',
        description: 'The newest first. Their messages are at `/v1/requests/{id}`.',
        querystring: Type.Object(PageQuery),
        response: { 200: list(Scheduled, 'A page of requests'), ...errorAnswers() },
      },
    },
    async ({ query: { cursor, limit = LIMIT_DEFAULT }, caller: { account } }) => {
      const rows = await platform.schedule.waiting(account.id, lastSeen(cursor), limit + 1)
      return page(rows, limit, (row) => scheduled(row, account))
    },
  )

  app.patch(
    '/messages/:id',
    {
      config: { permission: 'messages:send' },
      schema: {
        tags: ['Messages'],
        operationId: 'changeMessage',
        summary: 'Change one message before its time',
        description:
          'The others of its request stay as they are. A new text is priced anew and the difference held or given back.',
        params: IdParams,
        body: ChangeBody,
        response: { 200: Changed, ...errorAnswers({ body: true, codes: CHANGE_CODES }) },
      },
    },
    async ({ params, body, caller }) => {
      const { schedule_at: at, suspended, text } = body
      const changed = await platform.schedule.changeMessage(caller.account, params.id, {
        ...(at !== undefined && { dueAtMs: dueFrom(at, platform.clock.now()) }),
        ...(suspended !== undefined && { suspended }),
        ...(text !== undefined && { text: { template: judgedText(text) } }),
      })
      if (!changed.ok) return refuse(changed.error)
      const { requestId, dueAtMs, suspended: isSuspended } = changed.value
      const schedule_at = new Date(dueAtMs).toISOString()
      return { id: params.id, request_id: requestId, schedule_at, suspended: isSuspended }
    },
  )

  app.delete(
    '/messages/:id',
    {
      config: { permission: 'messages:send' },
      schema: {
        tags: ['Messages'],
        operationId: 'cancelMessage',
        summary: 'Cancel one message before its time',
        description: 'It is not sent, and what was held for it is given back.',
        params: IdParams,
        response: { 200: Cancelled, ...errorAnswers({ codes: ['not_found', 'conflict'] }) },
      },
    },
    async ({ params, caller }) => {
      const cancelled = await platform.schedule.cancelMessage(caller.account, params.id)
      if (!cancelled.ok) return refuse(cancelled.error)
      return { id: params.id, request_id: cancelled.value.requestId }
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
    text: Type.Optional(Type.String({ description: 'A text of its own' })),
  },
  { minProperties: 1, examples: [{ suspended: true }] },
)

const Changed = Type.Object({ id: Id, request_id: Id, schedule_at: Time, suspended: Type.Boolean() })
const Cancelled = Type.Object({ id: Id, request_id: Id })

const Scheduled = Type.Object({
  id: { ...Id, description: 'The request' },
  dialect: Type.String({ description: 'The API it came by', examples: ['native'] }),
  sender: Type.String({ examples: ['MyApp'] }),
  text: Type.String({ description: 'The common text, or the first of several' }),
  message_count: Type.Integer({ description: 'Of the request', examples: [2] }),
  waiting: Type.Integer({ description: 'How many of them still wait', examples: [2] }),
  to: { ...PhoneNumber, description: 'One of the recipients' },
  schedule_at: { ...Time, description: 'When the first of them goes out' },
  suspended: Type.Boolean({ description: 'All that wait are suspended', examples: [false] }),
  held: { ...Amount, description: 'What is held for those that wait' },
  currency: Currency,
  created_at: Time,
})

function scheduled(row: WaitingRequest, { currency }: Account): Static<typeof Scheduled> {
  return {
    id: row.id,
    dialect: row.dialect,
    sender: row.sender,
    text: row.text,
    message_count: row.message_count,
    waiting: row.waiting,
    to: `+${row.msisdn}`,
    schedule_at: row.due_at.toISOString(),
    suspended: row.suspended,
    held: amountText(currency, row.held),
    currency,
    created_at: row.created_at.toISOString(),
  }
}
