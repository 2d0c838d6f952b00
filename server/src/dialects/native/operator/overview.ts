// /v1/operator/overview: what the console opens with.
import { Type } from 'typebox'
import { refuse } from '../../../core/errors.ts'
import { MESSAGE_STATES, type MessageState } from '../../../core/messages.ts'
import { readOverview } from '../../../setup/trouble.ts'
import { errorAnswers } from '../answers.ts'
import { Time } from '../schema.ts'
import type { OperatorApp } from './context.ts'

export function overviewRoutes({ app, context: { setup }, allow }: OperatorApp): void {
  app.get(
    '/overview',
    {
      config: allow('overview:read'),
      schema: {
        tags: ['Operator: overview'],
        operationId: 'operatorGetOverview',
        summary: 'See what was sent lately, and what waits for a decision',
        querystring: Type.Object({ from: { ...Time, description: 'Traffic from then on, two days ago at the most' } }),
        response: { 200: Overview, ...errorAnswers() },
      },
    },
    async ({ query }) => {
      const fromMs = Date.parse(query.from)
      if (setup.clock.now() - fromMs > DAYS_MAX * 86_400_000) {
        refuse({ code: 'field_invalid', field: 'from', message: 'from is two days ago at the most.' })
      }
      const { waiting, traffic } = await readOverview(setup, fromMs)
      const by_state = Object.fromEntries(MESSAGE_STATES.map((state) => [state, 0])) as Record<MessageState, number>
      const hours = new Map<string, number>()
      for (const { hour, state, messages } of traffic) {
        by_state[state] += messages
        hours.set(hour.toISOString(), (hours.get(hour.toISOString()) ?? 0) + messages)
      }
      const by_hour = Array.from(hours, ([from, messages]) => ({ from, messages }))
      const sum = (of: 'messages' | 'segments') => traffic.reduce((all, row) => all + row[of], 0)
      return { by_state, by_hour, messages: sum('messages'), segments: sum('segments'), waiting }
    },
  )
}

const DAYS_MAX = 2

const Count = Type.Integer({ examples: [0] })
const Overview = Type.Object({
  by_state: Type.Object(
    Object.fromEntries(MESSAGE_STATES.map((state) => [state, Count])) as Record<MessageState, typeof Count>,
  ),
  by_hour: Type.Array(Type.Object({ from: Time, messages: Count }), {
    description: 'Counted from `from` on; an hour without messages is left out',
  }),
  messages: Count,
  segments: Count,
  waiting: Type.Object(
    { sender_ids: Count, number_requests: Count, purchases: Count, credits: Count, accounts: Count },
    { description: 'For a decision of the staff' },
  ),
})
