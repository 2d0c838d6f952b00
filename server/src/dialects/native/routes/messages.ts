// /v1/messages: find messages, and read one message's whole story.
import { Type } from 'typebox'
import { refuse } from '../../../core/errors.ts'
import { MESSAGE_STATES } from '../../../core/messages.ts'
import { formatExchangeRate } from '../../../core/money.ts'
import { parseMsisdn } from '../../../core/recipients.ts'
import type { MessageFilter, Network, Platform } from '../../../pipeline/platform.ts'
import type { Setup } from '../../../setup/setup.ts'
import { webhooksOfMessage } from '../../../setup/webhook-deliveries.ts'
import { errorAnswers } from '../answers.ts'
import { LIMIT_DEFAULT, lastSeen, page } from '../cursor.ts'
import { MessageAnswer, messageAnswer } from '../response.ts'
import { Amount, IdParams, list, nullable, oneOf, PageQuery, Time } from '../schema.ts'
import type { NativeApp } from '../scope.ts'
import { StoryLine, storyOf } from '../story.ts'
import { amountText } from '../wallet.ts'

const tags = ['Messages']

export function messageRoutes(app: NativeApp, platform: Platform, setup: Setup): void {
  app.get(
    '/messages',
    {
      config: { permission: 'messages:read' },
      schema: {
        tags,
        operationId: 'listMessages',
        summary: 'Find messages',
        description:
          'The newest first. Filters are joined by "and". A page looks at 25,000 messages at the most, but for `number`: it may have few ' +
          'or none and a `next` all the same, which looks further back.',
        querystring: MessageQuery,
        response: { 200: list(MessageAnswer, 'A page of messages'), ...errorAnswers() },
      },
    },
    async ({ query, caller: { account } }) => {
      const { cursor, limit = LIMIT_DEFAULT } = query
      const network = await platform.network()
      const filter = filterOf(query, network)
      if (!filter) return { data: [], next: null }
      const { rows, lookedTo } = await platform.messages(account.id, filter, lastSeen(cursor), limit + 1)
      return page(rows, limit, (row) => messageAnswer(row, account, network), lookedTo)
    },
  )

  app.get(
    '/messages/:id',
    {
      config: { permission: 'messages:read' },
      schema: {
        tags,
        operationId: 'getMessage',
        summary: "Read a message's story",
        description: 'The message, its price as it was worked out, and everything that happened to it in order.',
        params: IdParams,
        response: { 200: MessageStory, ...errorAnswers({ codes: ['not_found'] }) },
      },
    },
    async ({ params, caller: { account } }) => {
      const found = await platform.message(account.id, params.id)
      if (!found) return refuse({ code: 'not_found' })
      const { message, events } = found
      const [network, tellings] = await Promise.all([
        platform.network(),
        webhooksOfMessage(setup, account.id, { id: message.id, sentAt: message.sent_at, doneAt: message.done_at }),
      ])
      return {
        ...messageAnswer(message, account, network),
        carrier: network.carriers.find((carrier) => carrier.id === message.carrier_id)?.name ?? null,
        route_cost: amountText(message.route_currency, message.route_amount),
        route_currency: message.route_currency,
        exchange_rate: message.exchange_rate === null ? null : formatExchangeRate(message.exchange_rate),
        events: storyOf(message, events, tellings, network, account.currency),
      }
    },
  )
}

export const MessageFilters = Type.Object({
  number: Type.Optional(Type.String({ description: 'With its country code, `+` or not', examples: ['254712345678'] })),
  state: Type.Optional(oneOf(MESSAGE_STATES)),
  sender: Type.Optional(Type.String({ maxLength: 64, description: 'In any case' })),
  route: Type.Optional(Type.String({ maxLength: 64, description: 'The code of a route' })),
  from: Type.Optional({ ...Time, description: 'Accepted at this time or later' }),
  to: Type.Optional({ ...Time, description: 'Accepted before this time' }),
  text: Type.Optional(Type.String({ maxLength: 200, description: 'Somewhere in the text, in any case' })),
})
const MessageQuery = Type.Object({ ...MessageFilters.properties, ...PageQuery })

const MessageStory = Type.Object({
  ...MessageAnswer.properties,
  carrier: nullable(Type.String(), { description: 'Who took it', examples: ['sandbox'] }),
  route_cost: { ...Amount, description: 'Its price in `route_currency`, before it was converted', examples: ['35.00'] },
  route_currency: Type.String({ examples: ['UGX'] }),
  exchange_rate: nullable(Type.String(), {
    description: 'What 1 of `route_currency` was in `currency`; null where they are the same',
    examples: ['0.034349'],
  }),
  events: Type.Array(StoryLine, { description: 'In order' }),
})

type Query = {
  number?: string
  state?: string
  sender?: string
  route?: string
  from?: string
  to?: string
  text?: string
}

/** Null when nothing can match. */
export function filterOf(query: Query, network: Network): MessageFilter | null {
  const routeId = query.route === undefined ? null : network.routes.byCode.get(query.route)?.id
  if (routeId === undefined) return null
  return {
    msisdn: query.number === undefined ? null : msisdnOf(query.number),
    state: query.state ?? null,
    sender: query.sender ?? null,
    routeId,
    fromMs: query.from === undefined ? null : Date.parse(query.from),
    toMs: query.to === undefined ? null : Date.parse(query.to),
    text: query.text ?? null,
  }
}

/** In a query a plus that is not escaped is a blank. */
function msisdnOf(number: string): string {
  const parsed = parseMsisdn(number.trim(), 'international')
  if (parsed.ok) return parsed.value.msisdn
  const message = 'number must be a phone number with its country code, as in 255712345678.'
  return refuse({ code: 'field_invalid', field: 'number', message })
}
