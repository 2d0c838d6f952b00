// /v1/operator/trouble: what is in trouble now, for the night shift.
import { type Static, Type } from 'typebox'
import { LATE_MAX } from '../../../setup/trouble.ts'
import { errorAnswers } from '../answers.ts'
import { Id, nullable, oneOf, Time } from '../schema.ts'
import type { OperatorApp } from './context.ts'
import { type Standing, type StandingCarrier, standing } from './standing.ts'

export function troubleRoutes({ app, context, allow }: OperatorApp): void {
  app.get(
    '/trouble',
    {
      config: allow('trouble:read'),
      schema: {
        tags: ['Operator: overview'],
        operationId: 'operatorGetTrouble',
        summary: 'See what is in trouble now',
        response: { 200: TroubleAnswer, ...errorAnswers() },
      },
    },
    async () => troubleAnswer(await standing(context)),
  )
}

const TroubleAnswer = Type.Object({
  carriers: Type.Array(
    Type.Object({
      id: Id,
      name: Type.String({ examples: ['Vodacom TZ'] }),
      state: oneOf(['paused', 'down']),
      since: nullable(Time),
      last_error: nullable(Type.String()),
    }),
  ),
  routes: Type.Array(Type.Object({ id: Id, code: Type.String(), name: Type.String() }), {
    description: 'Active ones of which no carrier is up',
  }),
  late_messages: Type.Object(
    { messages: Type.Integer(), or_more: Type.Boolean(), since: nullable(Time) },
    { description: 'Due for a minute, and taken by no node' },
  ),
  endpoints: Type.Array(
    Type.Object({
      account_id: Id,
      account_name: Type.String(),
      id: Id,
      url: Type.String(),
      enabled: Type.Boolean(),
      disabled_reason: nullable(Type.String()),
      failing_since: nullable(Time),
    }),
  ),
  webhooks: Type.Array(
    Type.Object({
      account_id: Id,
      account_name: Type.String(),
      id: Id,
      url: Type.String(),
      event: Type.String(),
      tries: Type.Integer(),
      due_at: Time,
      last_status: nullable(Type.Integer()),
      last_error: nullable(Type.String()),
    }),
    { description: 'Failed, and tried again when due' },
  ),
  nodes: Type.Array(Type.Object({ id: Id, lease_until: Time }), { description: 'Gone, and not yet cleared away' }),
})

const iso = (at: Date | null): string | null => at?.toISOString() ?? null

type Troubled = StandingCarrier & { state: 'paused' | 'down' }

const isTroubled = (carrier: StandingCarrier): carrier is Troubled =>
  carrier.state === 'paused' || carrier.state === 'down'

function troubleAnswer({ carriers, stranded, late, endpoints, jobs, nodes }: Standing): Static<typeof TroubleAnswer> {
  return {
    carriers: carriers.filter(isTroubled).map(({ id, name, state, sinceMs, lastError }) => ({
      id,
      name,
      state,
      since: sinceMs === null ? null : new Date(sinceMs).toISOString(),
      last_error: lastError,
    })),
    routes: stranded.map(({ id, code, name }) => ({ id, code, name })),
    late_messages: { messages: late.messages, or_more: late.messages === LATE_MAX, since: iso(late.since) },
    endpoints: endpoints.map((row) => ({ ...row, failing_since: iso(row.failing_since) })),
    webhooks: jobs.map((row) => ({ ...row, due_at: row.due_at.toISOString() })),
    nodes: nodes.map(({ id, lease_until }) => ({ id, lease_until: lease_until.toISOString() })),
  }
}
