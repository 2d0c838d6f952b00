// What an endpoint was told, try by try, and telling it again.
import { type Static, Type } from 'typebox'
import { WEBHOOK_EVENTS } from '../../../core/webhooks.ts'
import type { Setup } from '../../../setup/setup.ts'
import {
  type DeliveryRow,
  recoverWebhooks,
  retryWebhook,
  testWebhook,
  webhookAttempts,
} from '../../../setup/webhook-deliveries.ts'
import { errorAnswers } from '../answers.ts'
import { actorOf, answerOf } from '../auth.ts'
import { LIMIT_DEFAULT, lastSeen, page } from '../cursor.ts'
import { Id, IdParams, list, nullable, oneOf, PageQuery, Time } from '../schema.ts'
import type { NativeApp } from '../scope.ts'

const tags = ['Webhooks']
const reads = { permission: 'account:read' }
const writes = { permission: 'account:write' }

export function webhookAttemptRoutes(app: NativeApp, setup: Setup): void {
  app.get(
    '/webhooks/:id/attempts',
    {
      config: reads,
      schema: {
        tags,
        operationId: 'listWebhookAttempts',
        summary: 'See what an endpoint was told',
        description: 'The newest first, each with every try and what was answered.',
        params: IdParams,
        querystring: Type.Object({ status: Type.Optional(oneOf(DELIVERY_STATUSES)), ...PageQuery }),
        response: { 200: list(Telling, 'A page of webhooks'), ...errorAnswers({ codes: ['not_found'] }) },
      },
    },
    async ({ params, query, caller }) => {
      const { status = null, cursor, limit = LIMIT_DEFAULT } = query
      const asked = webhookAttempts(setup, caller.account.id, params.id, status, lastSeen(cursor), limit + 1)
      const rows = await answerOf(asked)
      return page(rows, limit, telling)
    },
  )

  app.post(
    '/webhooks/:id/test',
    {
      config: writes,
      schema: {
        tags,
        operationId: 'testWebhook',
        summary: 'Try an endpoint',
        description: 'Tells it of the delivery of a message that there is none of. What came of it is in its attempts.',
        params: IdParams,
        response: { 202: Queued, ...errorAnswers({ codes: ['not_found', 'conflict'] }) },
      },
    },
    async ({ params, caller }, reply) => {
      const id = await answerOf(testWebhook(setup, actorOf(caller), caller.account.id, params.id))
      return reply.code(202).send({ id })
    },
  )

  app.post(
    '/webhooks/attempts/:id/retry',
    {
      config: writes,
      schema: {
        tags,
        operationId: 'retryWebhook',
        summary: 'Tell again',
        description:
          'Posts one webhook again now, under the same `webhook-id`, whether it was heard or given up. Of an endpoint that is disabled or removed it is a conflict.',
        params: IdParams,
        response: { 202: Queued, ...errorAnswers({ codes: ['not_found', 'conflict'] }) },
      },
    },
    async ({ params, caller }, reply) => {
      await answerOf(retryWebhook(setup, actorOf(caller), caller.account.id, params.id))
      return reply.code(202).send({ id: params.id })
    },
  )

  app.post(
    '/webhooks/:id/recover',
    {
      config: writes,
      schema: {
        tags,
        operationId: 'recoverWebhooks',
        summary: 'Tell again all that was given up',
        description: 'The oldest first, 1,000 a call. Call it again while `recovered` is 1,000.',
        params: IdParams,
        querystring: Type.Object({ since: { ...Time, description: 'What was given up since then' } }),
        response: {
          202: Type.Object({ recovered: Type.Integer({ minimum: 0, examples: [42] }) }, { description: 'Due now' }),
          ...errorAnswers({ codes: ['field_missing', 'not_found', 'conflict'] }),
        },
      },
    },
    async ({ params, query, caller }, reply) => {
      const since = Date.parse(query.since)
      const recovered = await answerOf(recoverWebhooks(setup, actorOf(caller), caller.account.id, params.id, since))
      return reply.code(202).send({ recovered })
    },
  )
}

const DELIVERY_STATUSES = ['pending', 'delivered', 'given_up'] as const

const Queued = Type.Object({ id: { ...Id, description: 'Its `webhook-id`' } }, { description: 'Due now' })

const Attempt = Type.Object({
  at: Time,
  status: nullable(Type.Integer(), { description: 'Null when no answer came', examples: [200] }),
  ms: Type.Number({ examples: [84] }),
  error: nullable(Type.String(), { examples: [null] }),
  answer: Type.String({ description: 'How the answer began' }),
})

const Telling = Type.Object({
  id: { ...Id, description: 'Its `webhook-id`, the same on every try' },
  url: Type.String({ examples: ['https://hooks.example.com/sms'] }),
  event: oneOf(WEBHOOK_EVENTS, { examples: ['message.delivered'] }),
  request_id: nullable(Id),
  message_id: nullable(Id, { description: 'Null when it tells of a whole request' }),
  status: oneOf(DELIVERY_STATUSES, { examples: ['delivered'] }),
  due_at: nullable(Time, { description: 'When a pending one is tried next' }),
  payload: Type.String({ description: 'The body, as it was posted' }),
  attempts: Type.Array(Attempt),
  created_at: Time,
})

function telling(row: DeliveryRow): Static<typeof Telling> {
  return {
    id: row.id,
    url: row.url,
    event: row.event as Static<typeof Telling>['event'],
    request_id: row.request_id,
    message_id: row.message_id,
    status: row.status,
    due_at: row.due_at?.toISOString() ?? null,
    payload: row.payload,
    attempts: row.attempts,
    created_at: row.created_at.toISOString(),
  }
}
