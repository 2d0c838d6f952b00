// What our own API shows of requests and messages.
import { type Static, Type } from 'typebox'
import type { Account } from '../../core/accounts.ts'
import { septets } from '../../core/alphabet.ts'
import { FAILURE_REASONS } from '../../core/messages.ts'
import type { Draft } from '../../core/requests.ts'
import type { Accepted, MessageView, Network, RequestRow } from '../../pipeline/platform.ts'
import { Amount, Currency, Id, nullable, oneOf, PhoneNumber, State, Time } from './schema.ts'
import { amountText } from './wallet.ts'

const ENCODINGS = ['gsm7', 'ucs2'] as const

export const Encoding = oneOf(ENCODINGS, {
  description: '`gsm7`: 160 characters a segment, 153 when there are several. `ucs2`: 70, then 67.',
  examples: ['gsm7'],
})
export const Segments = Type.Integer({ minimum: 1, description: 'How many it is billed as', examples: [1] })

const AcceptedMessage = Type.Object({
  id: Id,
  to: PhoneNumber,
  state: State,
  encoding: Encoding,
  segments: Segments,
  cost: { ...Amount, description: 'What is held for it' },
})

export const AcceptedRequest = Type.Object(
  {
    id: Id,
    created_at: Time,
    sender: Type.String({ description: 'As it was approved', examples: ['MyApp'] }),
    message_count: Type.Integer({ description: 'Without repetitions of a number with the same text', examples: [1] }),
    segments: { ...Segments, description: 'Of all messages' },
    cost: { ...Amount, description: 'What is held for all of them' },
    balance: { ...Amount, description: 'What is left to spend' },
    currency: Currency,
    messages: Type.Array(AcceptedMessage, { description: 'In the order they were given' }),
  },
  {
    description: 'Accepted: stored, paid for, and on its way',
    examples: [
      {
        id: '0199d4c2-7a41-7c1e-9b5d-2f8f0a6f3c11',
        created_at: '2026-03-02T09:15:30.120Z',
        sender: 'MyApp',
        message_count: 2,
        segments: 2,
        cost: '2.0022',
        balance: '97.9978',
        currency: 'KES',
        messages: [
          {
            id: '0199d4c2-7a41-7c1e-8c02-9d1a44c07e5b',
            to: '+256712345678',
            state: 'queued',
            encoding: 'gsm7',
            segments: 1,
            cost: '1.2022',
          },
          {
            id: '0199d4c2-7a41-7c1f-a4f3-51b8e7720c9d',
            to: '+254712345678',
            state: 'queued',
            encoding: 'gsm7',
            segments: 1,
            cost: '0.80',
          },
        ],
      },
    ],
  },
)

/** `draft` is what was accepted, its recipients in the same order. */
export function acceptedRequest(accepted: Accepted, draft: Draft, currency: string): Static<typeof AcceptedRequest> {
  let segments = 0
  const messages = accepted.messages.map((message, index) => {
    segments += message.segments
    const own = draft.recipients[index]?.text
    return {
      id: message.id,
      to: `+${message.msisdn}`,
      state: message.state,
      encoding: own === undefined ? (accepted.encoding as 'gsm7' | 'ucs2') : encodingOf(own),
      segments: message.segments,
      cost: amountText(currency, message.amount),
    }
  })
  return {
    id: accepted.requestId,
    created_at: new Date(accepted.createdAtMs).toISOString(),
    sender: accepted.sender,
    message_count: messages.length,
    segments,
    cost: amountText(currency, accepted.amount),
    balance: amountText(currency, accepted.freeAfter),
    currency,
    messages,
  }
}

const encodingOf = (text: string): 'gsm7' | 'ucs2' => (septets(text) === -1 ? 'ucs2' : 'gsm7')

export const RequestView = Type.Object({
  id: Id,
  created_at: Time,
  dialect: Type.String({ description: 'The API it came by', examples: ['native'] }),
  sender: Type.String({ examples: ['MyApp'] }),
  text: Type.String({ description: 'The common text, or the first of several' }),
  message_count: Type.Integer({ examples: [1] }),
  callback_url: nullable(Type.String()),
})

export function requestView(row: RequestRow): Static<typeof RequestView> {
  return {
    id: row.id,
    created_at: row.created_at.toISOString(),
    dialect: row.dialect,
    sender: row.sender,
    text: row.text,
    message_count: row.message_count,
    callback_url: (row.callback as { url: string } | null)?.url ?? null,
  }
}

export const MessageAnswer = Type.Object({
  id: Id,
  request_id: Id,
  to: PhoneNumber,
  country: Type.String({ description: 'ISO 3166-1 alpha-2', examples: ['UG'] }),
  sender: Type.String({ examples: ['MyApp'] }),
  text: Type.String({ examples: ['Your parcel is here.'] }),
  state: State,
  reason: nullable(oneOf(FAILURE_REASONS), {
    enum: [...FAILURE_REASONS, null],
    description: 'Why it failed: `rejected`, `not_submitted` and `opted_out` never reached a carrier',
    examples: [null],
  }),
  encoding: Encoding,
  segments: Segments,
  cost: { ...Amount, description: 'What was held for it' },
  charged: { ...Amount, description: 'What of that is held or paid; 0 once it was given back' },
  currency: Currency,
  route: nullable(Type.String(), { description: 'The code of its route', examples: ['ESMS_UG'] }),
  created_at: Time,
  schedule_at: nullable(Time, { description: 'When it goes out; null for one that does not wait', examples: [null] }),
  sent_at: nullable(Time, { description: 'When a carrier took it' }),
  done_at: nullable(Time, { description: 'When it reached its final state' }),
  expires_at: { ...Time, description: 'Without a receipt by then it fails as `expired`' },
})

export function messageAnswer(view: MessageView, account: Account, network: Network): Static<typeof MessageAnswer> {
  const { currency } = account
  return {
    id: view.id,
    request_id: view.request_id,
    to: `+${view.msisdn}`,
    country: view.country,
    sender: view.sender,
    text: view.text,
    state: view.state,
    reason: view.reason,
    encoding: view.encoding as 'gsm7' | 'ucs2',
    segments: view.segments,
    cost: amountText(currency, view.amount),
    charged: amountText(currency, view.charged),
    currency,
    route: network.routes.byId.get(view.route_id)?.code ?? null,
    created_at: view.created_at.toISOString(),
    schedule_at: view.due_at?.toISOString() ?? null,
    sent_at: view.sent_at?.toISOString() ?? null,
    done_at: view.done_at?.toISOString() ?? null,
    expires_at: view.expires_at.toISOString(),
  }
}
