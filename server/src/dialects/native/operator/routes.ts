// /v1/operator/routes: which carriers serve a destination, in which order.
import { type Static, Type } from 'typebox'
import { changeRoute, createRoute, listRoutes, type RouteRow } from '../../../setup/routes.ts'
import { errorAnswers } from '../answers.ts'
import { answerOf } from '../auth.ts'
import { LIMIT_DEFAULT, lastSeen, page } from '../cursor.ts'
import { Id, IdParams, list, nullable, oneOf, PageQuery, Time } from '../schema.ts'
import { moneyOf, Price, printed } from './amounts.ts'
import type { OperatorApp } from './context.ts'

const tags = ['Operator: routes and carriers']

export function routeRoutes({ app, context: { setup }, allow }: OperatorApp): void {
  app.get(
    '/routes',
    {
      config: allow('network:read'),
      schema: {
        tags,
        operationId: 'operatorListRoutes',
        summary: 'List routes',
        description: 'The newest first.',
        querystring: Type.Object(PageQuery),
        response: { 200: list(Route, 'A page of routes'), ...errorAnswers() },
      },
    },
    async ({ query: { cursor, limit = LIMIT_DEFAULT } }) =>
      page(await listRoutes(setup, lastSeen(cursor), limit + 1), limit, route),
  )

  app.post(
    '/routes',
    {
      config: allow('network:change'),
      schema: {
        tags,
        operationId: 'operatorCreateRoute',
        summary: 'Create a route',
        body: NewRoute,
        response: { 201: Route, ...errorAnswers({ body: true, codes: ['conflict'] }) },
      },
    },
    async ({ body, staff }, reply) => {
      const input = {
        code: body.code,
        name: body.name,
        country: body.country,
        prefix: body.prefix ?? '',
        defaultSender: body.default_sender ?? null,
        uncertainPolicy: body.uncertain_policy ?? 'resend',
        validitySeconds: body.validity_seconds ?? 86_400,
        cost: moneyOf(body.cost ?? '0', 'cost'),
        costCurrency: body.cost_currency ?? 'USD',
        active: body.active ?? true,
        carrierIds: body.carrier_ids,
      }
      return reply.code(201).send(route(await answerOf(createRoute(setup, staff.actor, input))))
    },
  )

  app.patch(
    '/routes/:id',
    {
      config: allow('network:change'),
      schema: {
        tags,
        operationId: 'operatorChangeRoute',
        summary: 'Change a route',
        description:
          'Fields that are absent stay; its code is for good. What is queued goes by the carriers it then has.',
        params: IdParams,
        body: RoutePatch,
        response: { 200: Route, ...errorAnswers({ body: true, codes: ['not_found'] }) },
      },
    },
    async ({ params, body, staff }) => {
      const patch = {
        name: body.name,
        country: body.country,
        prefix: body.prefix,
        defaultSender: body.default_sender,
        uncertainPolicy: body.uncertain_policy,
        validitySeconds: body.validity_seconds,
        cost: body.cost === undefined ? undefined : moneyOf(body.cost, 'cost'),
        costCurrency: body.cost_currency,
        active: body.active,
        carrierIds: body.carrier_ids,
      }
      return route(await answerOf(changeRoute(setup, staff.actor, params.id, patch)))
    },
  )
}

const POLICIES = ['resend', 'hold'] as const
const Name = Type.String({ description: '1 to 100 characters', examples: ['Uganda'] })
const Country = Type.String({ maxLength: 2, description: 'ISO 3166-1 alpha-2, or `*`', examples: ['UG'] })
const CarrierIds = Type.Array(Id, { minItems: 1, maxItems: 20, description: 'In the order they are tried' })
const Terms = {
  prefix: Type.Optional(Type.String({ maxLength: 15, description: 'Of a network, from the calling code on' })),
  default_sender: Type.Optional(
    nullable(Type.String(), { description: 'Where neither the send nor the account names one' }),
  ),
  uncertain_policy: Type.Optional(
    oneOf(POLICIES, { default: 'resend', description: 'What happens to a message whose answer was lost' }),
  ),
  validity_seconds: Type.Optional(Type.Integer({ minimum: 60, maximum: 604_800, default: 86_400 })),
  cost: Type.Optional({ ...Price, description: 'What the carrier charges for a segment' }),
  cost_currency: Type.Optional(Type.String({ maxLength: 3, default: 'USD' })),
  active: Type.Optional(Type.Boolean({ default: true })),
}
const NewRoute = Type.Object(
  {
    code: Type.String({ description: '1 to 32 capital letters, digits and `_`, for good', examples: ['ESMS_UG'] }),
    name: Name,
    country: Country,
    carrier_ids: CarrierIds,
    ...Terms,
  },
  {
    examples: [
      {
        code: 'UG_MTN',
        name: 'Uganda, MTN',
        country: 'UG',
        prefix: '25677',
        carrier_ids: ['0199d4c2-7a41-7c1e-9b5d-2f8f0a6f3c11'],
      },
    ],
  },
)
const RoutePatch = Type.Object(
  {
    name: Type.Optional(Name),
    country: Type.Optional(Country),
    carrier_ids: Type.Optional(CarrierIds),
    ...Terms,
  },
  { examples: [{ active: false }] },
)

const Route = Type.Object({
  id: Id,
  code: Type.String({ examples: ['ESMS_UG'] }),
  name: Name,
  country: Country,
  prefix: Type.String(),
  default_sender: nullable(Type.String()),
  uncertain_policy: oneOf(POLICIES, { examples: ['resend'] }),
  validity_seconds: Type.Integer({ examples: [86_400] }),
  cost: Price,
  cost_currency: Type.String({ examples: ['USD'] }),
  active: Type.Boolean({ examples: [true] }),
  carrier_ids: Type.Array(Id),
  created_at: Time,
})

function route(row: RouteRow): Static<typeof Route> {
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    country: row.country,
    prefix: row.prefix,
    default_sender: row.default_sender,
    uncertain_policy: row.uncertain_policy,
    validity_seconds: row.validity_seconds,
    cost: printed(row.cost, row.cost_currency),
    cost_currency: row.cost_currency,
    active: row.active,
    carrier_ids: row.carrier_ids,
    created_at: row.created_at.toISOString(),
  }
}
