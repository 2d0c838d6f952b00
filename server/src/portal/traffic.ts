// /portal/api/traffic: how many of an account's messages are in which state, over a time.
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { refuse } from '../core/errors.ts'
import { MESSAGE_STATES, type MessageState } from '../core/messages.ts'
import type { Setup } from '../setup/setup.ts'
import { countByState } from '../store/traffic.ts'

const DAYS_MAX = 31

export function trafficRoute(instance: FastifyInstance, { database, clock }: Setup): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>()
  app.get(
    '/traffic',
    { config: { permission: 'messages:read' }, schema: { querystring: Query } },
    async ({ query, caller: { account } }) => {
      const fromMs = Date.parse(query.from)
      const toMs = query.to === undefined ? clock.now() + 1 : Date.parse(query.to)
      if (toMs - fromMs > DAYS_MAX * 86_400_000 || fromMs < 0) {
        refuse({ code: 'field_invalid', field: 'from', message: `from is at the most ${DAYS_MAX} days before to.` })
      }
      const rows = await database.transaction([account.id], (tx) => countByState(tx, account.id, fromMs, toMs))
      const counts = Object.fromEntries(MESSAGE_STATES.map((state) => [state, 0])) as Record<MessageState, number>
      for (const { state, messages } of rows) counts[state] = messages
      return { by_state: counts, messages: rows.reduce((sum, { messages }) => sum + messages, 0) }
    },
  )
}

const Query = Type.Object({
  from: Type.String({ format: 'date-time' }),
  to: Type.Optional(Type.String({ format: 'date-time' })),
})
