// /v1/operator/carriers: how each carrier is reached, and how it stands now.
import { type Static, Type } from 'typebox'
import { type CarrierView, changeCarrier, createCarrier, listCarriers } from '../../../setup/carriers.ts'
import { errorAnswers } from '../answers.ts'
import { answerOf } from '../auth.ts'
import { Id, IdParams, nullable, oneOf, Time } from '../schema.ts'
import type { CarrierStatus, OperatorApp } from './context.ts'

const tags = ['Operator: routes and carriers']

export function carrierRoutes({ app, context: { setup, carrierStatus }, allow }: OperatorApp): void {
  const carrier = (view: CarrierView) => ({ ...settingsOf(view), status: statusOf(carrierStatus(view.id)) })

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
    async () => ({ data: (await listCarriers(setup)).map(carrier) }),
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
      return reply.code(201).send(carrier(made))
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
  last_error: nullable(Type.String()),
})

const Carrier = Type.Object({
  id: Id,
  name: Type.String({ examples: ['Vodacom TZ'] }),
  kind: oneOf(KINDS, { examples: ['smpp'] }),
  config: Config,
  has_secret: Type.Boolean({ examples: [true] }),
  paused: Type.Boolean({ examples: [false] }),
  status: nullable(Status),
  created_at: Time,
})

function settingsOf({ created_at, ...view }: CarrierView): Omit<Static<typeof Carrier>, 'status'> {
  return { ...view, created_at: created_at.toISOString() }
}

function statusOf(status: CarrierStatus | null): Static<typeof Status> | null {
  if (!status) return null
  return {
    up: status.up,
    binds: status.binds,
    window_free: status.windowFree,
    window_max: status.windowMax,
    submits_per_second_max: status.submitsPerSecondMax,
    since: status.sinceMs === null ? null : new Date(status.sinceMs).toISOString(),
    last_error: status.lastError,
  }
}
