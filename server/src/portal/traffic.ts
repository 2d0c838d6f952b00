// /portal/api/traffic: how many of an account's messages are in which state, over a time; by day and route for charts.
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { refuse } from '../core/errors.ts'
import { MESSAGE_STATES, type MessageState } from '../core/messages.ts'
import type { Platform } from '../pipeline/platform.ts'
import type { Setup } from '../setup/setup.ts'
import { countByDay, countByState } from '../store/traffic.ts'

const DAYS_MAX = 31

export function trafficRoute(
  instance: FastifyInstance,
  { database, clock }: Pick<Setup, 'database' | 'clock'>,
  platform: Pick<Platform, 'network'>,
): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>()
  const config = { permission: 'messages:read' }

  app.get('/traffic', { config, schema: { querystring: Query } }, async ({ query, caller: { account } }) => {
    const { fromMs, toMs } = timesOf(query)
    const rows = await database.transaction([account.id], (tx) => countByState(tx, account.id, fromMs, toMs))
    const counts = noMessages()
    for (const { state, messages } of rows) counts[state] = messages
    return { by_state: counts, messages: rows.reduce((sum, { messages }) => sum + messages, 0) }
  })

  app.get('/traffic/days', { config, schema: { querystring: DaysQuery } }, async ({ query, caller: { account } }) => {
    const { fromMs, toMs } = timesOf(query)
    const zone = zoneOf(query.zone)
    const [rows, network] = await Promise.all([
      database.transaction([account.id], (tx) => countByDay(tx, account.id, fromMs, toMs, zone)),
      platform.network(),
    ])
    const days = new Map<string, { day: string; by_state: Record<MessageState, number>; segments: number }>()
    const routes = new Map<string, { route: string; by_state: Record<MessageState, number> }>()
    for (const { day, route_id, state, messages, segments } of rows) {
      const ofDay = days.get(day) ?? { day, by_state: noMessages(), segments: 0 }
      const code = network.routes.byId.get(route_id)?.code ?? '–' // a route that is gone
      const ofRoute = routes.get(code) ?? { route: code, by_state: noMessages() }
      ofDay.by_state[state] += messages
      ofDay.segments += segments
      ofRoute.by_state[state] += messages
      days.set(day, ofDay)
      routes.set(code, ofRoute)
    }
    return {
      days: [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1)),
      routes: [...routes.values()].sort((a, b) => sum(b.by_state) - sum(a.by_state)),
    }
  })

  function timesOf(query: Static<typeof Query>): { fromMs: number; toMs: number } {
    const fromMs = Date.parse(query.from)
    const toMs = query.to === undefined ? clock.now() + 1 : Date.parse(query.to)
    if (toMs - fromMs > DAYS_MAX * 86_400_000 || fromMs < 0) {
      refuse({ code: 'field_invalid', field: 'from', message: `from is at the most ${DAYS_MAX} days before to.` })
    }
    return { fromMs, toMs }
  }
}

const Query = Type.Object({
  from: Type.String({ format: 'date-time' }),
  to: Type.Optional(Type.String({ format: 'date-time' })),
})
const DaysQuery = Type.Object({ ...Query.properties, zone: Type.Optional(Type.String({ maxLength: 64 })) })

const noMessages = () => Object.fromEntries(MESSAGE_STATES.map((state) => [state, 0])) as Record<MessageState, number>
const sum = (counts: Record<MessageState, number>): number => Object.values(counts).reduce((a, b) => a + b, 0)

/** As PostgreSQL knows them too: a name, where an offset would be read with the sign the other way round. */
function zoneOf(name = 'UTC'): string {
  try {
    if (/^[A-Za-z]/.test(name)) return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {}
  return refuse({
    code: 'field_invalid',
    field: 'zone',
    message: 'zone is the name of a time zone, as in Africa/Dar_es_Salaam.',
  })
}
