// /v1/operator/rate-plans: what a segment costs, by destination and from when on.
import { type Static, Type } from 'typebox'
import {
  changeRatePlan,
  createRatePlan,
  getRatePlan,
  listRatePlans,
  type NewPrice,
  type PriceRow,
  type RatePlan,
  type RatePlanRow,
  setRatePlanPrices,
} from '../../../setup/rate-plans.ts'
import { errorAnswers } from '../answers.ts'
import { answerOf } from '../auth.ts'
import { LIMIT_DEFAULT, lastSeen, page } from '../cursor.ts'
import { Id, IdParams, list, nullable, oneOf, PageQuery, Time } from '../schema.ts'
import { amountOf, moneyOf, Price, PriceCurrency, printed } from './amounts.ts'
import type { OperatorApp } from './context.ts'

const tags = ['Operator: prices']

export function ratePlanRoutes({ app, context: { setup }, allow }: OperatorApp): void {
  app.get(
    '/rate-plans',
    {
      config: allow('prices:read'),
      schema: {
        tags,
        operationId: 'operatorListRatePlans',
        summary: 'List rate plans',
        description: 'The newest first, without their prices.',
        querystring: Type.Object(PageQuery),
        response: { 200: list(Plan, 'A page of rate plans'), ...errorAnswers() },
      },
    },
    async ({ query: { cursor, limit = LIMIT_DEFAULT } }) =>
      page(await listRatePlans(setup, lastSeen(cursor), limit + 1), limit, plan),
  )

  app.post(
    '/rate-plans',
    {
      config: allow('prices:change'),
      schema: {
        tags,
        operationId: 'operatorCreateRatePlan',
        summary: 'Create a rate plan',
        description: 'What nobody has priced is refused: give a price for `*` to serve every country.',
        body: NewPlan,
        response: { 201: PricedPlan, ...errorAnswers({ body: true, codes: ['conflict'] }) },
      },
    },
    async ({ body, staff }, reply) => {
      const input = {
        name: body.name,
        denomination: body.denomination,
        unitPrice: moneyOf(body.unit_price ?? '0', 'unit_price'),
        unitCurrency: body.unit_currency,
        homeCountry: body.home_country ?? '*',
        refundPolicy: body.refund_policy ?? 'on_failure',
        prices: (body.prices ?? []).map(newPrice),
      }
      return reply.code(201).send(pricedPlan(await answerOf(createRatePlan(setup, staff.actor, input))))
    },
  )

  app.get(
    '/rate-plans/:id',
    {
      config: allow('prices:read'),
      schema: {
        tags,
        operationId: 'operatorGetRatePlan',
        summary: 'See a rate plan',
        description: 'With every price it has, had and will have.',
        params: IdParams,
        response: { 200: PricedPlan, ...errorAnswers({ codes: ['not_found'] }) },
      },
    },
    async ({ params }) => pricedPlan(await answerOf(getRatePlan(setup, params.id))),
  )

  app.patch(
    '/rate-plans/:id',
    {
      config: allow('prices:change'),
      schema: {
        tags,
        operationId: 'operatorChangeRatePlan',
        summary: 'Change a rate plan',
        description:
          'Fields that are absent stay; what its wallets are in is for good, and prices are set by themselves.',
        params: IdParams,
        body: PlanPatch,
        response: { 200: PricedPlan, ...errorAnswers({ body: true, codes: ['not_found', 'conflict'] }) },
      },
    },
    async ({ params, body, staff }) => {
      const patch = {
        name: body.name,
        unitPrice: body.unit_price === undefined ? undefined : moneyOf(body.unit_price, 'unit_price'),
        homeCountry: body.home_country,
        refundPolicy: body.refund_policy,
      }
      return pricedPlan(await answerOf(changeRatePlan(setup, staff.actor, params.id, patch)))
    },
  )

  app.put(
    '/rate-plans/:id/prices',
    {
      config: allow('prices:change'),
      schema: {
        tags,
        operationId: 'operatorSetPrices',
        summary: 'Set prices of a rate plan',
        description:
          'Each holds from its `effective_at` on, now when it is absent. The others stay. What is sent is charged at the price of its accept.',
        params: IdParams,
        body: Type.Object(
          { prices: Type.Array(PlanPrice, { minItems: 1, maxItems: 5000 }) },
          { examples: [{ prices: [{ country: 'UG', price: '35.00', currency: 'UGX' }] }] },
        ),
        response: { 200: PricedPlan, ...errorAnswers({ body: true, codes: ['not_found'] }) },
      },
    },
    async ({ params, body, staff }) =>
      pricedPlan(await answerOf(setRatePlanPrices(setup, staff.actor, params.id, body.prices.map(newPrice)))),
  )
}

const POLICIES = ['on_rejection', 'on_failure'] as const
const Country = Type.String({ maxLength: 2, description: 'ISO 3166-1 alpha-2, or `*`', examples: ['UG'] })

const PlanPrice = Type.Object({
  country: Country,
  prefix: Type.Optional(
    Type.String({ maxLength: 15, description: 'Of a network, from the calling code on', examples: ['25677'] }),
  ),
  price: { ...Price, description: 'For a segment' },
  currency: PriceCurrency,
  effective_at: Type.Optional(Time),
})

const PlanHead = {
  name: Type.String({ description: '1 to 100 characters, its own', examples: ['Retail KES'] }),
  denomination: { ...PriceCurrency, description: 'What its wallets are in: ISO 4217, or `units`', examples: ['KES'] },
  unit_currency: Type.String({ maxLength: 3, examples: ['KES'] }),
}
const NewPlan = Type.Object(
  {
    ...PlanHead,
    unit_price: Type.Optional({ ...Price, description: 'What a unit is sold for, in `unit_currency`' }),
    home_country: Type.Optional({ ...Country, description: 'Whose price is shown as units left' }),
    refund_policy: Type.Optional(oneOf(POLICIES, { default: 'on_failure' })),
    prices: Type.Optional(Type.Array(PlanPrice, { maxItems: 5000 })),
  },
  {
    examples: [
      {
        name: 'Retail KES',
        denomination: 'KES',
        unit_currency: 'KES',
        home_country: 'KE',
        prices: [
          { country: 'KE', price: '0.80', currency: 'KES' },
          { country: 'UG', price: '35.00', currency: 'UGX' },
        ],
      },
    ],
  },
)

const PlanPatch = Type.Object(
  {
    name: Type.Optional(PlanHead.name),
    unit_price: Type.Optional(Price),
    home_country: Type.Optional(Country),
    refund_policy: Type.Optional(oneOf(POLICIES)),
  },
  { examples: [{ unit_price: '27.50' }] },
)

const Plan = Type.Object({
  id: Id,
  ...PlanHead,
  unit_price: Price,
  home_country: nullable(Type.String(), { examples: ['KE'] }),
  refund_policy: oneOf(POLICIES, { examples: ['on_failure'] }),
  created_at: Time,
})
const PricedPlan = Type.Object({
  ...Plan.properties,
  prices: Type.Array(
    Type.Object({
      country: Country,
      prefix: Type.String({ description: 'Empty for the whole country' }),
      price: Price,
      currency: PriceCurrency,
      effective_at: Time,
    }),
  ),
})

function newPrice(price: Static<typeof PlanPrice>, row: number): NewPrice {
  const { country, prefix = '', currency, effective_at } = price
  return {
    country,
    prefix,
    price: amountOf(price.price, currency, `prices.${row}.price`),
    currency,
    effectiveAtMs: effective_at === undefined ? null : Date.parse(effective_at),
  }
}

function plan(row: RatePlanRow): Static<typeof Plan> {
  return {
    id: row.id,
    name: row.name,
    denomination: row.denomination,
    unit_price: printed(row.unit_price, row.unit_currency),
    unit_currency: row.unit_currency,
    home_country: row.home_country,
    refund_policy: row.refund_policy,
    created_at: row.created_at.toISOString(),
  }
}

function pricedPlan({ plan: row, prices }: RatePlan): Static<typeof PricedPlan> {
  const price = ({ country, prefix, price, currency, effective_at }: PriceRow) => ({
    country,
    prefix,
    price: printed(price, currency),
    currency,
    effective_at: effective_at.toISOString(),
  })
  return { ...plan(row), prices: prices.map(price) }
}
