// /v1/operator/carriers: how each carrier is reached, and how it stands now.
import { type Static, Type } from 'typebox'
import type { CarrierStanding } from '../../../fleet.ts'
import { type CarrierView, changeCarrier, createCarrier, listCarriers } from '../../../setup/carriers.ts'
import { listRoutes } from '../../../setup/routes.ts'
import { errorAnswers } from '../answers.ts'
import { answerOf } from '../auth.ts'
import { Id, IdParams, nullable, oneOf, Time } from '../schema.ts'
import type { OperatorApp, OperatorContext } from './context.ts'

const tags = ['Operator: routes and carriers']

export function carrierRoutes({ app, context, allow }: OperatorApp): void {
  const { setup, carrierStatus } = context
  const carrier = async (view: CarrierView) => (await carriers([view]))[0] as Static<typeof Carrier>

  async function carriers(views: readonly CarrierView[]): Promise<Static<typeof Carrier>[]> {
    const waiting = await waitingFor(context)
    return views.map((view) => ({
      ...settingsOf(view),
      status: statusOf(carrierStatus(view.id)),
      waiting: waiting.get(view.id) ?? 0,
    }))
  }

  app.get(
    '/carriers',
    {
      config: allow('network:read'),
      schema: {
        tags,
        operationId: 'operatorListCarriers',
        summary: 'List carriers',
        description:
          'By name. `status` is how the link stands on the node that answers; null where that node does not run it.',
        response: { 200: Type.Object({ data: Type.Array(Carrier) }), ...errorAnswers() },
      },
    },
    async () => ({ data: await carriers(await listCarriers(setup)) }),
  )

  app.post(
    '/carriers',
    {
      config: allow('network:change'),
      schema: {
        tags,
        operationId: 'operatorCreateCarrier',
        summary: 'Create a carrier',
        description: 'The password is kept sealed and never shown. A route brings it into use.',
        body: NewCarrier,
        response: { 201: Carrier, ...errorAnswers({ body: true, codes: ['conflict'] }) },
      },
    },
    async ({ body, staff }, reply) => {
      const { name, kind = 'smpp', config, secret = null } = body
      const made = await answerOf(createCarrier(setup, staff.actor, { name, kind, config, secret }))
      return reply.code(201).send(await carrier(made))
    },
  )

  app.patch(
    '/carriers/:id',
    {
      config: allow('network:change'),
      schema: {
        tags,
        operationId: 'operatorChangeCarrier',
        summary: 'Change a carrier',
        description: '`config` replaces the one it had, whole. An absent `secret` stays.',
        params: IdParams,
        body: CarrierPatch,
        response: { 200: Carrier, ...errorAnswers({ body: true, codes: ['not_found'] }) },
      },
    },
    async ({ params, body, staff }) => carrier(await answerOf(changeCarrier(setup, staff.actor, params.id, body))),
  )

  for (const { word, paused, summary } of SWITCHES) {
    app.post(
      `/carriers/:id/${word}`,
      {
        config: allow('carriers:pause'),
        schema: {
          tags,
          operationId: `operator${word[0]?.toUpperCase()}${word.slice(1)}Carrier`,
          summary,
          params: IdParams,
          response: { 200: Carrier, ...errorAnswers({ codes: ['not_found'] }) },
        },
      },
      async ({ params, staff }) => carrier(await answerOf(changeCarrier(setup, staff.actor, params.id, { paused }))),
    )
  }
}

const SWITCHES = [
  { word: 'pause', paused: true, summary: 'Give a carrier no more messages' },
  { word: 'resume', paused: false, summary: 'Give a carrier messages again' },
] as const

const KINDS = ['smpp', 'sandbox'] as const
const Config = Type.Record(Type.String(), Type.Unknown(), {
  description: 'Host, port, system id, window, rates, timers: see docs/reference',
  examples: [{ host: 'smsc.example.com', port: 2775, systemId: 'njiwa', window: 10 }],
})
const Secret = Type.String({ description: 'The password of the bind, 1 to 64 characters' })

const NewCarrier = Type.Object(
  {
    name: Type.String({ description: '1 to 60 characters, its own' }),
    kind: Type.Optional(oneOf(KINDS, { default: 'smpp' })),
    config: Config,
    secret: Type.Optional(Secret),
  },
  {
    examples: [
      { name: 'Vodacom TZ', config: { host: 'smsc.example.com', port: 2775, systemId: 'njiwa' }, secret: 'secret08' },
    ],
  },
)
const CarrierPatch = Type.Object(
  { config: Type.Optional(Config), secret: Type.Optional(Secret) },
  { examples: [{ secret: 'secret09' }] },
)

const Status = Type.Object({
  up: Type.Boolean({ examples: [true] }),
  binds: Type.Integer({ examples: [1] }),
  window_free: Type.Integer({ examples: [10] }),
  window_max: Type.Integer({ examples: [10] }),
  submits_per_second_max: nullable(Type.Integer()),
  since: nullable(Time, { description: 'Since when the link is as it is' }),
  last_error: nullable(Type.String(), { description: 'Why the link is down' }),
  accepted_per_second: Type.Number({ description: 'Over the last ten seconds', examples: [42.5] }),
  answers: Type.Object(
    {
      accepted: Type.Integer(),
      rejected: Type.Integer(),
      throttled: Type.Integer(),
      temporary: Type.Integer(),
      uncertain: Type.Integer(),
    },
    { description: 'Of its submits, since it was started' },
  ),
  last_refusal: Type.Unsafe<{ status: string; at: string } | null>({
    type: ['object', 'null'],
    properties: { status: { type: 'string' }, at: { type: 'string', format: 'date-time' } },
    required: ['status', 'at'],
  }),
})

const Carrier = Type.Object({
  id: Id,
  name: Type.String({ examples: ['Vodacom TZ'] }),
  kind: oneOf(KINDS, { examples: ['smpp'] }),
  config: Config,
  has_secret: Type.Boolean({ examples: [true] }),
  paused: Type.Boolean({ examples: [false] }),
  status: nullable(Status),
  waiting: Type.Integer({ description: 'Messages in memory that it is to be given next', examples: [0] }),
  created_at: Time,
})

function settingsOf({ created_at, ...view }: CarrierView): Omit<Static<typeof Carrier>, 'status' | 'waiting'> {
  return { ...view, created_at: created_at.toISOString() }
}

function statusOf(status: CarrierStanding | null): Static<typeof Status> | null {
  if (!status) return null
  return {
    up: status.up,
    binds: status.binds,
    window_free: status.windowFree,
    window_max: status.windowMax,
    submits_per_second_max: status.submitsPerSecondMax,
    since: status.sinceMs === null ? null : new Date(status.sinceMs).toISOString(),
    last_error: status.lastError,
    accepted_per_second: status.acceptedPerSecond,
    answers: {
      accepted: status.accepted,
      rejected: status.rejected,
      throttled: status.throttled,
      temporary: status.temporary,
      uncertain: status.uncertain,
    },
    last_refusal: status.lastRefusal && {
      status: status.lastRefusal.status,
      at: new Date(status.lastRefusal.atMs).toISOString(),
    },
  }
}

const ROUTES_MAX = 1000

/** A route's messages wait for its first carrier that is up; where none is, for its first. */
async function waitingFor({ setup, carrierStatus, waiting }: OperatorContext): Promise<Map<string, number>> {
  const depths = waiting()
  const counts = new Map<string, number>()
  if (depths.size === 0) return counts
  for (const { id, carrier_ids } of await listRoutes(setup, null, ROUTES_MAX)) {
    const next = carrier_ids.find((carrierId) => carrierStatus(carrierId)?.up) ?? carrier_ids[0]
    if (next !== undefined) counts.set(next, (counts.get(next) ?? 0) + (depths.get(id) ?? 0))
  }
  return counts
}
