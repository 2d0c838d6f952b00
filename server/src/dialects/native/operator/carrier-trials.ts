// /v1/operator/carriers/{id}/test: one message to one number, to see that a carrier takes it and what comes back.
import { type Static, Type } from 'typebox'
import { type Trial, tryCarrier } from '../../../setup/carrier-trials.ts'
import { errorAnswers } from '../answers.ts'
import { answerOf } from '../auth.ts'
import { IdParams, nullable, oneOf, Time } from '../schema.ts'
import type { OperatorApp } from './context.ts'

export function carrierTrialRoutes({ app, context: { setup, submitToCarrier }, allow }: OperatorApp): void {
  app.post(
    '/carriers/:id/test',
    {
      config: allow('carriers:test'),
      schema: {
        tags: ['Operator: routes and carriers'],
        operationId: 'operatorTestCarrier',
        summary: 'Send a test message by a carrier',
        description:
          'Past the queue and free of charge; no account has it. It answers once the receipt came, or the wait is over.',
        params: IdParams,
        body: Input,
        response: { 200: Answer, ...errorAnswers({ body: true, codes: ['not_found', 'conflict'] }) },
      },
    },
    async ({ params, body, staff }) => {
      const { to, sender = 'Test', text = TEXT, wait_seconds = 10 } = body
      const input = { to, sender, text, waitMs: wait_seconds * 1000 }
      return answer(await answerOf(tryCarrier(setup, staff.actor, params.id, input, submitToCarrier)))
    },
  )
}

const TEXT = 'A test of the line. Nothing to do.'

const Input = Type.Object(
  {
    to: Type.String({ maxLength: 20, description: 'With its country code' }),
    sender: Type.Optional(Type.String({ maxLength: 20, default: 'Test' })),
    text: Type.Optional(Type.String({ maxLength: 160, default: TEXT })),
    wait_seconds: Type.Optional(Type.Integer({ minimum: 0, maximum: 25, default: 10 })),
  },
  { examples: [{ to: '+255712345678' }] },
)

const Answer = Type.Object({
  outcome: oneOf(['accepted', 'rejected', 'throttled', 'temporary', 'uncertain', 'unsent'], { examples: ['accepted'] }),
  status: nullable(Type.String(), { description: "The carrier's word where it refused" }),
  answered_ms: Type.Integer({ examples: [12] }),
  remote_ids: Type.Array(Type.String(), { examples: [['5f3a']] }),
  receipts: Type.Array(
    Type.Object({
      stat: Type.String({ examples: ['DELIVRD'] }),
      error: nullable(Type.String()),
      outcome: nullable(Type.String(), { examples: ['delivered'] }),
      at: Time,
    }),
  ),
})

function answer({ outcome, status, answeredMs, remoteIds, receipts }: Trial): Static<typeof Answer> {
  return {
    outcome,
    status,
    answered_ms: answeredMs,
    remote_ids: remoteIds,
    receipts: receipts.map(({ atMs, ...receipt }) => ({ ...receipt, at: new Date(atMs).toISOString() })),
  }
}
