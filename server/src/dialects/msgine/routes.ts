// The four calls of MsGine, and which step of the pipeline each asks for.
import type { FastifyInstance } from 'fastify'
import type { Account, Caller } from '../../core/accounts.ts'
import { countryName } from '../../core/countries.ts'
import { type Refusal, RefusedError, refuse } from '../../core/errors.ts'
import type { Result } from '../../core/result.ts'
import { type Answer, once } from '../../http/idempotency.ts'
import type { MessageView, Platform, RequestRow, SendOrder } from '../../pipeline/platform.ts'
import { SECURITY } from './auth.ts'
import { told } from './callback-reference.ts'
import { errorAnswers, LACKING, SENDING, UNKNOWN } from './error-reference.ts'
import { requestIdOf } from './ids.ts'
import { draftOf, ListQuery, listOf, MessagePath, PricingQuery, SendBody } from './request.ts'
import {
  ListAnswer,
  listedMessage,
  MessageAnswer,
  MessageStatusAnswer,
  messageAnswer,
  PricingAnswer,
  type Sent,
  shownTime,
} from './response.ts'
import { statesOf } from './status.ts'
import { priceOf } from './wallet.ts'

/** Whether a webhook may be sent there, judged by the text alone. */
export type JudgeUrl = (url: string) => Result<URL>

const NO_PRICE: Refusal = { code: 'not_found', message: 'There is no price for this country' }

const SEND = {
  summary: 'Send SMS',
  description: 'Send SMS messages to one or more recipients.',
  security: SECURITY,
  body: SendBody,
  callbacks: { 'message status': { '{$request.body#/callbackUrl}': { post: told } } },
  response: { 201: MessageAnswer, ...errorAnswers(...SENDING) },
}

export function routes(app: FastifyInstance, platform: Platform, judgeUrl: JudgeUrl): void {
  app.addHook('onSend', async ({ rate }, reply) => {
    const { limit, remaining, resetAfterMs } = rate ?? { limit: 0, remaining: 0, resetAfterMs: 0 }
    reply.header('x-ratelimit-limit', limit)
    reply.header('x-ratelimit-remaining', remaining)
    reply.header('x-ratelimit-reset', Math.ceil(resetAfterMs / 1000))
  })

  app.post<{ Body: SendBody }>(
    '/api/v1/messages/sms',
    {
      config: { permission: 'messages:send' },
      attachValidation: true,
      schema: SEND,
    },
    once<SendBody>(platform, {
      first: ({ body, caller }, idempotency) => send(caller, body, idempotency),
      async again({ caller: { account } }, requestId) {
        const found = await platform.request(account.id, requestId)
        if (!found) throw new Error('an idempotency key without its request')
        return { status: 201, body: { ...messageAnswer(sentOf(found), account.currency), status: 'pending' } }
      },
    }),
  )

  app.get<{ Params: { id: string } }>(
    '/api/v1/messages/:id',
    {
      config: { permission: 'messages:read' },
      schema: {
        summary: 'Get message status',
        description: 'Retrieve the delivery status of a sent message.',
        security: SECURITY,
        params: MessagePath,
        response: { 200: MessageStatusAnswer, ...errorAnswers(LACKING, UNKNOWN) },
      },
    },
    async ({ caller: { account }, params }) => {
      const id = requestIdOf(params.id)
      const found = id === null ? null : await platform.request(account.id, id)
      if (found?.request.dialect !== 'msgine') refuse({ code: 'not_found' })
      return { ...messageAnswer(sentOf(found), account.currency), updatedAt: shownTime(updatedAtMs(found)) }
    },
  )

  app.get<{ Querystring: ListQuery }>(
    '/api/v1/messages',
    {
      config: { permission: 'messages:read' },
      schema: {
        summary: 'List messages',
        description: 'Retrieve a paginated list of sent messages, the newest first.',
        security: SECURITY,
        querystring: ListQuery,
        response: { 200: ListAnswer, ...errorAnswers(LACKING, { code: 'field_invalid', field: 'page' }) },
      },
    },
    async ({ caller: { account }, query }) => {
      const { page, limit, status } = listOf(query)
      const filter = { dialect: 'msgine', states: status && statesOf(status) }
      const { rows, total } = await platform.requestPage(account.id, filter, limit, (page - 1) * limit)
      return {
        data: rows.map((row) => listedMessage({ ...row, createdAtMs: row.created_at.getTime() }, account.currency)),
        pagination: { page, limit, total, pages: Math.ceil(total / limit) },
      }
    },
  )

  app.get<{ Querystring: { country: string } }>(
    '/api/v1/pricing/sms',
    {
      config: { permission: null },
      schema: {
        summary: 'Look up a price',
        description: 'What one part of a message to a country costs.',
        security: SECURITY,
        querystring: PricingQuery,
        response: { 200: PricingAnswer, ...errorAnswers({ code: 'field_missing', field: 'country' }, NO_PRICE) },
      },
    },
    async ({ caller: { account }, query }) => pricing(account, query.country.toUpperCase()),
  )

  async function send(caller: Caller, body: SendBody, idempotency: SendOrder['idempotency']): Promise<Answer> {
    const callback = callbackOf(body.callbackUrl)
    const draft = draftOf(body)
    const sent = await platform.send({ caller, dialect: 'msgine', draft, callback, idempotency, waits: false })
    if (!sent.ok) throw new RefusedError(sent.error)
    const { requestId, createdAtMs, sender, amount, messages } = sent.value
    const made: Sent = {
      id: requestId,
      sender,
      text: body.message,
      msisdns: messages.map(({ msisdn }) => msisdn),
      states: ['queued'],
      amount,
      createdAtMs,
    }
    return { status: 201, body: messageAnswer(made, caller.account.currency) }
  }

  function callbackOf(url: SendBody['callbackUrl']): SendOrder['callback'] {
    if (url == null) return null
    const judged = judgeUrl(url)
    if (judged.ok) return { url: judged.value.href, style: 'msgine' }
    const message = '"callbackUrl" must be a public https address'
    return refuse({ code: 'field_invalid', field: 'callbackUrl', message })
  }

  async function pricing(account: Account, country: string) {
    const { exchangeRates } = await platform.network()
    const price = priceOf(account, exchangeRates, country)
    if (price === null) refuse(NO_PRICE)
    const { currency } = account
    return { country: countryName(country), countryCode: country, price, currency, perMessage: true }
  }
}

type Found = { request: RequestRow; messages: readonly MessageView[] }

function sentOf({ request, messages }: Found): Sent {
  return {
    id: request.id,
    sender: request.sender,
    text: request.text,
    msisdns: messages.map(({ msisdn }) => msisdn),
    states: messages.map(({ state }) => state),
    amount: messages.reduce((sum, { amount }) => sum + amount, 0n),
    createdAtMs: request.created_at.getTime(),
  }
}

/** When one of its messages last changed. */
function updatedAtMs({ request, messages }: Found): number {
  const changes = messages.map(({ sent_at, done_at }) => (done_at ?? sent_at ?? request.created_at).getTime())
  return Math.max(...changes)
}
