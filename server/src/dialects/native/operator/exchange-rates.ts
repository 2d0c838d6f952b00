// /v1/operator/exchange-rates: what 1 of a currency is in another.
import { type Static, Type } from 'typebox'
import { refuse } from '../../../core/errors.ts'
import { formatExchangeRate, parseExchangeRate } from '../../../core/money.ts'
import { type ExchangeRateRow, listExchangeRates, setExchangeRates } from '../../../setup/exchange-rates.ts'
import { errorAnswers } from '../answers.ts'
import { answerOf } from '../auth.ts'
import { Time } from '../schema.ts'
import type { OperatorApp } from './context.ts'

const tags = ['Operator: prices']

export function exchangeRateRoutes({ app, context: { setup }, allow }: OperatorApp): void {
  app.get(
    '/exchange-rates',
    {
      config: allow('prices:read'),
      schema: {
        tags,
        operationId: 'operatorListExchangeRates',
        summary: 'List exchange rates',
        description: 'By pair, the latest first: also what has not yet taken effect.',
        response: { 200: Rates, ...errorAnswers() },
      },
    },
    async () => ({ data: (await listExchangeRates(setup)).map(printed) }),
  )

  app.put(
    '/exchange-rates',
    {
      config: allow('prices:change'),
      schema: {
        tags,
        operationId: 'operatorSetExchangeRates',
        summary: 'Set exchange rates',
        description:
          'Each holds from its `effective_at` on, now when it is absent. Both directions of a pair are set by themselves.',
        body: NewRates,
        response: { 200: Rates, ...errorAnswers({ body: true }) },
      },
    },
    async ({ body, staff }) => {
      const rates = body.rates.map(({ base, quote, rate, effective_at }, row) => {
        const parsed = parseExchangeRate(rate)
        if (!parsed.ok) {
          const message = 'A rate is above zero, with at most 12 digits before the point and 9 after it.'
          return refuse({ code: 'field_invalid', field: `rates.${row}.rate`, message })
        }
        const effectiveAtMs = effective_at === undefined ? null : Date.parse(effective_at)
        return { base, quote, rate: parsed.value, effectiveAtMs }
      })
      return { data: (await answerOf(setExchangeRates(setup, staff.actor, rates))).map(printed) }
    },
  )
}

const Currency = Type.String({ maxLength: 3, description: 'ISO 4217', examples: ['UGX'] })
const RateText = Type.String({ maxLength: 24, description: '1 `base` in `quote`', examples: ['0.034349'] })

const NewRates = Type.Object(
  {
    rates: Type.Array(
      Type.Object({ base: Currency, quote: Currency, rate: RateText, effective_at: Type.Optional(Time) }),
      { minItems: 1, maxItems: 1000 },
    ),
  },
  { examples: [{ rates: [{ base: 'UGX', quote: 'KES', rate: '0.034349' }] }] },
)

const Rate = Type.Object({ base: Currency, quote: Currency, rate: RateText, effective_at: Time })
const Rates = Type.Object({ data: Type.Array(Rate) })

function printed(row: ExchangeRateRow): Static<typeof Rate> {
  const { base, quote, rate, effective_at } = row
  return { base, quote, rate: formatExchangeRate(rate), effective_at: effective_at.toISOString() }
}
