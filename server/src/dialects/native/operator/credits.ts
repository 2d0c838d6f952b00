// Credits: what staff put into wallets and take out, a second person agreeing above a limit.
import { type Static, Type } from 'typebox'
import { refuse } from '../../../core/errors.ts'
import { namesOf } from '../../../setup/audit.ts'
import {
  type CreditRow,
  confirmCredit,
  creditAccount,
  creditLimits,
  pendingCredits,
  refuseCredit,
  setCreditLimits,
} from '../../../setup/credits.ts'
import { errorAnswers } from '../answers.ts'
import { answerOf } from '../auth.ts'
import { LIMIT_DEFAULT, lastSeen, page } from '../cursor.ts'
import { Id, IdParams, list, nullable, oneOf, PageQuery, Time } from '../schema.ts'
import { amountOf, Price, PriceCurrency, printed } from './amounts.ts'
import type { OperatorApp } from './context.ts'

const tags = ['Operator: money']

export function creditRoutes({ app, context: { setup }, allow }: OperatorApp): void {
  app.post(
    '/accounts/:id/credits',
    {
      config: allow('credits:give'),
      schema: {
        tags,
        operationId: 'operatorCreditAccount',
        summary: "Credit an account's wallet",
        description:
          'The same `reference` again changes nothing and answers as before; with another amount it is a conflict. ' +
          'Above the limit of one person the credit is `pending` until a second one confirms it.',
        params: IdParams,
        body: NewCredit,
        response: {
          201: Credit,
          ...errorAnswers({ body: true, codes: ['not_found', 'conflict', 'insufficient_funds'] }),
        },
      },
    },
    async ({ params, body, staff }, reply) => {
      const { kind = 'topup', currency, note, reference } = body
      const amount = amountOf(body.amount, currency, 'amount')
      const input = { kind, amount, currency, note, reference }
      return reply.code(201).send(credit(await answerOf(creditAccount(setup, staff.actor, params.id, input))))
    },
  )

  app.get(
    '/credits/pending',
    {
      config: allow('credits:give'),
      schema: {
        tags,
        operationId: 'operatorListPendingCredits',
        summary: 'List credits that wait for a second person',
        description: 'Of all accounts, the newest first, with the names to know them by before confirming one.',
        querystring: Type.Object(PageQuery),
        response: { 200: list(PendingCredit, 'A page of credits'), ...errorAnswers() },
      },
    },
    async ({ query: { cursor, limit = LIMIT_DEFAULT } }) => {
      const rows = await pendingCredits(setup, lastSeen(cursor), limit + 1)
      const named = rows.flatMap(({ account_id, requested_by }) => [`account:${account_id}`, requested_by])
      const names = await namesOf(setup, named)
      return page(rows, limit, (row) => ({
        ...credit(row),
        account_name: names.get(`account:${row.account_id}`) ?? '',
        requested_by_name: names.get(row.requested_by) ?? null,
      }))
    },
  )

  for (const { word, decide, summary, description } of DECISIONS) {
    app.post(
      `/accounts/:id/credits/:credit_id/${word}`,
      {
        config: allow('credits:give'),
        schema: {
          tags,
          operationId: `operator${word[0]?.toUpperCase()}${word.slice(1)}Credit`,
          summary,
          description,
          params: CreditParams,
          response: { 200: Credit, ...errorAnswers({ codes: ['not_found', 'conflict', 'insufficient_funds'] }) },
        },
      },
      async ({ params, staff }) => credit(await answerOf(decide(setup, staff.actor, params.id, params.credit_id))),
    )
  }

  app.get(
    '/credit-limits',
    {
      config: allow('credits:give'),
      schema: {
        tags,
        operationId: 'operatorGetCreditLimits',
        summary: 'See how much one person may credit',
        response: { 200: Limits, ...errorAnswers() },
      },
    },
    async () => printedLimits(await creditLimits(setup)),
  )

  app.put(
    '/credit-limits',
    {
      config: allow('credits:limit'),
      schema: {
        tags,
        operationId: 'operatorSetCreditLimits',
        summary: 'Set how much one person may credit',
        description: 'Replaces the whole list. A currency that is not in it has no limit.',
        body: Limits,
        response: { 200: Limits, ...errorAnswers({ body: true }) },
      },
    },
    async ({ body, staff }) => {
      const limits = body.data.map(({ currency, amount }, row) => {
        const isTwice = body.data.findIndex((other) => other.currency === currency) !== row
        if (isTwice) {
          const message = `${currency} has two limits: leave one of them out.`
          refuse({ code: 'field_invalid', field: `data.${row}.currency`, message })
        }
        return [currency, amountOf(amount, currency, `data.${row}.amount`)] as const
      })
      return printedLimits(await answerOf(setCreditLimits(setup, staff.actor, new Map(limits))))
    },
  )
}

const DECISIONS = [
  {
    word: 'confirm',
    decide: confirmCredit,
    summary: 'Confirm a pending credit',
    description: 'By another person than the one who asked for it. It is in the wallet with the answer.',
  },
  {
    word: 'refuse',
    decide: refuseCredit,
    summary: 'Refuse a pending credit',
    description: 'It will not be applied. Whoever asked for it may withdraw it so.',
  },
] as const

const CreditParams = Type.Object({
  id: Type.String({ description: "The account's id" }),
  credit_id: Type.String({ description: "The credit's id" }),
})

const KINDS = ['topup', 'adjustment'] as const
const NewCredit = Type.Object(
  {
    amount: { ...Price, description: 'A decimal string; below zero takes out, for an adjustment' },
    currency: { ...PriceCurrency, description: "The wallet's, said again to be sure" },
    kind: Type.Optional(
      oneOf(KINDS, { default: 'topup', description: '`topup`: it was paid for. `adjustment`: a correction.' }),
    ),
    note: Type.String({ description: 'Why, for the statement: 1 to 200 characters' }),
    reference: Type.String({ description: 'Names the payment: 1 to 100 characters, once an account' }),
  },
  { examples: [{ amount: '50000.00', currency: 'TZS', note: 'M-Pesa, 2 March', reference: 'QK71XD90' }] },
)

const Credit = Type.Object({
  id: Id,
  account_id: Id,
  status: oneOf(['pending', 'applied', 'refused'], { examples: ['applied'] }),
  kind: oneOf(KINDS, { examples: ['topup'] }),
  amount: Price,
  currency: PriceCurrency,
  note: Type.String(),
  reference: Type.String(),
  requested_by: Type.String({ description: 'Who of the staff asked for it' }),
  decided_by: nullable(Type.String(), { description: 'Who confirmed or refused it' }),
  created_at: Time,
  decided_at: nullable(Time),
})

const PendingCredit = Type.Object({
  ...Credit.properties,
  account_name: Type.String({ examples: ['Duka la Juma'] }),
  requested_by_name: nullable(Type.String(), { description: 'Of a person, or a token of staff', examples: ['Neema'] }),
})

function credit(row: CreditRow): Static<typeof Credit> {
  return {
    id: row.id,
    account_id: row.account_id,
    status: row.status,
    kind: row.kind,
    amount: printed(row.amount, row.currency),
    currency: row.currency,
    note: row.note,
    reference: row.reference,
    requested_by: row.requested_by,
    decided_by: row.decided_by,
    created_at: row.created_at.toISOString(),
    decided_at: row.decided_at?.toISOString() ?? null,
  }
}

const Limits = Type.Object(
  { data: Type.Array(Type.Object({ currency: PriceCurrency, amount: Price }), { maxItems: 200 }) },
  { examples: [{ data: [{ currency: 'TZS', amount: '1000000.00' }] }] },
)

function printedLimits(limits: ReadonlyMap<string, bigint>): Static<typeof Limits> {
  return { data: [...limits].map(([currency, limit]) => ({ currency, amount: printed(limit, currency) })) }
}
