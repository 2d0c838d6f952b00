// What eSMS Africa answers: a message as it was charged, a page of messages, the balance, and the routes.
import Type, { type Static } from 'typebox'
import { countryName } from '../../core/countries.ts'
import type { Rate } from '../../core/rates.ts'
import type { Route } from '../../core/routes.ts'
import type { MessageView } from '../../pipeline/platform.ts'
import { shownId } from './ids.ts'
import { STATUSES, type Status, statusOf } from './status.ts'
import { TimelineEntry } from './timeline.ts'
import { shownTime, Time } from './times.ts'
import { amountOf } from './wallet.ts'

const Currency = Type.String({ description: '3-letter ISO currency code.', examples: ['KES'] })

export const SentAnswer = Type.Object(
  {
    id: Type.String({
      description: 'Unique message ID. Use this to check delivery status.',
      examples: ['msg-a1b2c3d4-e5f6-7890-abcd-ef1234567890'],
    }),
    status: Type.Enum([...STATUSES], { examples: ['submitted'] }),
    segments: Type.Integer({ description: 'SMS segments consumed.', examples: [1] }),
    cost: Type.Number({ description: 'Deducted from your wallet, in your wallet currency.', examples: [1.2022] }),
    cost_currency: { ...Currency, description: "Your wallet's 3-letter ISO currency code." },
    route_cost: Type.Number({ description: "Cost in the route's native billing currency.", examples: [35] }),
    route_currency: { ...Currency, description: "The route's native currency.", examples: ['UGX'] },
    route: Type.String({ description: 'Route code used for delivery.', examples: ['ESMS_UG'] }),
    balance_after: Type.Number({
      description: 'Your wallet balance after the charge; read later, as it is then.',
      examples: [1965],
    }),
    scheduled_at: Type.Union([Time, Type.Null()], {
      description: 'When the message will be dispatched, or null for immediate sends.',
      examples: ['2026-06-01T07:00:00+00:00'],
    }),
  },
  { title: 'SentMessage' },
)
export type SentAnswer = Static<typeof SentAnswer>

export const MessageAnswer = Type.Object(
  {
    ...SentAnswer.properties,
    to: Type.String({ examples: ['+256712345678'] }),
    text: Type.String({ examples: ['Hello from eSMS Africa!'] }),
    sender_id: Type.String({ examples: ['eSMSAfrica'] }),
    created_at: Time,
  },
  { title: 'Message' },
)
export type MessageAnswer = Static<typeof MessageAnswer>

export const MessageStory = Type.Object(
  {
    ...MessageAnswer.properties,
    timeline: Type.Array(TimelineEntry, { description: 'What happened to it, in order.' }),
  },
  { title: 'MessageStory' },
)
export type MessageStory = Static<typeof MessageStory>

export const ListAnswer = Type.Object(
  {
    messages: Type.Array(MessageAnswer),
    total: Type.Integer({ examples: [247] }),
    page: Type.Integer({ examples: [0] }),
    limit: Type.Integer({ examples: [20] }),
  },
  { title: 'Messages' },
)
export type ListAnswer = Static<typeof ListAnswer>

export const BalanceAnswer = Type.Object(
  { balance: Type.Number({ examples: [1965] }), currency: Currency },
  { title: 'Balance' },
)

const RouteAnswer = Type.Object({
  code: Type.String({ examples: ['ESMS_UG'] }),
  name: Type.String({ examples: ['Uganda'] }),
  country_code: Type.String({ description: '`*` for every country without a route of its own.', examples: ['UG'] }),
  country_name: Type.String({ examples: ['Uganda'] }),
  currency: { ...Currency, examples: ['UGX'] },
  price_per_segment: Type.Number({ examples: [35] }),
  sender_id_default: Type.Union([Type.String(), Type.Null()], { examples: ['NJIWA'] }),
  is_active: Type.Boolean({ examples: [true] }),
})
export const RoutesAnswer = Type.Array(RouteAnswer, { title: 'Routes' })
export type RoutesAnswer = Static<typeof RoutesAnswer>

/** A message as the send or a later reading knows it; amounts are of the wallet and of the route. */
export type Sent = {
  id: string
  status: Status
  segments: number
  amount: bigint
  routeAmount: bigint
  routeCurrency: string
  route: string
  scheduledAtMs: number | null
}

export function sentAnswer(sent: Sent, wallet: { currency: string; free: bigint }): SentAnswer {
  return {
    id: shownId(sent.id),
    status: sent.status,
    segments: sent.segments,
    cost: amountOf(wallet.currency, sent.amount),
    cost_currency: wallet.currency,
    route_cost: amountOf(sent.routeCurrency, sent.routeAmount),
    route_currency: sent.routeCurrency,
    route: sent.route,
    balance_after: amountOf(wallet.currency, wallet.free),
    scheduled_at: sent.scheduledAtMs === null ? null : shownTime(sent.scheduledAtMs),
  }
}

/** `route` is the code of its route. */
export function messageAnswer(
  message: MessageView,
  route: string,
  wallet: { currency: string; free: bigint },
): MessageAnswer {
  return {
    ...sentAnswer({ ...sentOf(message, route), status: statusOf(message.state) }, wallet),
    to: `+${message.msisdn}`,
    text: message.text,
    sender_id: message.sender,
    created_at: shownTime(message.created_at.getTime()),
  }
}

/** As it was accepted. */
export function sentOf(message: MessageView, route: string): Sent {
  const scheduledAtMs = scheduledAtMsOf(message)
  return {
    id: message.id,
    status: scheduledAtMs === null ? 'submitted' : 'scheduled',
    segments: message.segments,
    amount: message.amount,
    routeAmount: message.route_amount,
    routeCurrency: message.route_currency,
    route,
    scheduledAtMs,
  }
}

/** Of one that waits, where it may have been moved to; of one that is out, what was asked for. */
export function scheduledAtMsOf({ due_at, reference }: Pick<MessageView, 'due_at' | 'reference'>): number | null {
  if (due_at !== null) return due_at.getTime()
  return reference === null ? null : Date.parse(reference)
}

export function routeAnswer(route: Route, rate: Rate): Static<typeof RouteAnswer> {
  return {
    code: route.code,
    name: route.name,
    country_code: route.country,
    country_name: route.country === '*' ? route.name : countryName(route.country),
    currency: rate.currency,
    price_per_segment: amountOf(rate.currency, rate.price),
    sender_id_default: route.defaultSender,
    is_active: route.active,
  }
}
