// /v1/operator/accounts/{id}/webhooks: where an account is told of its messages, added for it.
import { type Static, Type } from 'typebox'
import { WEBHOOK_EVENTS } from '../../../core/webhooks.ts'
import { addWebhook, type EndpointRow, listWebhooks } from '../../../setup/webhook-endpoints.ts'
import { errorAnswers } from '../answers.ts'
import { answerOf } from '../auth.ts'
import { LIMIT_DEFAULT, lastSeen, page } from '../cursor.ts'
import { Id, IdParams, list, nullable, oneOf, PageQuery, Time } from '../schema.ts'
import type { OperatorApp } from './context.ts'

const tags = ['Operator: accounts']

export function webhookRoutes({ app, context: { setup }, allow }: OperatorApp): void {
  app.get(
    '/accounts/:id/webhooks',
    {
      config: allow('accounts:serve'),
      schema: {
        tags,
        operationId: 'operatorListWebhooks',
        summary: "List an account's webhook endpoints",
        description: 'The newest first.',
        params: IdParams,
        querystring: Type.Object(PageQuery),
        response: { 200: list(Endpoint, 'A page of endpoints'), ...errorAnswers({ codes: ['not_found'] }) },
      },
    },
    async ({ params, query: { cursor, limit = LIMIT_DEFAULT } }) =>
      page(await answerOf(listWebhooks(setup, params.id, lastSeen(cursor), limit + 1)), limit, endpoint),
  )

  app.post(
    '/accounts/:id/webhooks',
    {
      config: allow('accounts:serve'),
      schema: {
        tags,
        operationId: 'operatorAddWebhook',
        summary: 'Add a webhook endpoint to an account',
        description: 'The secret is shown this once.',
        params: IdParams,
        body: NewEndpoint,
        response: { 201: CreatedEndpoint, ...errorAnswers({ body: true, codes: ['not_found', 'conflict'] }) },
      },
    },
    async ({ params, body, staff }, reply) => {
      const input = { url: body.url, events: body.events, style: body.style ?? 'native' }
      const made = await answerOf(addWebhook(setup, staff.actor, params.id, input))
      return reply.code(201).send({ ...endpoint(made.endpoint), secret: made.secret })
    },
  )
}

const Url = Type.String({ description: 'A public https address', examples: ['https://hooks.example.com/sms'] })
const Events = Type.Array(oneOf(WEBHOOK_EVENTS), { examples: [WEBHOOK_EVENTS] })
const Style = Type.String({ description: "Whose body and signature it gets: a dialect's name", examples: ['native'] })

const NewEndpoint = Type.Object(
  { url: Url, events: Type.Optional(Events), style: Type.Optional(Style) },
  { examples: [{ url: 'https://hooks.example.com/sms' }] },
)

const Endpoint = Type.Object({
  id: Id,
  url: Url,
  events: Events,
  style: Style,
  secret_hint: Type.String({ description: 'How its secret ends', examples: ['x4Q='] }),
  enabled: Type.Boolean({ examples: [true] }),
  disabled_reason: nullable(Type.String()),
  failing_since: nullable(Time, { description: 'Since when every try has failed' }),
  created_at: Time,
})
const CreatedEndpoint = Type.Object({ ...Endpoint.properties, secret: Type.String({ examples: ['whsec_…'] }) })

function endpoint(row: EndpointRow): Static<typeof Endpoint> {
  return {
    id: row.id,
    url: row.url,
    events: row.events as Static<typeof Events>,
    style: row.style,
    secret_hint: row.secret_hint,
    enabled: row.enabled,
    disabled_reason: row.disabled_reason,
    failing_since: row.failing_since?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
  }
}
