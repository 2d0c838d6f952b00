// What Wasambazie answers: a batch taken, what became of it, and the credits left.
import Type, { type Static } from 'typebox'
import type { FailureReason, MessageState } from '../../core/messages.ts'
import { batchIdOf } from './batch-ids.ts'

const BatchId = Type.String({ description: 'Lower-case letters and digits', examples: ['03fzqqmwz1kkl2acyqo9blwgd'] })

export const SendAnswer = Type.Object(
  {
    status_code: Type.Literal(201),
    success: Type.Literal(true),
    message_batch_id: BatchId,
    message: Type.Literal('Message submitted successfully.'),
  },
  { title: 'Submitted' },
)
export type SendAnswer = Static<typeof SendAnswer>

export const ReportAnswer = Type.Object(
  {
    message_batch_id: BatchId,
    summary: Type.Object({
      total: Type.Integer({ examples: [3] }),
      delivered: Type.Integer({ examples: [2] }),
      failed: Type.Integer({ examples: [1] }),
    }),
    messages: Type.Array(
      Type.Object({
        to_number: Type.String({ examples: ['+255712345678'] }),
        status: Type.Enum(['queued', 'sent', 'delivered', 'failed'], {
          description: 'In a report each message is `delivered` or `failed`.',
          examples: ['delivered'],
        }),
        delivered_at: Type.Union([Type.String(), Type.Null()], {
          description: 'When the handset got it; null for one that failed.',
          examples: ['2024-01-15T10:30:00Z'],
        }),
      }),
    ),
  },
  { title: 'DeliveryReport' },
)
export type ReportAnswer = Static<typeof ReportAnswer>

export const BalanceAnswer = Type.Object(
  { balance: Type.Number({ description: 'SMS credits, each a segment to a recipient.', examples: [4250] }) },
  { title: 'Balance' },
)

/** One message, as the send, a later reading or a webhook knows it. */
export type Message = { msisdn: string; state: MessageState; doneAtMs: number | null }

export function isFinished(messages: readonly Pick<Message, 'state'>[]): boolean {
  return messages.every(({ state }) => state === 'delivered' || state === 'failed' || state === 'cancelled')
}

/** Of a batch that is finished. */
export function report(requestId: string, messages: readonly Message[]): ReportAnswer {
  const shown = messages.map(({ msisdn, state, doneAtMs }) => ({
    to_number: `+${msisdn}`,
    status: state === 'delivered' ? ('delivered' as const) : ('failed' as const),
    delivered_at: state === 'delivered' && doneAtMs !== null ? shownTime(doneAtMs) : null,
  }))
  const delivered = shown.filter(({ status }) => status === 'delivered').length
  return {
    message_batch_id: batchIdOf(requestId),
    summary: { total: shown.length, delivered, failed: shown.length - delivered },
    messages: shown,
  }
}

export function submitted(requestId: string): SendAnswer {
  return {
    status_code: 201,
    success: true,
    message_batch_id: batchIdOf(requestId),
    message: 'Message submitted successfully.',
  }
}

/** Whether no carrier took any of them. What failed behind a carrier was taken by it. */
export function allRejected(messages: readonly { state: MessageState; reason: FailureReason | null }[]): boolean {
  return messages.every(
    ({ state, reason }) => state === 'failed' && (reason === 'rejected' || reason === 'not_submitted'),
  )
}

/** To the second, as the document prints it. */
function shownTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`
}
