// /v1/balance, /v1/statement, /v1/pricing, /v1/quotes: what there is, what moved it, and what a message costs.
import { type Static, Type } from 'typebox'
import type { Account } from '../../../core/accounts.ts'
import { callingCodeFor, countries } from '../../../core/countries.ts'
import { refuse } from '../../../core/errors.ts'
import { free, MOVEMENTS, type TransferKind } from '../../../core/ledger.ts'
import { quote } from '../../../core/quotes.ts'
import { unitsShown } from '../../../core/rates.ts'
import { chooseRoute } from '../../../core/routes.ts'
import type { Network, Platform, TransferRow } from '../../../pipeline/platform.ts'
import { errorAnswers } from '../answers.ts'
import { LIMIT_DEFAULT, lastSeen, page } from '../cursor.ts'
import { QuoteAnswer, quoteAnswer } from '../quotes.ts'
import { draftOf, QuoteBody } from '../request.ts'
import { Amount, Currency, Id, list, nullable, oneOf, PageQuery, Time } from '../schema.ts'
import type { NativeApp } from '../scope.ts'
import { amountText } from '../wallet.ts'

const tags = ['Money']
const config = { permission: 'balance:read' }

export function moneyRoutes(app: NativeApp, platform: Platform): void {
  app.get(
    '/balance',
    {
      config,
      schema: {
        tags,
        operationId: 'getBalance',
        summary: 'See the balance',
        description: 'What you can spend now, and what is held for messages under way.',
        response: { 200: Balance, ...errorAnswers() },
      },
    },
    async ({ caller: { account } }) => {
      const [wallet, network] = await Promise.all([platform.wallet(account.id), platform.network()])
      return {
        balance: amountText(wallet.currency, free(wallet)),
        held: amountText(wallet.currency, wallet.held),
        currency: wallet.currency,
        units: unitsOf(free(wallet), account, network),
      }
    },
  )

  app.get(
    '/statement',
    {
      config,
      schema: {
        tags,
        operationId: 'getStatement',
        summary: 'Read the statement',
        description:
          'Every movement of the wallet, the newest first. A request is held for; each of its messages is captured or released.',
        querystring: Type.Object(PageQuery),
        response: { 200: list(Movement, 'A page of movements'), ...errorAnswers() },
      },
    },
    async ({ query, caller: { account } }) => {
      const { cursor, limit = LIMIT_DEFAULT } = query
      const rows = await platform.statement(account.id, lastSeen(cursor), limit + 1)
      return page(rows, limit, (row) => movement(row, account.currency))
    },
  )

  app.get(
    '/pricing',
    {
      config,
      schema: {
        tags,
        operationId: 'getPricing',
        summary: 'Look up prices',
        description:
          'For a segment, by country: all that your plan and our routes serve, or one of them. Single networks may differ: ask for a quote.',
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
      const served = asked === undefined ? countries().map(({ iso2 }) => iso2) : [asked]
      const data = served.flatMap((country) => priceOf(country, account, network))
      if (asked !== undefined && data.length === 0) {
        return refuse({ code: 'not_found', message: `Your plan has no price for ${asked}, or no route goes there.` })
      }
      return { data, next: null }
    },
  )

  app.post(
    '/quotes',
    {
      config,
      schema: {
        tags,
        operationId: 'getQuote',
        summary: 'Ask what a request would cost',
        description:
          'Takes what a request takes and sends nothing: segments, encoding, the characters that make it dear, the price to each number.',
        body: QuoteBody,
        response: {
          200: QuoteAnswer,
          ...errorAnswers({
            body: true,
            codes: [
              'recipients_missing',
              'recipients_too_many',
              'recipient_invalid',
              'text_empty',
              'text_too_long',
              'destination_not_served',
            ],
          }),
        },
      },
    },
    async ({ body, caller }) => quoteAnswer(draftOf(body), caller.account, await platform.network()),
  )
}

const Balance = Type.Object({
  balance: { ...Amount, description: 'What you can spend: what is held is taken off', examples: ['997.5956'] },
  held: { ...Amount, description: 'For messages under way', examples: ['2.4044'] },
  currency: Currency,
  units: nullable(Type.String({ pattern: '^\\d+$' }), {
    description: 'How many segments at home the balance pays for; null where the plan has no home price',
    examples: ['831'],
  }),
})

function unitsOf(amount: bigint, account: Account, network: Network): string | null {
  if (account.currency === 'units') return amount.toString()
  const home = account.plan.homeRate
  if (home === undefined) return null
  const price = quote(account, network.exchangeRates, { msisdn: '', country: home.country }, 1)
  return price.ok && price.value.amount > 0n ? unitsShown(amount, price.value.amount).toString() : null
}

const KINDS = Object.keys(MOVEMENTS) as TransferKind[]

const Movement = Type.Object({
  id: Id,
  at: Time,
  kind: oneOf(KINDS, { examples: ['hold'] }),
  amount: Amount,
  change: {
    ...Amount,
    description: 'What it did to the balance; 0 for a capture, which was held before',
    examples: ['-1.2022'],
  },
  currency: Currency,
  subject_type: oneOf(['request', 'message', 'credit'], { description: 'What it was for', examples: ['request'] }),
  subject_id: Id,
  note: nullable(Type.String()),
})

const SUBJECTS: Record<TransferKind, 'request' | 'message' | 'credit'> = {
  topup: 'credit',
  hold: 'request',
  capture: 'message',
  release: 'message',
  adjust_up: 'credit',
  adjust_down: 'credit',
}

function movement(row: TransferRow, currency: string): Static<typeof Movement> {
  const { debit, credit } = MOVEMENTS[row.kind]
  const change = credit === 'available' ? row.amount : debit === 'available' ? -row.amount : 0n
  return {
    id: row.id,
    at: row.at.toISOString(),
    kind: row.kind,
    amount: amountText(currency, row.amount),
    change: amountText(currency, change),
    currency,
    subject_type: SUBJECTS[row.kind],
    subject_id: row.subject_id,
    note: row.note,
  }
}

const Price = Type.Object({
  country: Type.String({ description: 'ISO 3166-1 alpha-2', examples: ['UG'] }),
  calling_code: Type.String({ examples: ['256'] }),
  price: { ...Amount, description: 'Of a segment, in `price_currency`', examples: ['35.00'] },
  price_currency: Type.String({ examples: ['UGX'] }),
  cost: { ...Amount, description: 'Of a segment from your wallet' },
  currency: Currency,
  route: Type.String({ description: 'Which route goes there', examples: ['ESMS_UG'] }),
})

function priceOf(country: string, account: Account, network: Network): Static<typeof Price>[] {
  const callingCode = callingCodeFor(country)
  if (callingCode === undefined) return []
  const anywhere = { msisdn: callingCode, country }
  const priced = quote(account, network.exchangeRates, anywhere, 1)
  // A route of one network alone is no route of the country.
  const route = chooseRoute(network.routes, anywhere)
  if (!priced.ok || !route.ok) return []
  const { amount, routeAmount, routeCurrency } = priced.value
  return [
    {
      country,
      calling_code: callingCode,
      price: amountText(routeCurrency, routeAmount),
      price_currency: routeCurrency,
      cost: amountText(account.currency, amount),
      currency: account.currency,
      route: route.value.code,
    },
  ]
}
