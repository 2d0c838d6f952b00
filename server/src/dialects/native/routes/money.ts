// /v1/balance, /v1/quotes: what there is, and what a message costs.
import { Type } from 'typebox'
import type { Account } from '../../../core/accounts.ts'
import { free } from '../../../core/ledger.ts'
import { quote } from '../../../core/quotes.ts'
import { unitsShown } from '../../../core/rates.ts'
import type { Network, Platform } from '../../../pipeline/platform.ts'
import { errorAnswers } from '../answers.ts'
import { QuoteAnswer, quoteAnswer } from '../quotes.ts'
import { draftOf, QuoteBody } from '../request.ts'
import { Amount, Currency, nullable } from '../schema.ts'
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
