// /v1/operator/number-requests: numbers that accounts ask for. One is assigned by the call that assigns numbers, with its
// `request_id`; or refused here.
import { type Static, Type } from 'typebox'
import {
  NUMBER_REQUEST_STATUSES,
  numberRequestQueue,
  type QueuedNumberRequest,
  refuseNumberRequest,
} from '../../../setup/number-requests.ts'
import { errorAnswers } from '../answers.ts'
import { answerOf } from '../auth.ts'
import { LIMIT_DEFAULT, lastSeen, page } from '../cursor.ts'
import { NumberRequest, shown } from '../routes/number-requests.ts'
import { Id, list, oneOf, PageQuery } from '../schema.ts'
import type { OperatorApp } from './context.ts'

const tags = ['Operator: numbers']

export function numberRequestRoutes({ app, context: { setup }, allow }: OperatorApp): void {
  app.get(
    '/number-requests',
    {
      config: allow('numbers:assign'),
      schema: {
        tags,
        operationId: 'operatorListNumberRequests',
        summary: 'List the numbers that accounts ask for',
        description: 'Of all accounts, the oldest first: who has waited longest is next.',
        querystring: Type.Object({ status: Type.Optional(oneOf(NUMBER_REQUEST_STATUSES)), ...PageQuery }),
        response: { 200: list(QueuedRequest, 'A page of requests'), ...errorAnswers() },
      },
    },
    async ({ query: { status = null, cursor, limit = LIMIT_DEFAULT } }) =>
      page(await numberRequestQueue(setup, status, lastSeen(cursor), limit + 1), limit, queued),
  )

  app.post(
    '/accounts/:account_id/number-requests/:id/refuse',
    {
      config: allow('numbers:assign'),
      schema: {
        tags,
        operationId: 'operatorRefuseNumberRequest',
        summary: 'Refuse a number',
        description: 'The reason is told to the account.',
        params: Type.Object({
          account_id: Type.String({ description: "The account's id" }),
          id: Type.String({ description: "The request's id" }),
        }),
        body: Type.Object(
          { reason: Type.String({ description: '1 to 200 characters' }) },
          { examples: [{ reason: 'Short codes of that country are given to banks alone.' }] },
        ),
        response: { 200: StaffRequest, ...errorAnswers({ body: true, codes: ['not_found'] }) },
      },
    },
    async ({ params, body, staff }) => {
      const refused = refuseNumberRequest(setup, staff.actor, params.account_id, params.id, body.reason)
      const row = await answerOf(refused)
      return { ...shown(row), account_id: row.account_id }
    },
  )
}

const StaffRequest = Type.Object({ ...NumberRequest.properties, account_id: Id })
const QueuedRequest = Type.Object({
  ...StaffRequest.properties,
  account_name: Type.String({ examples: ['Duka la Juma'] }),
})

function queued(row: QueuedNumberRequest): Static<typeof QueuedRequest> {
  return { ...shown(row), account_id: row.account_id, account_name: row.account_name }
}
