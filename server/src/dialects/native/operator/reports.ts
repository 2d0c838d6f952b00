// /v1/operator/reports: traffic with what it earned and what it cost, by day, account, route or carrier.
import { type Static, Type } from 'typebox'
import { type Report, type ReportLine, readReport } from '../../../setup/reports.ts'
import { errorAnswers } from '../answers.ts'
import { answerOf } from '../auth.ts'
import { nullable, oneOf } from '../schema.ts'
import { Price, PriceCurrency, printed } from './amounts.ts'
import type { OperatorApp } from './context.ts'

export function reportRoutes({ app, context: { setup }, allow }: OperatorApp): void {
  app.get(
    '/reports/traffic',
    {
      config: allow('reports:read'),
      schema: {
        tags: ['Operator: reports'],
        operationId: 'operatorReportTraffic',
        summary: 'See traffic, its price, its cost and the margin',
        description:
          'Of messages accepted on these days of UTC. `price` is what wallets paid; `cost` what the routes charged for what carriers took, ' +
          'by the costs of that time. All in one currency, at the exchange rates of the last day; `missing_rates` names those without one, ' +
          'whose amounts are left out.',
        querystring: Query,
        response: { 200: Answer, ...errorAnswers({ codes: ['field_invalid'] }) },
      },
    },
    async ({ query }) => {
      const { from, to, group_by: grouping = 'day', currency = null } = query
      const { account_id: accountId = null, route_id: routeId = null, carrier_id: carrierId = null } = query
      const input = {
        fromMs: Date.parse(from),
        toMs: Date.parse(to),
        grouping,
        currency,
        accountId,
        routeId,
        carrierId,
      }
      return answer(await answerOf(readReport(setup, input)))
    },
  )
}

const Day = Type.String({ format: 'date', examples: ['2026-03-02'] })
const Which = Type.Optional(Type.String({ format: 'uuid' }))
const Query = Type.Object({
  from: Day,
  to: { ...Day, description: 'Included; 366 days at the most' },
  group_by: Type.Optional(oneOf(['day', 'account', 'route', 'carrier'], { default: 'day' })),
  currency: Type.Optional({ ...PriceCurrency, description: 'What most was paid in, when it is absent' }),
  account_id: Which,
  route_id: Which,
  carrier_id: Which,
})

const Count = Type.Integer({ examples: [12_480] })
const Figures = {
  messages: Count,
  segments: Count,
  delivered: Count,
  failed: Count,
  cancelled: Count,
  price: Price,
  cost: Price,
  margin: { ...Price, description: '`price` less `cost`' },
}
const Line = Type.Object({
  key: Type.String({ description: 'A day, or an id; empty where no carrier took them' }),
  name: nullable(Type.String(), { description: 'Of the account, route or carrier' }),
  ...Figures,
})
const Answer = Type.Object({
  currency: PriceCurrency,
  missing_rates: Type.Array(Type.String(), { examples: [[]] }),
  data: Type.Array(Line),
  total: Type.Object(Figures),
})

function answer({ currency, lines, missingRates }: Report): Static<typeof Answer> {
  const figures = (line: Omit<ReportLine, 'key' | 'name'>) => ({
    messages: Number(line.messages),
    segments: Number(line.segments),
    delivered: Number(line.delivered),
    failed: Number(line.failed),
    cancelled: Number(line.cancelled),
    price: printed(line.price, currency),
    cost: printed(line.cost, currency),
    margin: printed(line.price - line.cost, currency),
  })
  const sum = (of: Exclude<keyof ReportLine, 'key' | 'name'>) => lines.reduce((all, line) => all + line[of], 0n)
  const total = {
    messages: sum('messages'),
    segments: sum('segments'),
    delivered: sum('delivered'),
    failed: sum('failed'),
    cancelled: sum('cancelled'),
    price: sum('price'),
    cost: sum('cost'),
  }
  return {
    currency,
    missing_rates: missingRates,
    data: lines.map((line) => ({ key: line.key, name: line.name, ...figures(line) })),
    total: figures(total),
  }
}
