// What the demo and the sandbox need: messages of the past to show, and a subscriber who writes.
import { Type } from 'typebox'
import { refuse } from '../../../core/errors.ts'
import { isHeardOfSandbox } from '../../../setup/numbers.ts'
import { addSampleTraffic } from '../../../setup/sample-traffic.ts'
import { errorAnswers } from '../answers.ts'
import { answerOf } from '../auth.ts'
import { IdParams } from '../schema.ts'
import type { OperatorApp } from './context.ts'

const tags = ['Operator: sandbox']

export function sampleRoutes({ app, context: { setup, sandboxInbound }, allow }: OperatorApp): void {
  app.post(
    '/accounts/:id/sample-traffic',
    {
      config: allow('sandbox:fill'),
      schema: {
        tags,
        operationId: 'operatorAddSampleTraffic',
        summary: 'Store sample messages of the last 14 days',
        description:
          'They are stored ended, with their money and their stories; no carrier ever sees them, and the wallet is as it was. For more than 500, call again.',
        params: IdParams,
        body: Type.Object({ count: Type.Integer({ minimum: 1, maximum: 500 }) }, { examples: [{ count: 500 }] }),
        response: { 201: Added, ...errorAnswers({ body: true, codes: ['not_found', 'conflict'] }) },
      },
    },
    async ({ params, body, staff }, reply) =>
      reply.code(201).send(await answerOf(addSampleTraffic(setup, staff.actor, params.id, body.count, Math.random))),
  )

  app.post(
    '/sandbox/inbound',
    {
      config: allow('sandbox:write'),
      schema: {
        tags,
        operationId: 'operatorSandboxInbound',
        summary: 'Let a subscriber write to a number, by the sandbox carrier',
        description: 'What is written to a number that no account has is taken, and nobody reads it.',
        body: Inbound,
        response: {
          200: Brought,
          ...errorAnswers({ body: true, codes: ['conflict'] }),
        },
      },
    },
    async ({ body }) => {
      if (!sandboxInbound) refuse({ code: 'conflict', message: 'This node runs no sandbox carrier of its own.' })
      const { segments } = await sandboxInbound(body)
      return { segments, assigned: await isHeardOfSandbox(setup, body.to) }
    },
  )
}

const Added = Type.Object({
  requests: Type.Integer({ examples: [312] }),
  messages: Type.Integer({ examples: [500] }),
  delivered: Type.Integer({ examples: [464] }),
  failed: Type.Integer({ examples: [36] }),
})

const Brought = Type.Object({
  segments: Type.Integer({ examples: [1] }),
  assigned: Type.Boolean({ description: 'Whether the number is an account’s', examples: [true] }),
})
const Digits = Type.String({ pattern: '^\\d{3,20}$', examples: ['255701000000'] })
const Inbound = Type.Object(
  { from: Digits, to: Digits, text: Type.String({ minLength: 1, maxLength: 1600 }) },
  { examples: [{ from: '255701000000', to: '255701000001', text: 'STOP' }] },
)
