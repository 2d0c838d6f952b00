// /v1/operator/health: what `njiwa doctor` asks, each check with what was found and what to do.
import { type Static, Type } from 'typebox'
import { errorAnswers } from '../answers.ts'
import { nullable } from '../schema.ts'
import type { OperatorApp } from './context.ts'
import { type Standing, type StandingCarrier, standing } from './standing.ts'

export function healthRoutes({ app, context, allow }: OperatorApp): void {
  app.get(
    '/health',
    {
      config: allow('trouble:read'),
      schema: {
        tags: ['Operator: overview'],
        operationId: 'operatorGetHealth',
        summary: 'Check the installation',
        description: 'What `njiwa doctor` shows.',
        response: { 200: Type.Object({ checks: Type.Array(Check) }), ...errorAnswers() },
      },
    },
    async () => ({ checks: checksOf(await standing(context)) }),
  )
}

const Check = Type.Object({
  name: Type.String({ examples: ['queue'] }),
  ok: Type.Boolean({ examples: [true] }),
  found: Type.String({ examples: ['messages are taken as they come'] }),
  remedy: nullable(Type.String(), { description: 'What to do, where it is not right or not as it was set up' }),
})

function checksOf({ carriers, stranded, late, endpoints, jobs, nodes }: Standing): Static<typeof Check>[] {
  return [
    ...carriers.map(carrierCheck),
    stranded.length === 0
      ? good('routes', 'each has a carrier that is up')
      : bad(
          'routes',
          `${stranded.map(({ code }) => code).join(', ')}: no carrier is up`,
          'resume or repair a carrier of theirs',
        ),
    late.messages === 0
      ? good('queue', 'messages are taken as they come')
      : bad(
          'queue',
          `${late.messages} messages wait, the first since ${late.since?.toISOString()}`,
          'start a node with the role dispatch, or see its log',
        ),
    endpoints.length === 0 && jobs.length === 0
      ? good('webhooks', 'all are heard')
      : good('webhooks', `${endpoints.length} endpoints and ${jobs.length} webhooks fail at their receivers`),
    nodes.length === 0
      ? good('nodes', 'each holds its lease')
      : bad('nodes', `${nodes.length} are gone and not cleared away`, 'start a node with the role dispatch'),
  ]
}

function carrierCheck({ name, state, lastError }: StandingCarrier): Static<typeof Check> {
  const of = `carrier ${name}`
  switch (state) {
    case 'up':
      return good(of, 'is bound')
    case 'elsewhere':
      return good(of, 'is run by another node')
    case 'paused':
      return note(of, 'is paused', `njiwa carrier resume "${name}"`) // by staff; a route that has no other is bad
    case 'down': {
      const why = lastError === null ? '' : ` (${lastError})`
      return bad(of, `is not bound${why}`, 'see its address with njiwa carrier list, and whether its SMSC is up')
    }
  }
}

const good = (name: string, found: string) => ({ name, ok: true, found, remedy: null })
const note = (name: string, found: string, remedy: string) => ({ name, ok: true, found, remedy })
const bad = (name: string, found: string, remedy: string) => ({ name, ok: false, found, remedy })
