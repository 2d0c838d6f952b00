// /v1/pricing: where messages can be sent to, and what a segment costs there.
import { type Static, Type } from 'typebox'
import type { Account } from '../../../core/accounts.ts'
import { callingCodeFor, countries, countryName } from '../../../core/countries.ts'
import { refuse } from '../../../core/errors.ts'
import { quote } from '../../../core/quotes.ts'
import { chooseRoute } from '../../../core/routes.ts'
import type { Network, Platform } from '../../../pipeline/platform.ts'
import { errorAnswers } from '../answers.ts'
import { csvAnswer, sendCsv } from '../csv.ts'
import { Amount, Currency, list, nullable } from '../schema.ts'
import type { NativeApp } from '../scope.ts'
import { amountText } from '../wallet.ts'

const tags = ['Money']
const config = { permission: 'balance:read' }

export function pricingRoutes(app: NativeApp, platform: Platform): void {
  app.get(
    '/pricing',
    {
      config,
      schema: {
        tags,
        operationId: 'getPricing',
        summary: 'Look up prices',
        description:
          'For a segment, by country: all that your plan and our routes serve, or one of them. A network with a price or route of its own ' +
          'has a line of its own, and the longest `prefix` that a number begins with counts.',
        querystring: Type.Object({
          country: Type.Optional(
            Type.String({ pattern: '^[A-Za-z]{2}$', description: 'ISO 3166-1 alpha-2', examples: ['UG'] }),
          ),
        }),
        response: { 200: list(Price, 'Prices'), ...errorAnswers({ codes: ['not_found'] }) },
      },
    },
    async ({ query, caller: { account } }) => {
      const network = await platform.network()
      const asked = query.country?.toUpperCase()
      const data = asked === undefined ? allPrices(account, network) : pricesOf(asked, account, network)
      if (asked !== undefined && data.length === 0) {
        return refuse({ code: 'not_found', message: `Your plan has no price for ${asked}, or no route goes there.` })
      }
      return { data, next: null }
    },
  )

  app.get(
    '/pricing.csv',
    {
      config,
      schema: {
        tags,
        operationId: 'downloadPricing',
        summary: 'Download the prices',
        response: { 200: csvAnswer('All prices.'), ...errorAnswers() },
      },
    },
    async ({ caller: { account } }, reply) => {
      const rows = allPrices(account, await platform.network()).map((row) => [
        row.country,
        countryName(row.country),
        row.calling_code,
        row.prefix,
        row.price,
        row.price_currency,
        row.cost,
        row.currency,
        row.route,
      ])
      return sendCsv(reply, 'pricing.csv', COLUMNS, [rows])
    },
  )
}

const Price = Type.Object({
  country: Type.String({ description: 'ISO 3166-1 alpha-2', examples: ['UG'] }),
  calling_code: Type.String({ examples: ['256'] }),
  prefix: nullable(Type.String(), {
    description: 'Of a network: the digits its numbers begin with. Null is the rest of the country',
    examples: [null],
  }),
  price: { ...Amount, description: 'Of a segment, in `price_currency`', examples: ['35.00'] },
  price_currency: Type.String({ examples: ['UGX'] }),
  cost: { ...Amount, description: 'Of a segment from your wallet' },
  currency: Currency,
  route: Type.String({ description: 'Which route goes there', examples: ['ESMS_UG'] }),
})
type Price = Static<typeof Price>

const COLUMNS = ['country', 'name', 'calling_code', 'prefix', 'price', 'price_currency', 'cost', 'currency', 'route']

function allPrices(account: Account, network: Network): Price[] {
  return countries().flatMap(({ iso2 }) => pricesOf(iso2, account, network))
}

/** The country as a whole, where it is served as one, then its networks that differ from what they are part of. */
function pricesOf(country: string, account: Account, network: Network): Price[] {
  const callingCode = callingCodeFor(country)
  if (callingCode === undefined) return []
  const ofRoutes = network.routes.byCountry.get(country)?.map(({ prefix }) => prefix) ?? []
  const prefixes = new Set([...account.plan.prefixesOf(country), ...ofRoutes])
  const rows: Price[] = []
  // In this order the part comes after the whole.
  for (const prefix of ['', ...[...prefixes].filter((each) => each !== '').sort()]) {
    const row = priceAt(callingCode, prefix, country, account, network)
    const whole = rows.findLast((earlier) => prefix.startsWith(earlier.prefix ?? ''))
    if (row && (whole === undefined || differs(row, whole))) rows.push(row)
  }
  return rows
}

const differs = (one: Price, other: Price): boolean =>
  one.price !== other.price || one.price_currency !== other.price_currency || one.route !== other.route

function priceAt(
  callingCode: string,
  prefix: string,
  country: string,
  account: Account,
  network: Network,
): Price | null {
  const destination = { msisdn: prefix === '' ? callingCode : prefix, country }
  const priced = quote(account, network.exchangeRates, destination, 1)
  const route = chooseRoute(network.routes, destination)
  if (!priced.ok || !route.ok) return null
  const { amount, routeAmount, routeCurrency } = priced.value
  return {
    country,
    calling_code: callingCode,
    prefix: prefix === '' ? null : prefix,
    price: amountText(routeCurrency, routeAmount),
    price_currency: routeCurrency,
    cost: amountText(account.currency, amount),
    currency: account.currency,
    route: route.value.code,
  }
}
