// What MsGine answers: a request as one message with its recipients, a page of them, and a price.
import Type, { type Static } from 'typebox'
import type { MessageState } from '../../core/messages.ts'
import { messageId, messageSid } from './ids.ts'
import { shownSender } from './senders.ts'
import { STATUSES, statusOf } from './status.ts'
import { amountOf } from './wallet.ts'

const Id = Type.String({ examples: ['msg_0199d4c27a417c1e9b5d2f8f0a6f3c11'] })
const To = Type.Array(Type.String(), { description: 'Every recipient.', examples: [['+256701521269']] })
const Content = Type.String({ examples: ['Hello from MsGine!'] })
const ShownStatus = Type.Enum([...STATUSES], {
  type: 'string',
  description:
    'Of several recipients: `pending` while any is; then `sent` while any awaits its receipt; then `delivered` if any was delivered, else `failed`.',
})
const Cost = Type.Number({ description: 'Of the whole request.', examples: [0.05] })
const Currency = Type.String({ description: "The wallet's.", examples: ['USD'] })
const Time = Type.String({ examples: ['2024-01-15T10:30:00Z'] })

export const MessageAnswer = Type.Object(
  {
    id: Id,
    sid: Type.String({ examples: ['SM0199d4c27a417c1e9b5d2f8f0a6f3c11'] }),
    channel: Type.Literal('sms'),
    to: To,
    from: Type.String({ examples: ['MyApp'] }),
    content: Content,
    status: ShownStatus,
    cost: Cost,
    currency: Currency,
    createdAt: Time,
  },
  { title: 'Message' },
)
export type MessageAnswer = Static<typeof MessageAnswer>

export const MessageStatusAnswer = Type.Object(
  {
    ...MessageAnswer.properties,
    updatedAt: {
      ...Time,
      description: 'When its last recipient changed its state.',
      examples: ['2024-01-15T10:30:15Z'],
    },
  },
  { title: 'MessageStatus' },
)

const ListedMessage = Type.Object({
  id: Id,
  status: ShownStatus,
  to: To,
  message: Content,
  cost: Cost,
  currency: Currency,
  createdAt: Time,
})

export const ListAnswer = Type.Object(
  {
    data: Type.Array(ListedMessage),
    pagination: Type.Object({
      page: Type.Integer({ examples: [1] }),
      limit: Type.Integer({ examples: [20] }),
      total: Type.Integer({ examples: [247] }),
      pages: Type.Integer({ examples: [13] }),
    }),
  },
  { title: 'Messages' },
)

export const PricingAnswer = Type.Object(
  {
    country: Type.String({ examples: ['Uganda'] }),
    countryCode: Type.String({ examples: ['UG'] }),
    price: Type.Number({ description: 'Of one part.', examples: [0.05] }),
    currency: Currency,
    perMessage: Type.Literal(true),
  },
  { title: 'Pricing' },
)

/** A request and what its messages come to, as the send or a later reading knows it. */
export type Sent = {
  id: string
  sender: string
  text: string
  msisdns: readonly string[]
  states: readonly MessageState[]
  amount: bigint
  createdAtMs: number
}

export function messageAnswer(sent: Sent, currency: string): MessageAnswer {
  return {
    id: messageId(sent.id),
    sid: messageSid(sent.id),
    channel: 'sms',
    to: recipients(sent),
    from: shownSender(sent.sender),
    content: sent.text,
    status: statusOf(sent.states),
    cost: amountOf(currency, sent.amount),
    currency,
    createdAt: shownTime(sent.createdAtMs),
  }
}

export function listedMessage(sent: Sent, currency: string): Static<typeof ListedMessage> {
  return {
    id: messageId(sent.id),
    status: statusOf(sent.states),
    to: recipients(sent),
    message: sent.text,
    cost: amountOf(currency, sent.amount),
    currency,
    createdAt: shownTime(sent.createdAtMs),
  }
}

/** Whole seconds, as the document prints them. */
export function shownTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`
}

function recipients({ msisdns }: Sent): string[] {
  return msisdns.map((msisdn) => `+${msisdn}`)
}
