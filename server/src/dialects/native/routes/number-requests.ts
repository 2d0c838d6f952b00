// /v1/number-requests: numbers that an account asks for, by country and what it needs them for.
import { type Static, Type } from 'typebox'
import { shownNumber } from '../../../core/inbound.ts'
import {
  listNumberRequests,
  NUMBER_KINDS,
  NUMBER_REQUEST_STATUSES,
  type NumberRequestRow,
  requestNumber,
  withdrawNumberRequest,
} from '../../../setup/number-requests.ts'
import type { Setup } from '../../../setup/setup.ts'
import { errorAnswers } from '../answers.ts'
import { actorOf, answerOf } from '../auth.ts'
import { LIMIT_DEFAULT, lastSeen, page } from '../cursor.ts'
import { Id, IdParams, list, nullable, oneOf, PageQuery, Time } from '../schema.ts'
import type { NativeApp } from '../scope.ts'

const tags = ['Two-way']

export function numberRequestRoutes(app: NativeApp, setup: Setup): void {
  app.get(
    '/number-requests',
    {
      config: { permission: 'account:read' },
      schema: {
        tags,
        operationId: 'listNumberRequests',
        summary: 'List the numbers you asked for',
        description: 'The newest first.',
        querystring: Type.Object(PageQuery),
        response: { 200: list(NumberRequest, 'A page of requests'), ...errorAnswers() },
      },
    },
    async ({ query: { cursor, limit = LIMIT_DEFAULT }, caller }) =>
      page(await answerOf(listNumberRequests(setup, caller.account.id, lastSeen(cursor), limit + 1)), limit, shown),
  )

  app.post(
    '/number-requests',
    {
      config: { permission: 'account:write' },
      schema: {
        tags,
        operationId: 'requestNumber',
        summary: 'Ask for a number',
        description:
          'It is `pending` until the operator assigns one, which is then among your numbers, or says why not.',
        body: NewNumberRequest,
        response: { 201: NumberRequest, ...errorAnswers({ body: true, codes: ['conflict'] }) },
      },
    },
    async ({ body, caller }, reply) => {
      const row = await answerOf(requestNumber(setup, actorOf(caller), caller.account.id, body))
      return reply.code(201).send(shown(row))
    },
  )

  app.delete(
    '/number-requests/:id',
    {
      config: { permission: 'account:write' },
      schema: {
        tags,
        operationId: 'withdrawNumberRequest',
        summary: 'Withdraw a request for a number',
        description: 'While nobody has decided.',
        params: IdParams,
        response: { 204: Type.Null({ description: 'Withdrawn' }), ...errorAnswers({ codes: ['not_found'] }) },
      },
    },
    async ({ params, caller }, reply) => {
      await answerOf(withdrawNumberRequest(setup, actorOf(caller), caller.account.id, params.id))
      return reply.code(204).send(null)
    },
  )
}

const Country = Type.String({ description: 'ISO 3166-1 alpha-2', examples: ['TZ'] })
const Kind = oneOf(NUMBER_KINDS, {
  description:
    '`long_code` is a number as any phone has one; `short_code` has a few digits, is easy to remember and takes weeks',
  examples: ['long_code'],
})
const Purpose = Type.String({ description: 'What you need it for, 1 to 400 characters', examples: ['Orders by SMS'] })

const NewNumberRequest = Type.Object(
  { country: Country, kind: Kind, purpose: Purpose },
  { examples: [{ country: 'TZ', kind: 'long_code', purpose: 'Customers order by SMS, about 500 a day.' }] },
)

export const NumberRequest = Type.Object({
  id: Id,
  country: Country,
  kind: Kind,
  purpose: Purpose,
  status: oneOf(NUMBER_REQUEST_STATUSES, { examples: ['pending'] }),
  number: nullable(Type.String(), { description: 'The one assigned', examples: [null] }),
  reason: nullable(Type.String(), { description: 'Why it was refused', examples: [null] }),
  created_at: Time,
  decided_at: nullable(Time, { examples: [null] }),
})

export function shown(row: NumberRequestRow): Static<typeof NumberRequest> {
  return {
    id: row.id,
    country: row.country,
    kind: row.kind,
    purpose: row.purpose,
    status: row.status,
    number: row.number === null ? null : shownNumber(row.number),
    reason: row.reason,
    created_at: row.created_at.toISOString(),
    decided_at: row.decided_at?.toISOString() ?? null,
  }
}
