// The calls of eSMS Africa, and which step of the pipeline each asks for.
import type { FastifyInstance } from 'fastify'
import { refuse } from '../../core/errors.ts'
import { free } from '../../core/ledger.ts'
import type { MessageView, Network, Platform } from '../../pipeline/platform.ts'
import { SECURITY } from './auth.ts'
import { told } from './callback-reference.ts'
import { errorAnswers, SENDING } from './error-reference.ts'
import { messageIdOf } from './ids.ts'
import { ListQuery, listOf, MessagePath, SendBody } from './request.ts'
import {
  BalanceAnswer,
  ListAnswer,
  MessageStory,
  messageAnswer,
  RoutesAnswer,
  routeAnswer,
  SentAnswer,
  scheduledAtMsOf,
} from './response.ts'
import { retryHandler, sendHandler } from './send.ts'
import { statesOf } from './status.ts'
import { timelineOf } from './timeline.ts'
import { amountOf, rateOf } from './wallet.ts'

const SEND_SCHEMA = {
  tags: ['Messages'],
  summary: 'Send a single SMS',
  description: 'Send a single SMS message to any supported African country, now or at a time of your choice.',
  security: SECURITY,
  body: SendBody,
  callbacks: { '`message.delivered`, `message.failed`': { 'https://example.com/your-webhook-url': { post: told } } },
  response: {
    200: SentAnswer,
    ...errorAnswers(
      { code: 'body_unreadable' },
      { code: 'content_type_unsupported' },
      { code: 'field_missing', field: 'text' },
      { code: 'field_missing', field: 'scheduled_at' },
      { code: 'recipient_invalid' },
      ...SENDING,
    ),
  },
}

export function routes(app: FastifyInstance, platform: Platform): void {
  app.post<{ Body: SendBody }>(
    '/api/messages/send',
    {
      config: { permission: 'messages:send' },
      attachValidation: true,
      schema: SEND_SCHEMA,
    },
    sendHandler(platform),
  )

  app.post(
    '/api/messages/:id/retry',
    {
      config: { permission: 'messages:send' },
      schema: {
        tags: ['Messages'],
        summary: 'Retry a failed message',
        description: 'Sends it again as a new message with an id and a charge of its own.',
        security: SECURITY,
        params: MessagePath,
        response: { 200: SentAnswer, ...errorAnswers({ code: 'not_found' }, { code: 'conflict' }, ...SENDING) },
      },
    },
    retryHandler(platform),
  )

  app.get<{ Params: { id: string } }>(
    '/api/messages/:id',
    {
      config: { permission: 'messages:read' },
      schema: {
        tags: ['Messages'],
        summary: 'Get a message',
        description: 'The message with its present status and everything that happened to it.',
        security: SECURITY,
        params: MessagePath,
        response: { 200: MessageStory, ...errorAnswers({ code: 'not_found' }) },
      },
    },
    async ({ caller: { account }, params }) => {
      const id = messageIdOf(params.id)
      const found = id === null ? null : await platform.message(account.id, id)
      if (found?.message.dialect !== 'esms') refuse({ code: 'not_found' })
      const { message, events } = found
      const [wallet, network] = await Promise.all([platform.wallet(account.id), platform.network()])
      const timeline = timelineOf(message, events, scheduledAtMsOf(message) !== null)
      const shown = messageAnswer(message, codeOf(network, message), { currency: account.currency, free: free(wallet) })
      return { ...shown, timeline }
    },
  )

  app.get<{ Querystring: ListQuery }>(
    '/api/messages',
    {
      config: { permission: 'messages:read' },
      schema: {
        tags: ['Messages'],
        summary: 'List messages',
        description: 'What was sent by this API, the newest first.',
        security: SECURITY,
        querystring: ListQuery,
        response: { 200: ListAnswer, ...errorAnswers({ code: 'field_invalid', field: 'page' }) },
      },
    },
    async ({ caller: { account }, query }) => {
      const { page, limit, status } = listOf(query)
      const filter = { dialect: 'esms', states: status === null ? [] : statesOf(status) }
      const [{ rows, total }, wallet, network] = await Promise.all([
        platform.messagePage(account.id, filter, limit, page * limit),
        platform.wallet(account.id),
        platform.network(),
      ])
      const shown = { currency: account.currency, free: free(wallet) }
      return { messages: rows.map((row) => messageAnswer(row, codeOf(network, row), shown)), total, page, limit }
    },
  )

  app.get(
    '/api/balance',
    {
      config: { permission: 'balance:read' },
      schema: {
        tags: ['Account'],
        summary: 'Get the balance',
        description: 'What is left to spend.',
        security: SECURITY,
        response: { 200: BalanceAnswer, ...errorAnswers() },
      },
    },
    async ({ caller: { account } }) => {
      const { currency } = account
      return { balance: amountOf(currency, free(await platform.wallet(account.id))), currency }
    },
  )

  app.get(
    '/api/routes',
    {
      config: { permission: null },
      schema: {
        tags: ['Account'],
        summary: 'List routes',
        description: 'The routes that your account has a price for, by their code.',
        security: SECURITY,
        response: { 200: RoutesAnswer, ...errorAnswers() },
      },
    },
    async ({ caller: { account } }) => {
      const { routes: table } = await platform.network()
      const byCode = [...table.byCode.values()].sort((one, other) => (one.code < other.code ? -1 : 1))
      return byCode.flatMap((route) => {
        const rate = rateOf(account, route)
        return rate === undefined ? [] : [routeAnswer(route, rate)]
      })
    },
  )
}

function codeOf({ routes: table }: Network, { route_id }: MessageView): string {
  return table.byId.get(route_id)?.code ?? ''
}
