// /v1/operator/accounts: the operator's customers.
import { type Static, Type } from 'typebox'
import { MOVEMENTS, type TransferKind } from '../../../core/ledger.ts'
import {
  type AccountRow,
  accountStatement,
  changeAccountSettings,
  createAccount,
  getAccount,
  listAccounts,
  rotateAccountWebhookSecret,
} from '../../../setup/accounts.ts'
import { errorAnswers } from '../answers.ts'
import { answerOf } from '../auth.ts'
import { LIMIT_DEFAULT, lastSeen, page } from '../cursor.ts'
import { changeOf, withBalances } from '../routes/statement.ts'
import { Amount, Currency, Id, IdParams, list, nullable, oneOf, PageQuery, Time } from '../schema.ts'
import { printed } from './amounts.ts'
import type { OperatorApp } from './context.ts'

const tags = ['Operator: accounts']

export function accountRoutes({ app, context: { setup }, allow }: OperatorApp): void {
  app.get(
    '/accounts',
    {
      config: allow('accounts:read'),
      schema: {
        tags,
        operationId: 'operatorListAccounts',
        summary: 'List accounts',
        description: 'The newest first.',
        querystring: Type.Object({
          name: Type.Optional(Type.String({ maxLength: 100, description: 'Part of its name, in any case' })),
          status: Type.Optional(oneOf(STATUSES)),
          rate_plan_id: Type.Optional(Id),
          email: Type.Optional(Type.String({ maxLength: 254, description: 'Part of the e-mail of one of its people' })),
          ...PageQuery,
        }),
        response: { 200: list(Account, 'A page of accounts'), ...errorAnswers() },
      },
    },
    async ({ query }) => {
      const { name = null, status = null, rate_plan_id: ratePlanId = null, email = null, cursor } = query
      const { limit = LIMIT_DEFAULT } = query
      const filter = { name, status, ratePlanId, email }
      return page(await listAccounts(setup, filter, lastSeen(cursor), limit + 1), limit, account)
    },
  )

  app.post(
    '/accounts',
    {
      config: allow('accounts:change'),
      schema: {
        tags,
        operationId: 'operatorCreateAccount',
        summary: 'Create an account',
        description: 'Its wallet is in what the prices of its rate plan are in. The webhook secret is shown this once.',
        body: NewAccount,
        response: { 201: CreatedAccount, ...errorAnswers({ body: true }) },
      },
    },
    async ({ body, staff }, reply) => {
      const input = { name: body.name, ratePlanId: body.rate_plan_id, ...settings(body) }
      const made = await answerOf(createAccount(setup, staff.actor, input))
      return reply.code(201).send({ ...account(made.account), webhook_secret: made.webhookSecret })
    },
  )

  app.get(
    '/accounts/:id',
    {
      config: allow('accounts:read'),
      schema: {
        tags,
        operationId: 'operatorGetAccount',
        summary: 'See an account',
        params: IdParams,
        response: { 200: Account, ...errorAnswers({ codes: ['not_found'] }) },
      },
    },
    async ({ params }) => account(await answerOf(getAccount(setup, params.id))),
  )

  app.patch(
    '/accounts/:id',
    {
      config: allow('accounts:change'),
      schema: {
        tags,
        operationId: 'operatorChangeAccount',
        summary: 'Change an account',
        description:
          'Fields that are absent stay. `suspended` stops it within a second on every node; what it has sent goes on. ' +
          'A rate plan whose prices are in another currency than the wallet is a conflict.',
        params: IdParams,
        body: AccountPatch,
        response: { 200: Account, ...errorAnswers({ body: true, codes: ['not_found', 'conflict'] }) },
      },
    },
    async ({ params, body, staff }) => {
      const patch = { name: body.name, ratePlanId: body.rate_plan_id, ...settings(body) }
      return account(await answerOf(changeAccountSettings(setup, staff.actor, params.id, patch)))
    },
  )

  app.get(
    '/accounts/:id/statement',
    {
      config: allow('accounts:read'),
      schema: {
        tags,
        operationId: 'operatorGetStatement',
        summary: "Read an account's statement",
        description: 'Every movement of its wallet, the newest first.',
        params: IdParams,
        querystring: Type.Object(PageQuery),
        response: { 200: list(Movement, 'A page of movements'), ...errorAnswers({ codes: ['not_found'] }) },
      },
    },
    async ({ params, query }) => {
      const { cursor, limit = LIMIT_DEFAULT } = query
      const { currency, ...read } = await answerOf(accountStatement(setup, params.id, lastSeen(cursor), limit + 1))
      return page(withBalances(read, { kind: null }), limit, (row) => ({
        id: row.id,
        at: row.at.toISOString(),
        kind: row.kind,
        from: row.debit,
        to: row.credit,
        amount: printed(row.amount, currency),
        change: printed(changeOf(row), currency),
        balance: row.freeAfter === null ? null : printed(row.freeAfter, currency),
        currency,
        subject_id: row.subject_id,
        note: row.note,
      }))
    },
  )

  app.post(
    '/accounts/:id/webhook-secret',
    {
      config: allow('accounts:serve'),
      schema: {
        tags,
        operationId: 'operatorRotateWebhookSecret',
        summary: "Replace an account's webhook secret",
        description:
          'What its callback URLs are signed with; endpoints have secrets of their own. Shown this once; the one before it stops at once.',
        params: IdParams,
        response: {
          200: Type.Object({ webhook_secret: WebhookSecret }),
          ...errorAnswers({ codes: ['not_found'] }),
        },
      },
    },
    async ({ params, staff }) => ({
      webhook_secret: await answerOf(rotateAccountWebhookSecret(setup, staff.actor, params.id)),
    }),
  )
}

const STATUSES = ['pending', 'active', 'suspended'] as const
const KINDS = Object.keys(MOVEMENTS) as TransferKind[]

const WebhookSecret = Type.String({ examples: ['whsec_…'] })
const Name = Type.String({ description: '1 to 100 characters', examples: ['Duka la Juma'] })
const Settings = {
  status: Type.Optional(oneOf(STATUSES, { examples: ['active'] })),
  default_sender: Type.Optional(nullable(Type.String(), { description: 'Where a send names none' })),
  requests_per_minute: Type.Optional(Type.Integer({ minimum: 1, description: 'Of all its credentials together' })),
}
const NewAccount = Type.Object(
  { name: Name, rate_plan_id: Id, ...Settings },
  {
    examples: [{ name: 'Duka la Juma', rate_plan_id: '0199d4c2-7a41-7c1e-9b5d-2f8f0a6f3c11', default_sender: 'DUKA' }],
  },
)
const AccountPatch = Type.Object(
  { name: Type.Optional(Name), rate_plan_id: Type.Optional(Id), ...Settings },
  { examples: [{ status: 'suspended' }] },
)

const Account = Type.Object({
  id: Id,
  name: Name,
  status: oneOf(STATUSES, { examples: ['active'] }),
  rate_plan_id: Id,
  rate_plan: Type.String({ examples: ['Standard'] }),
  default_sender: nullable(Type.String(), { examples: ['DUKA'] }),
  requests_per_minute: Type.Integer({ examples: [600_000] }),
  balance: { ...Amount, description: 'What it can spend: what is held is taken off' },
  held: { ...Amount, description: 'For messages under way' },
  currency: Currency,
  created_at: Time,
})
const CreatedAccount = Type.Object({ ...Account.properties, webhook_secret: WebhookSecret })

const Movement = Type.Object({
  id: Id,
  at: Time,
  kind: oneOf(KINDS, { examples: ['topup'] }),
  from: Type.String({ description: 'The book that it left', examples: ['funding'] }),
  to: Type.String({ description: 'The book that it went to', examples: ['available'] }),
  amount: Amount,
  change: { ...Amount, description: 'What it did to the balance; 0 for a capture, which was held before' },
  balance: nullable(Amount, { description: 'What could be spent after it; null where it is long ago' }),
  currency: Currency,
  subject_id: { ...Id, description: 'The request, message or credit that it was for' },
  note: nullable(Type.String()),
})

function settings(body: Static<typeof AccountPatch>) {
  return { status: body.status, defaultSender: body.default_sender, requestsPerMinute: body.requests_per_minute }
}

function account(row: AccountRow): Static<typeof Account> {
  return {
    id: row.id,
    name: row.name,
    status: row.status,
    rate_plan_id: row.rate_plan_id,
    rate_plan: row.rate_plan,
    default_sender: row.default_sender,
    requests_per_minute: row.requests_per_minute,
    balance: printed(row.balance - row.held, row.currency),
    held: printed(row.held, row.currency),
    currency: row.currency,
    created_at: row.created_at.toISOString(),
  }
}
