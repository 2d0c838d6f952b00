// What a text would cost, and why: its segments, which characters make it dear, and the price to each number.
import { type Static, Type } from 'typebox'
import type { Account } from '../../core/accounts.ts'
import { foreignCharacters } from '../../core/alphabet-substitutes.ts'
import { refuse } from '../../core/errors.ts'
import { quote } from '../../core/quotes.ts'
import type { Draft } from '../../core/requests.ts'
import { chooseRoute } from '../../core/routes.ts'
import { segment } from '../../core/segments.ts'
import type { Network } from '../../pipeline/platform.ts'
import { Encoding, Segments } from './response.ts'
import { Amount, Currency, nullable, PhoneNumber } from './schema.ts'
import { amountText } from './wallet.ts'

const UnicodeCharacter = Type.Object({
  index: Type.Integer({ description: 'Where it is, in UTF-16 units from 0' }),
  character: Type.String({ examples: ['“'] }),
  substitute: nullable(Type.String(), {
    description: 'GSM text that reads the same, empty for leave it out; null when there is none',
    examples: ['"'],
  }),
})

const EXAMPLE = {
  encoding: 'ucs2',
  segments: 1,
  units: 25,
  unicode_characters: [
    { index: 7, character: '“', substitute: '"' },
    { index: 12, character: '”', substitute: '"' },
    { index: 14, character: '—', substitute: '-' },
  ],
  cost: '1.2022',
  currency: 'KES',
  messages: [
    {
      to: '+256712345678',
      country: 'UG',
      route: 'ESMS_UG',
      encoding: 'ucs2',
      segments: 1,
      cost: '1.2022',
      route_cost: '35.00',
      route_currency: 'UGX',
    },
  ],
}

export const QuoteAnswer = Type.Object(
  {
    encoding: Encoding,
    segments: Segments,
    units: Type.Integer({ description: 'Septets of `gsm7`, UTF-16 units of `ucs2`', examples: [42] }),
    unicode_characters: Type.Array(UnicodeCharacter, {
      description: 'The characters that force `ucs2`, each time they occur',
    }),
    cost: { ...Amount, description: 'Of all messages' },
    currency: Currency,
    messages: Type.Array(
      Type.Object({
        to: PhoneNumber,
        country: Type.String({ description: 'ISO 3166-1 alpha-2', examples: ['TZ'] }),
        route: Type.String({ examples: ['ESMS_UG'] }),
        encoding: Encoding,
        segments: Segments,
        cost: Amount,
        route_cost: { ...Amount, description: 'The same in `route_currency`' },
        route_currency: Type.String({ examples: ['UGX'] }),
      }),
    ),
  },
  {
    description: 'Nothing is held or sent. The first four fields are of `text`, or of the first message without one.',
    examples: [EXAMPLE],
  },
)

export function quoteAnswer(draft: Draft, account: Account, network: Network): Static<typeof QuoteAnswer> {
  const { currency } = account
  const common = segment(draft.text)
  let total = 0n
  const messages = draft.recipients.map((recipient) => {
    const { encoding, segments } = recipient.text === undefined ? common : segment(recipient.text)
    const route = chooseRoute(network.routes, recipient, draft.routeCode)
    const priced = quote(account, network.exchangeRates, recipient, segments)
    if (!route.ok) return refuse(route.error)
    if (!priced.ok) return refuse(priced.error)
    total += priced.value.amount
    return {
      to: `+${recipient.msisdn}`,
      country: recipient.country,
      route: route.value.code,
      encoding,
      segments,
      cost: amountText(currency, priced.value.amount),
      route_cost: amountText(priced.value.routeCurrency, priced.value.routeAmount),
      route_currency: priced.value.routeCurrency,
    }
  })
  return {
    ...common,
    unicode_characters: foreignCharacters(draft.text),
    cost: amountText(currency, total),
    currency,
    messages,
  }
}
