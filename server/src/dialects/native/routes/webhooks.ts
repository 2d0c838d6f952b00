// /v1/webhooks: where an account is told of its messages, and the secrets it is told with.
import { type Static, Type } from 'typebox'
import { DISABLED_REASONS } from '../../../core/endpoint-health.ts'
import { WEBHOOK_EVENTS } from '../../../core/webhooks.ts'
import type { Setup } from '../../../setup/setup.ts'
import {
  addWebhook,
  changeWebhook,
  type EndpointRow,
  listWebhooks,
  removeWebhook,
  rotateWebhookSecret,
} from '../../../setup/webhook-endpoints.ts'
import { errorAnswers } from '../answers.ts'
import { actorOf, answerOf } from '../auth.ts'
import { disabledTold, told } from '../callback-reference.ts'
import { LIMIT_DEFAULT, lastSeen, page } from '../cursor.ts'
import { Id, IdParams, list, nullable, oneOf, PageQuery, Time } from '../schema.ts'
import type { NativeApp } from '../scope.ts'

const tags = ['Webhooks']
const reads = { permission: 'account:read' }
const writes = { permission: 'account:write' }
const secret = { ...writes, proof: true } as const

export function webhookRoutes(app: NativeApp, setup: Setup): void {
  app.get(
    '/webhooks',
    {
      config: reads,
      schema: {
        tags,
        operationId: 'listWebhooks',
        summary: 'List webhook endpoints',
        description: 'The newest first.',
        querystring: Type.Object(PageQuery),
        response: { 200: list(Endpoint, 'A page of endpoints'), ...errorAnswers() },
      },
    },
    async ({ query, caller }) => {
      const { cursor, limit = LIMIT_DEFAULT } = query
      const rows = await answerOf(listWebhooks(setup, caller.account.id, lastSeen(cursor), limit + 1))
      return page(rows, limit, endpoint)
    },
  )

  app.post(
    '/webhooks',
    {
      config: secret,
      schema: {
        tags,
        operationId: 'addWebhook',
        summary: 'Add a webhook endpoint',
        description:
          'Every event of your account is posted there, signed as Standard Webhooks (`webhook-id`, `webhook-timestamp`, ' +
          '`webhook-signature`). The secret is shown this once. Any 2xx is heard; anything else is tried again, 10 times over 75 h 35 min. ' +
          'Tries may come twice or out of order: `webhook-id` stays the same, and `data.sequence` says which of two is newer.',
        body: EndpointBody,
        callbacks: {
          '`message.sent`, `message.delivered`, `message.failed`': { '{$request.body#/url}': { post: told } },
          '`endpoint.disabled`': { '{$request.body#/url}': { post: disabledTold } },
        },
        response: { 201: NewEndpoint, ...errorAnswers({ body: true, codes: ['conflict'] }) },
      },
    },
    async ({ body, caller }, reply) => {
      const input = { url: body.url, events: body.events, style: body.style ?? 'native' }
      const made = await answerOf(addWebhook(setup, actorOf(caller), caller.account.id, input))
      return reply.code(201).send({ ...endpoint(made.endpoint), secret: made.secret })
    },
  )

  app.patch(
    '/webhooks/:id',
    {
      config: writes,
      schema: {
        tags,
        operationId: 'changeWebhook',
        summary: 'Change a webhook endpoint',
        description: 'Fields that are absent stay. What is pending for a disabled one is given up.',
        params: IdParams,
        body: EndpointPatch,
        response: { 200: Endpoint, ...errorAnswers({ body: true, codes: ['not_found'] }) },
      },
    },
    async ({ params, body, caller }) =>
      endpoint(await answerOf(changeWebhook(setup, actorOf(caller), caller.account.id, params.id, body))),
  )

  app.delete(
    '/webhooks/:id',
    {
      config: writes,
      schema: {
        tags,
        operationId: 'removeWebhook',
        summary: 'Remove a webhook endpoint',
        description: 'What is pending for it is given up.',
        params: IdParams,
        response: { 204: Type.Null({ description: 'Removed' }), ...errorAnswers({ codes: ['not_found'] }) },
      },
    },
    async ({ params, caller }, reply) => {
      await answerOf(removeWebhook(setup, actorOf(caller), caller.account.id, params.id))
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/webhooks/:id/rotate',
    {
      config: secret,
      schema: {
        tags,
        operationId: 'rotateWebhookSecret',
        summary: "Rotate an endpoint's secret",
        description:
          'The new secret is shown this once. The one before it signs too for a while, so that nothing is lost as you change over.',
        params: IdParams,
        querystring: Type.Object({
          overlap_seconds: Type.Optional(
            Type.Integer({ minimum: 0, maximum: 604_800, default: OVERLAP_SECONDS, description: 'How long both sign' }),
          ),
        }),
        response: { 200: NewEndpoint, ...errorAnswers({ codes: ['not_found'] }) },
      },
    },
    async ({ params, query: { overlap_seconds = OVERLAP_SECONDS }, caller }) => {
      const rotated = rotateWebhookSecret(setup, actorOf(caller), caller.account.id, params.id, overlap_seconds)
      const made = await answerOf(rotated)
      return { ...endpoint(made.endpoint), secret: made.secret }
    },
  )
}

const OVERLAP_SECONDS = 86_400

const Events = Type.Array(oneOf(WEBHOOK_EVENTS), {
  minItems: 1,
  maxItems: WEBHOOK_EVENTS.length,
  description:
    'What is told there. `request.done`, of a whole request, is told by `wasambazie` alone; `endpoint.disabled`, of another endpoint ' +
    'at which nothing was heard for five days, by `native`',
  examples: [WEBHOOK_EVENTS],
})
const Style = Type.String({
  description: "Whose body and signature it gets: a dialect's name",
  examples: ['native'],
})
const Url = Type.String({ description: 'A public https address', examples: ['https://hooks.example.com/sms'] })

const EndpointBody = Type.Object(
  {
    url: Url,
    events: Type.Optional({ ...Events, description: 'What is told there; absent, everything' }),
    style: Type.Optional({
      ...Style,
      description:
        'Whose body and signature it gets: `native`, or the name of a published API (`esms`, `wasambazie`, `smsbox`), and then it ' +
        'hears of what was sent through that',
    }),
  },
  { examples: [{ url: 'https://hooks.example.com/sms', events: ['message.delivered', 'message.failed'] }] },
)

const EndpointPatch = Type.Object(
  { url: Type.Optional(Url), events: Type.Optional(Events), enabled: Type.Optional(Type.Boolean()) },
  { examples: [{ enabled: false }] },
)

const Endpoint = Type.Object({
  id: Id,
  url: Url,
  events: Events,
  style: Style,
  secret_hint: Type.String({ description: 'How its secret ends', examples: ['x4Q='] }),
  previous_secret_until: nullable(Time, {
    description: 'Until when the secret before this one signs too',
    examples: [null],
  }),
  enabled: Type.Boolean({ examples: [true] }),
  disabled_reason: nullable(oneOf(DISABLED_REASONS), {
    enum: [...DISABLED_REASONS, null],
    description: 'Why we disabled it: it failed for five days, or answered 410; null where you did',
    examples: [null],
  }),
  failing_since: nullable(Time, { description: 'The first failure since a try was heard', examples: [null] }),
  created_at: Time,
})

const NewEndpoint = Type.Object({
  ...Endpoint.properties,
  secret: Type.String({ description: 'What signatures are checked with. Shown this once.', examples: ['whsec_…'] }),
})

function endpoint(row: EndpointRow): Static<typeof Endpoint> {
  return {
    id: row.id,
    url: row.url,
    events: row.events as Static<typeof Events>,
    style: row.style,
    secret_hint: row.secret_hint,
    previous_secret_until: row.previous_until?.toISOString() ?? null,
    enabled: row.enabled,
    disabled_reason: row.disabled_reason as Static<typeof Endpoint>['disabled_reason'],
    failing_since: row.failing_since?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
  }
}
