// Sender IDs: the review queue over all accounts, and an account's own.
import { type Static, Type } from 'typebox'
import { namesOf } from '../../../setup/audit.ts'
import {
  approveSender,
  listSenders,
  protectedLookAlikes,
  protectedSenders,
  rejectSender,
  requestSender,
  type SenderRow,
  senderQueue,
  setProtectedSenders,
} from '../../../setup/sender-ids.ts'
import type { Setup } from '../../../setup/setup.ts'
import { errorAnswers } from '../answers.ts'
import { answerOf } from '../auth.ts'
import { LIMIT_DEFAULT, lastSeen, page } from '../cursor.ts'
import { Id, IdParams, list, nullable, oneOf, PageQuery, Time } from '../schema.ts'
import type { OperatorApp } from './context.ts'

const tags = ['Operator: sender IDs']

export function senderIdRoutes({ app, context: { setup }, allow }: OperatorApp): void {
  app.get(
    '/sender-ids',
    {
      config: allow('senders:review'),
      schema: {
        tags,
        operationId: 'operatorListSenderIds',
        summary: 'List sender IDs to review',
        description:
          'Of all accounts, the oldest first: who has waited longest is next. `finding` says what it looks like.',
        querystring: Type.Object({
          status: Type.Optional(oneOf(STATUSES)),
          search: Type.Optional(
            Type.String({ maxLength: 100, description: "Part of the sender's name or of its account's, in any case" }),
          ),
          ...PageQuery,
        }),
        response: { 200: list(QueuedSender, 'A page of sender IDs'), ...errorAnswers() },
      },
    },
    async ({ query: { status = null, search = null, cursor, limit = LIMIT_DEFAULT } }) => {
      const rows = await senderQueue(setup, status, search, lastSeen(cursor), limit + 1)
      const show = await shown(setup, rows)
      return page(rows, limit, (row) => ({ ...show(row), account_name: row.account_name }))
    },
  )

  app.post(
    '/sender-ids/:account_id/:id/approve',
    {
      config: allow('senders:review'),
      schema: {
        tags,
        operationId: 'operatorApproveSenderId',
        summary: 'Approve a sender ID',
        description:
          'A name that is or looks like a protected one needs two people: the first approval is kept as `first_approval` and ' +
          'decides nothing; another person’s approves, for the same countries or fewer. The same person twice is a conflict.',
        params: SenderParams,
        body: Approval,
        response: { 200: Sender, ...errorAnswers({ body: true, codes: ['not_found', 'conflict'] }) },
      },
    },
    async ({ params, body, staff }) => {
      const row = await answerOf(approveSender(setup, staff.actor, params.account_id, params.id, body.countries))
      return (await shown(setup, [row]))(row)
    },
  )

  app.post(
    '/sender-ids/:account_id/:id/reject',
    {
      config: allow('senders:review'),
      schema: {
        tags,
        operationId: 'operatorRejectSenderId',
        summary: 'Reject a sender ID',
        description:
          'One that was approved ends so too: nothing more is sent under it. A first approval is over with it.',
        params: SenderParams,
        body: Type.Object(
          { reason: Type.String({ description: 'Told to the account, 1 to 200 characters' }) },
          { examples: [{ reason: 'Send us the letter of the bank that this name belongs to.' }] },
        ),
        response: { 200: Sender, ...errorAnswers({ body: true, codes: ['not_found'] }) },
      },
    },
    async ({ params, body, staff }) => {
      const row = await answerOf(rejectSender(setup, staff.actor, params.account_id, params.id, body.reason))
      return (await shown(setup, [row]))(row)
    },
  )

  app.get(
    '/accounts/:id/sender-ids',
    {
      config: allow('senders:review'),
      schema: {
        tags,
        operationId: 'operatorListSenderIdsOfAccount',
        summary: "List an account's sender IDs",
        description: 'The newest first.',
        params: IdParams,
        querystring: Type.Object({ status: Type.Optional(oneOf(STATUSES)), ...PageQuery }),
        response: { 200: list(Sender, 'A page of sender IDs'), ...errorAnswers({ codes: ['not_found'] }) },
      },
    },
    async ({ params, query: { status = null, cursor, limit = LIMIT_DEFAULT } }) => {
      const rows = await answerOf(listSenders(setup, params.id, status, lastSeen(cursor), limit + 1))
      return page(rows, limit, await shown(setup, rows))
    },
  )

  app.post(
    '/accounts/:id/sender-ids',
    {
      config: allow('senders:review'),
      schema: {
        tags,
        operationId: 'operatorRequestSenderId',
        summary: 'Ask for a sender ID in the name of an account',
        description: 'It is `pending`, as if the account had asked.',
        params: IdParams,
        body: NewSender,
        response: { 201: Sender, ...errorAnswers({ body: true, codes: ['not_found', 'conflict'] }) },
      },
    },
    async ({ params, body, staff }, reply) => {
      const input = { name: body.name, sampleContent: body.sample_content }
      const row = await answerOf(requestSender(setup, staff.actor, params.id, input))
      return reply.code(201).send((await shown(setup, [row]))(row))
    },
  )

  app.get(
    '/protected-senders',
    {
      config: allow('senders:review'),
      schema: {
        tags,
        operationId: 'operatorGetProtectedSenders',
        summary: 'See the protected names',
        description: 'Whoever asks for one of them, or for a look-alike, is approved by two people.',
        response: { 200: Protected, ...errorAnswers() },
      },
    },
    async () => ({ data: [...(await protectedSenders(setup))] }),
  )

  app.put(
    '/protected-senders',
    {
      config: allow('senders:protect'),
      schema: {
        tags,
        operationId: 'operatorSetProtectedSenders',
        summary: 'Set the protected names',
        description:
          'Replaces the whole list: brands, banks, the state. Look-alikes of what other accounts are approved for are pointed out anyway.',
        body: Protected,
        response: { 200: Protected, ...errorAnswers({ body: true }) },
      },
    },
    async ({ body, staff }) => ({ data: [...(await answerOf(setProtectedSenders(setup, staff.actor, body.data)))] }),
  )
}

const STATUSES = ['pending', 'approved', 'rejected'] as const

const SenderParams = Type.Object({
  account_id: Type.String({ description: "The account's id" }),
  id: Type.String({ description: "The sender's id" }),
})

const Countries = Type.Unsafe<string[] | null>({
  type: ['array', 'null'],
  items: { type: 'string' },
  description: 'ISO 3166-1 alpha-2; null is everywhere',
  examples: [['KE', 'TZ']],
})
const Approval = Type.Object(
  {
    countries: Type.Optional({
      ...Countries,
      description:
        'ISO 3166-1 alpha-2; null is everywhere. Absent is what the first of two people approved it for, else everywhere',
    }),
  },
  { examples: [{ countries: ['KE', 'TZ'] }] },
)

const NewSender = Type.Object(
  {
    name: Type.String({ description: '1 to 11 letters, digits, spaces, `-` and `.`, or a number' }),
    sample_content: Type.Optional(Type.String({ description: '15 to 170 characters' })),
  },
  { examples: [{ name: 'MyApp', sample_content: 'Your MyApp code is 4821. Do not share it.' }] },
)

const Sender = Type.Object({
  id: Id,
  account_id: Id,
  name: Type.String({ examples: ['MyApp'] }),
  status: oneOf(STATUSES, { examples: ['pending'] }),
  countries: Countries,
  asked_countries: { ...Countries, description: 'Where the account wants it; null is everywhere' },
  sample_content: nullable(Type.String()),
  finding: nullable(Type.String(), {
    description: 'What it looks like. For staff alone.',
    examples: ['looks like MYAPP'],
  }),
  protected_names: Type.Array(Type.String(), {
    description: 'The protected names that it is or looks like: with any, approving it takes two people',
    examples: [['TANESCO']],
  }),
  first_approval: nullable(
    Type.Object({
      by: Type.String({ examples: ['staff-token:0199d4c2-7a41-7c1e-9b5d-2f8f0a6f3c11'] }),
      by_name: nullable(Type.String(), { examples: ['Neema'] }),
      countries: Countries,
      at: Time,
    }),
    { description: 'Who approved it as the first of two, as long as a second person has not' },
  ),
  reason: nullable(Type.String(), { description: 'Why it was rejected, as the account is told' }),
  created_at: Time,
  decided_at: nullable(Time),
})
const QueuedSender = Type.Object({ ...Sender.properties, account_name: Type.String({ examples: ['Duka la Juma'] }) })

const Protected = Type.Object(
  { data: Type.Array(Type.String(), { maxItems: 1000 }) },
  { examples: [{ data: ['M-PESA', 'TANESCO'] }] },
)

/** Each of these rows as it is answered: with the names of people, and of what is protected now. */
async function shown(setup: Setup, rows: readonly SenderRow[]): Promise<(row: SenderRow) => Static<typeof Sender>> {
  const people = rows.flatMap(({ first_approved_by }) => first_approved_by ?? [])
  const [names, isLike] = await Promise.all([namesOf(setup, people), protectedLookAlikes(setup)])
  return (row) => sender(row, isLike(row.name), names)
}

function sender(row: SenderRow, isLike: string[], names: ReadonlyMap<string, string>): Static<typeof Sender> {
  const { first_approved_by: by, first_approved_for, first_approved_at: at } = row
  const first = by !== null && at !== null
  return {
    id: row.id,
    account_id: row.account_id,
    name: row.name,
    status: row.status,
    countries: row.countries,
    asked_countries: row.asked_countries,
    sample_content: row.sample_content,
    finding: row.finding,
    protected_names: isLike,
    first_approval: first
      ? { by, by_name: names.get(by) ?? null, countries: first_approved_for, at: at.toISOString() }
      : null,
    reason: row.reason,
    created_at: row.created_at.toISOString(),
    decided_at: row.decided_at?.toISOString() ?? null,
  }
}
