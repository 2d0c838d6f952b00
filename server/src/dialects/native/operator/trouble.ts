// /v1/operator/overview, /trouble and /health: how the installation stands, for its first page, its night shift and
// `njiwa doctor`.
import { type Static, Type } from 'typebox'
import { refuse } from '../../../core/errors.ts'
import { MESSAGE_STATES, type MessageState } from '../../../core/messages.ts'
import { type CarrierView, listCarriers } from '../../../setup/carriers.ts'
import { listRoutes, type RouteRow } from '../../../setup/routes.ts'
import { LATE_MAX, readOverview, readTrouble, type Trouble } from '../../../setup/trouble.ts'
import { errorAnswers } from '../answers.ts'
import { Id, nullable, oneOf, Time } from '../schema.ts'
import type { OperatorApp, OperatorContext } from './context.ts'

const tags = ['Operator: overview']

export function troubleRoutes({ app, context, allow }: OperatorApp): void {
  const { setup } = context

  app.get(
    '/overview',
    {
      config: allow('overview:read'),
      schema: {
        tags,
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
      for (const { state, messages } of traffic) by_state[state] = messages
      const sum = (of: 'messages' | 'segments') => traffic.reduce((all, row) => all + row[of], 0)
      return { by_state, messages: sum('messages'), segments: sum('segments'), waiting }
    },
  )

  app.get(
    '/trouble',
    {
      config: allow('trouble:read'),
      schema: {
        tags,
        operationId: 'operatorGetTrouble',
        summary: 'See what is in trouble now',
        response: { 200: TroubleAnswer, ...errorAnswers() },
      },
    },
    async () => troubleAnswer(await looked(context)),
  )

  app.get(
    '/health',
    {
      config: allow('trouble:read'),
      schema: {
        tags,
        operationId: 'operatorGetHealth',
        summary: 'Check the installation',
        description: 'What `njiwa doctor` asks: each check with what was found.',
        response: { 200: Type.Object({ checks: Type.Array(Check) }), ...errorAnswers() },
      },
    },
    async () => ({ checks: checksOf(await looked(context)) }),
  )
}

const DAYS_MAX = 2
const ROUTES_MAX = 1000

type Looked = Trouble & { carriers: TroubledCarrier[]; stranded: RouteRow[] }
type TroubledCarrier = {
  id: string
  name: string
  state: 'paused' | 'down'
  sinceMs: number | null
  lastError: string | null
}

async function looked({ setup, carrierStatus }: OperatorContext): Promise<Looked> {
  const [trouble, carriers, routes] = await Promise.all([
    readTrouble(setup),
    listCarriers(setup),
    listRoutes(setup, null, ROUTES_MAX),
  ])
  const standing = carriers.map((carrier) => standingOf(carrier, carrierStatus(carrier.id)))
  const works = new Set(standing.filter(({ state }) => state === 'up' || state === 'elsewhere').map(({ id }) => id))
  return {
    ...trouble,
    carriers: standing.filter((each): each is TroubledCarrier => each.state !== 'up' && each.state !== 'elsewhere'),
    stranded: routes.filter(({ active, carrier_ids }) => active && !carrier_ids.some((id) => works.has(id))),
  }
}

function standingOf({ id, name, paused }: CarrierView, status: ReturnType<OperatorContext['carrierStatus']>) {
  const state = paused
    ? ('paused' as const)
    : status === null
      ? ('elsewhere' as const)
      : status.up
        ? ('up' as const)
        : ('down' as const)
  return { id, name, state, sinceMs: status?.sinceMs ?? null, lastError: status?.lastError ?? null }
}

const Count = Type.Integer({ examples: [0] })
const Overview = Type.Object({
  by_state: Type.Object(
    Object.fromEntries(MESSAGE_STATES.map((state) => [state, Count])) as Record<MessageState, typeof Count>,
  ),
  messages: Count,
  segments: Count,
  waiting: Type.Object(
    { sender_ids: Count, number_requests: Count, purchases: Count, credits: Count, accounts: Count },
    { description: 'For a decision of the staff' },
  ),
})

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

function troubleAnswer({ carriers, stranded, late, endpoints, jobs, nodes }: Looked): Static<typeof TroubleAnswer> {
  return {
    carriers: carriers.map(({ id, name, state, sinceMs, lastError }) => ({
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

const Check = Type.Object({
  name: Type.String({ examples: ['queue'] }),
  ok: Type.Boolean({ examples: [true] }),
  found: Type.String({ examples: ['messages are taken as they come'] }),
  remedy: nullable(Type.String(), { description: 'What to do, where it is not right' }),
})

function checksOf({ carriers, stranded, late, endpoints, jobs, nodes }: Looked): Static<typeof Check>[] {
  return [
    ...carriers.map(({ name, state, lastError }) =>
      state === 'paused'
        ? bad(`carrier ${name}`, 'is paused', `njiwa carrier resume "${name}"`)
        : bad(
            `carrier ${name}`,
            `is not bound${lastError === null ? '' : ` (${lastError})`}`,
            'see its address with njiwa carrier list, and whether its SMSC is up',
          ),
    ),
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
          `${late.messages} messages wait, the first since ${iso(late.since)}`,
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

const good = (name: string, found: string) => ({ name, ok: true, found, remedy: null })
const bad = (name: string, found: string, remedy: string) => ({ name, ok: false, found, remedy })
