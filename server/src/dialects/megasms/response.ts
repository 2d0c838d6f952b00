// What MegaSMS answers: a request with every recipient, and the balance.
import Type, { type Static, type TSchema } from 'typebox'
import type { MessageState } from '../../core/messages.ts'

const succeeded = <T extends TSchema>(data: T) => Type.Object({ success: Type.Literal(true), data })

export const RequestAnswer = succeeded(
  Type.Object(
    {
      request_id: Type.String({ format: 'uuid', description: 'The stable identifier to retrieve this request with.' }),
      status: Type.Enum(['processing', 'completed', 'failed'], {
        description: '`completed` once every recipient is sent, delivered or failed; `failed` when all failed.',
        examples: ['completed'],
      }),
      encoding: Type.Enum(['gsm', 'unicode']),
      segments_per_message: Type.Integer({ examples: [1] }),
      total_recipients: Type.Integer({ examples: [1] }),
      successful: Type.Integer({ description: 'Recipients that are sent or delivered.', examples: [1] }),
      failed: Type.Integer({ examples: [0] }),
      units_charged: Type.Integer({ description: 'Net of refunds.', examples: [1] }),
      balance: Type.Integer({ description: 'SMS units left.', examples: [999] }),
      messages: Type.Array(
        Type.Object({
          id: Type.String({ examples: ['481'] }),
          to: Type.String({ examples: ['255712345678'] }),
          status: Type.Enum(['queued', 'sent', 'delivered', 'failed'], { examples: ['delivered'] }),
          segments: Type.Integer({ examples: [1] }),
        }),
      ),
    },
    { title: 'Request' },
  ),
)
export type RequestAnswer = Static<typeof RequestAnswer>

export const BalanceAnswer = succeeded(
  Type.Object(
    {
      balance: Type.Integer({ description: 'Available SMS units.', examples: [998] }),
      rate_per_segment: Type.Number({ examples: [25] }),
      currency: Type.String({ examples: ['TZS'] }),
    },
    { title: 'Balance' },
  ),
)

export const ErrorAnswer = Type.Object(
  {
    success: Type.Literal(false),
    error: Type.Object({
      code: Type.String({ examples: ['invalid_sender_id'] }),
      message: Type.String({ examples: ['The sender ID is not approved and active for this vendor.'] }),
    }),
  },
  { title: 'Error' },
)

/** One recipient, as the send or a later reading knows it. */
export type Recipient = { number: bigint; msisdn: string; segments: number; state: MessageState }

const SHOWN = {
  scheduled: 'queued',
  suspended: 'queued',
  queued: 'queued',
  sent: 'sent',
  delivered: 'delivered',
  failed: 'failed',
  cancelled: 'failed',
} as const satisfies Record<MessageState, string>

export function requestAnswer(request: {
  id: string
  encoding: string
  recipients: readonly Recipient[]
  unitsCharged: number
  balance: number
}): RequestAnswer {
  const messages = request.recipients.map(({ number, msisdn, segments, state }) => ({
    id: number.toString(),
    to: msisdn,
    status: SHOWN[state],
    segments,
  }))
  const count = (status: string): number => messages.filter((message) => message.status === status).length
  const failed = count('failed')
  const settled = failed === messages.length ? 'failed' : 'completed'
  return {
    success: true,
    data: {
      request_id: request.id,
      status: count('queued') > 0 ? 'processing' : settled,
      encoding: request.encoding === 'gsm7' ? 'gsm' : 'unicode',
      segments_per_message: messages[0]?.segments ?? 0,
      total_recipients: messages.length,
      successful: count('sent') + count('delivered'),
      failed,
      units_charged: request.unitsCharged,
      balance: request.balance,
      messages,
    },
  }
}
