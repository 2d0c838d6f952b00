// /v1/opt-outs: subscribers who want nothing more from an account.
import { type Static, Type } from 'typebox'
import { plainNumber, shownNumber } from '../../../core/inbound.ts'
import { listOptOuts, type OptOutRow, optOut, removeOptOut } from '../../../setup/opt-outs.ts'
import type { Setup } from '../../../setup/setup.ts'
import { errorAnswers } from '../answers.ts'
import { actorOf, answerOf } from '../auth.ts'
import { LIMIT_DEFAULT, lastSeen, page } from '../cursor.ts'
import { Id, IdParams, list, oneOf, PageQuery, PhoneNumber, Time } from '../schema.ts'
import type { NativeApp } from '../scope.ts'

const tags = ['Two-way']
const writes = { permission: 'account:write' }

export function optOutRoutes(app: NativeApp, setup: Setup): void {
  app.get(
    '/opt-outs',
    {
      config: { permission: 'account:read' },
      schema: {
        tags,
        operationId: 'listOptOuts',
        summary: 'List who has opted out',
        description: 'The newest first.',
        querystring: Type.Object({
          number: Type.Optional(Type.String({ maxLength: 40, description: 'One number, to see whether it has' })),
          ...PageQuery,
        }),
        response: { 200: list(OptOut, 'A page of opt-outs'), ...errorAnswers() },
      },
    },
    async ({ query, caller }) => {
      const { number, cursor, limit = LIMIT_DEFAULT } = query
      const msisdn = number === undefined ? null : plainNumber(number)
      const rows = await answerOf(listOptOuts(setup, caller.account.id, msisdn, lastSeen(cursor), limit + 1))
      return page(rows, limit, shown)
    },
  )

  app.post(
    '/opt-outs',
    {
      config: writes,
      schema: {
        tags,
        operationId: 'addOptOut',
        summary: 'Opt a number out',
        description: 'From now on a request that has it among its recipients is refused.',
        body: Type.Object({ number: PhoneNumber }, { examples: [{ number: '+255701000000' }] }),
        response: { 201: OptOut, ...errorAnswers({ body: true, codes: ['recipient_invalid', 'conflict'] }) },
      },
    },
    async ({ body, caller }, reply) => {
      const added = await answerOf(optOut(setup, actorOf(caller), caller.account.id, body.number))
      return reply.code(201).send(shown(added))
    },
  )

  app.delete(
    '/opt-outs/:id',
    {
      config: writes,
      schema: {
        tags,
        operationId: 'removeOptOut',
        summary: 'Remove an opt-out',
        description: 'Where the subscriber has told you to: START does it without you.',
        params: IdParams,
        response: { 204: Type.Null({ description: 'Removed' }), ...errorAnswers({ codes: ['not_found'] }) },
      },
    },
    async ({ params, caller }, reply) => {
      await answerOf(removeOptOut(setup, actorOf(caller), caller.account.id, params.id))
      return reply.code(204).send(null)
    },
  )
}

const OptOut = Type.Object({
  id: Id,
  number: PhoneNumber,
  source: oneOf(['keyword', 'account'], { description: 'Who asked for it: the subscriber by a keyword, or you' }),
  created_at: Time,
})

function shown({ id, msisdn, source, created_at }: OptOutRow): Static<typeof OptOut> {
  return { id, number: shownNumber(msisdn), source, created_at: created_at.toISOString() }
}
