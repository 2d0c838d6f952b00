// /v1/operator/numbers: which account each two-way number belongs to.
import { type Static, Type } from 'typebox'
import { type AssignedNumber, assignNumber, listAssignedNumbers, unassignNumber } from '../../../setup/numbers.ts'
import { errorAnswers } from '../answers.ts'
import { answerOf } from '../auth.ts'
import { LIMIT_DEFAULT, lastSeen, page } from '../cursor.ts'
import { number, TwoWayNumber } from '../routes/numbers.ts'
import { Id, list, nullable, PageQuery } from '../schema.ts'
import type { OperatorApp } from './context.ts'

const tags = ['Operator: numbers']

export function numberRoutes({ app, context: { setup }, allow }: OperatorApp): void {
  app.get(
    '/numbers',
    {
      config: allow('numbers:assign'),
      schema: {
        tags,
        operationId: 'operatorListNumbers',
        summary: 'List assigned numbers',
        description: 'Of all accounts, the newest first.',
        querystring: Type.Object({
          search: Type.Optional(
            Type.String({ maxLength: 100, description: "Part of the number or of its account's name, in any case" }),
          ),
          ...PageQuery,
        }),
        response: { 200: list(ListedNumber, 'A page of numbers'), ...errorAnswers() },
      },
    },
    async ({ query: { search = null, cursor, limit = LIMIT_DEFAULT } }) =>
      page(await listAssignedNumbers(setup, search, lastSeen(cursor), limit + 1), limit, listed),
  )

  app.post(
    '/accounts/:id/numbers',
    {
      config: allow('numbers:assign'),
      schema: {
        tags,
        operationId: 'operatorAssignNumber',
        summary: 'Assign a number to an account',
        description:
          'What is written to it is the account’s from now on, and the account may send from it. A number of another account is a conflict.',
        params: Type.Object({ id: Type.String({ description: "The account's id" }) }),
        body: NewNumber,
        response: { 201: StaffNumber, ...errorAnswers({ body: true, codes: ['not_found', 'conflict'] }) },
      },
    },
    async ({ params, body, staff }, reply) => {
      const { carrier_id: carrierId, callback_url: callbackUrl, request_id: requestId, style = 'native' } = body
      const optional = { carrierId: carrierId ?? null, callbackUrl: callbackUrl ?? null, requestId: requestId ?? null }
      const input = { number: body.number, ...optional, style }
      const row = await answerOf(assignNumber(setup, staff.actor, params.id, input))
      return reply.code(201).send(staffNumber(row))
    },
  )

  app.delete(
    '/accounts/:account_id/numbers/:id',
    {
      config: allow('numbers:assign'),
      schema: {
        tags,
        operationId: 'operatorUnassignNumber',
        summary: 'Take a number from an account',
        description: 'What is written to it is nobody’s from now on, and nothing more is sent from it.',
        params: Type.Object({
          account_id: Type.String({ description: "The account's id" }),
          id: Type.String({ description: "The number's id" }),
        }),
        response: { 204: Type.Null({ description: 'Unassigned' }), ...errorAnswers({ codes: ['not_found'] }) },
      },
    },
    async ({ params, staff }, reply) => {
      await answerOf(unassignNumber(setup, staff.actor, params.account_id, params.id))
      return reply.code(204).send(null)
    },
  )
}

const CarrierId = nullable(Type.String(), {
  description: 'The only carrier whose messages count; null is any',
  examples: [null],
})

const NewNumber = Type.Object(
  {
    number: Type.String({ description: 'With its country code, or a short code', examples: ['+255701000001'] }),
    carrier_id: Type.Optional(CarrierId),
    callback_url: Type.Optional(TwoWayNumber.properties.callback_url),
    style: Type.Optional(TwoWayNumber.properties.style),
    request_id: Type.Optional(
      nullable(Type.String(), { description: "The account's request that this is for", examples: [null] }),
    ),
  },
  { examples: [{ number: '+255701000001', callback_url: 'https://hooks.example.com/inbound' }] },
)

const StaffNumber = Type.Object({ ...TwoWayNumber.properties, account_id: Id, carrier_id: CarrierId })
const ListedNumber = Type.Object({
  ...StaffNumber.properties,
  account_name: Type.String({ examples: ['Duka la Juma'] }),
})

function staffNumber(row: Omit<AssignedNumber, 'account_name'>): Static<typeof StaffNumber> {
  return { ...number(row), account_id: row.account_id, carrier_id: row.carrier_id }
}

function listed(row: AssignedNumber): Static<typeof ListedNumber> {
  return { ...staffNumber(row), account_name: row.account_name }
}
