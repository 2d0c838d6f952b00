// njiwa rate: what messages cost accounts, and what currencies are worth in each other.
import { type Command, InvalidArgumentError } from 'commander'
import type { Context } from '../context.ts'
import { UsageError } from '../failure.ts'
import { amount, group, limitOption } from '../options.ts'
import { RATE_PLANS, type RatePlan, ratePlanId } from '../rate-plans.ts'

export function rateCommands(njiwa: Command, context: Context): void {
  const rate = group(njiwa, 'rate', 'rate plans, prices and exchange rates')

  rate
    .command('plans')
    .description('list rate plans, the newest first')
    .addOption(limitOption())
    .action(async ({ limit }: { limit: number }, command: Command) => {
      context.rows(command, await context.api().list<RatePlan>(RATE_PLANS, limit), {
        ID: ({ id }) => id,
        NAME: ({ name }) => name,
        'WALLETS IN': ({ denomination }) => denomination,
        'A UNIT COSTS': ({ unit_price, unit_currency }) => `${unit_price} ${unit_currency}`,
        HOME: (plan) => plan.home_country,
        REFUNDS: (plan) => plan.refund_policy,
      })
    })

  rate
    .command('prices <plan>')
    .description("list a plan's prices, or add one that holds from now on")
    .option('--country <code>', 'the country of a new price, or * for every one')
    .option('--prefix <digits>', 'only numbers that begin with this', '')
    .option('--price <amount>', 'what a segment costs', amount)
    .option('--currency <code>', "what the price is in; the plan's own when it is not given")
    .action(async (named: string, options: PriceOptions, command: Command) => {
      const { country, prefix, price, currency } = options
      if ((country === undefined) !== (price === undefined)) {
        throw new UsageError('A new price needs both --country and --price')
      }
      const api = context.api()
      const path = `${RATE_PLANS}/${await ratePlanId(api, named)}`
      let plan = await api.get<PricedPlan>(path)
      if (country !== undefined) {
        const added = { country, prefix, price, currency: currency ?? plan.denomination }
        plan = await api.put<PricedPlan>(`${path}/prices`, { prices: [added] })
      }
      context.rows(command, plan.prices, {
        COUNTRY: ({ country }) => country,
        PREFIX: ({ prefix }) => prefix,
        PRICE: ({ price, currency }) => `${price} ${currency}`,
        FROM: (each) => each.effective_at,
      })
    })

  rate
    .command('exchange')
    .description('list exchange rates, or set one from now on')
    .option('--set <rate>', 'what 1 of a currency is in another, as in UGX/KES=0.034349', exchangeRate)
    .action(async ({ set }: { set?: ExchangeRate }, command: Command) => {
      const api = context.api()
      const { data } = await (set === undefined
        ? api.get<ExchangeRates>(EXCHANGE_RATES)
        : api.put<ExchangeRates>(EXCHANGE_RATES, { rates: [set] }))
      context.rows(command, data, {
        '1 OF': ({ base }) => base,
        IS: ({ rate }) => rate,
        OF: ({ quote }) => quote,
        FROM: (each) => each.effective_at,
      })
    })
}

const EXCHANGE_RATES = '/v1/operator/exchange-rates'

interface PriceOptions {
  country?: string
  prefix: string
  price?: string
  currency?: string
}

interface PricedPlan extends RatePlan {
  prices: { country: string; prefix: string; price: string; currency: string; effective_at: string }[]
}

interface ExchangeRate {
  base: string
  quote: string
  rate: string
}

interface ExchangeRates {
  data: (ExchangeRate & { effective_at: string })[]
}

function exchangeRate(text: string): ExchangeRate {
  const [, base, quote, rate] = /^([A-Z]{3})\/([A-Z]{3})=(\d{1,12}(?:\.\d{1,9})?)$/.exec(text) ?? []
  if (base === undefined || quote === undefined || rate === undefined) {
    throw new InvalidArgumentError('It takes a pair and a rate, as in UGX/KES=0.034349.')
  }
  return { base, quote, rate }
}
