// The three calls of MegaSMS, and which step of the pipeline each asks for.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Caller } from '../../core/accounts.ts'
import { type Refusal, RefusedError, refuse } from '../../core/errors.ts'
import { free } from '../../core/ledger.ts'
import { type Answer, once } from '../../http/idempotency.ts'
import type { Platform, SendOrder } from '../../pipeline/platform.ts'
import { SECURITY } from './auth.ts'
import { errorAnswers } from './error-reference.ts'
import { draftOf, RequestPath, SendBody } from './request.ts'
import { BalanceAnswer, RequestAnswer, requestAnswer } from './response.ts'
import { ratePerSegment, unitsOf } from './wallet.ts'

const CARRIERS_MS_MAX = 10_000
const OF_SEND: Refusal[] = [
  { code: 'body_unreadable' },
  { code: 'insufficient_funds' },
  { code: 'idempotency_key_busy' },
  { code: 'body_too_large' },
  { code: 'content_type_unsupported' },
  { code: 'field_invalid' },
  { code: 'sender_id_not_approved' },
]

export function routes(app: FastifyInstance, platform: Platform): void {
  app.post<{ Body: SendBody }>(
    '/api/v1/messages',
    {
      config: { permission: 'messages:send' },
      attachValidation: true,
      schema: {
        summary: 'Send messages',
        description: 'Send the same message to one or as many as 100 unique recipients.',
        security: SECURITY,
        body: SendBody,
        response: { 200: RequestAnswer, ...errorAnswers(...OF_SEND) },
      },
    },
    once<SendBody>(platform, {
      first: ({ body, caller }, idempotency) => send(platform, caller, body, idempotency),
      again: async ({ caller }, requestId) => {
        const body = await show(platform, caller, requestId)
        if (body === null) throw new Error('an idempotency key without its request')
        return { status: 200, body }
      },
    }),
  )

  app.get<{ Params: { request_id: string } }>(
    '/api/v1/messages/:request_id',
    {
      config: { permission: 'messages:read' },
      schema: {
        summary: 'Retrieve message status',
        description: 'The request summary and the status of every recipient.',
        security: SECURITY,
        params: RequestPath,
        response: { 200: RequestAnswer, ...errorAnswers({ code: 'not_found' }) },
      },
    },
    async ({ caller, params }) => (await show(platform, caller, params.request_id)) ?? refuse({ code: 'not_found' }),
  )

  app.get(
    '/api/v1/balance',
    {
      config: { permission: 'balance:read' },
      schema: {
        summary: 'Retrieve balance',
        description: 'Available SMS units, the account rate per segment, and currency.',
        security: SECURITY,
        response: { 200: BalanceAnswer, ...errorAnswers() },
      },
    },
    async ({ caller: { account } }: FastifyRequest) => {
      const [wallet, { exchangeRates }] = await Promise.all([platform.wallet(account.id), platform.network()])
      const { rate, currency } = ratePerSegment(account)
      const balance = unitsOf(account, exchangeRates, free(wallet))
      return { success: true, data: { balance, rate_per_segment: rate, currency } }
    },
  )
}

async function send(
  platform: Platform,
  caller: Caller,
  body: SendBody,
  idempotency: SendOrder['idempotency'],
): Promise<Answer> {
  const order = { caller, dialect: 'megasms', draft: draftOf(body), callback: null, idempotency, waits: true }
  const sent = await platform.send(order)
  if (!sent.ok) throw new RefusedError(sent.error)
  const { requestId, encoding, amount, freeAfter, messages } = sent.value
  const [out, { exchangeRates }] = await Promise.all([
    platform.untilSubmitted(requestId, CARRIERS_MS_MAX),
    platform.network(),
  ])
  let refunded = 0n
  const recipients = messages.map((message) => {
    const known = out.get(message.id)
    if (known?.refunded) refunded += message.amount
    return { ...message, state: known?.state ?? message.state }
  })
  return {
    status: 200,
    body: requestAnswer({
      id: requestId,
      encoding,
      recipients,
      unitsCharged: unitsOf(caller.account, exchangeRates, amount - refunded),
      balance: unitsOf(caller.account, exchangeRates, freeAfter + refunded),
    }),
  }
}

/** A request as it stands; null when this API sent none of that id for the account. */
async function show(platform: Platform, { account }: Caller, requestId: string): Promise<RequestAnswer | null> {
  const found = await platform.request(account.id, requestId.toLowerCase())
  if (found?.request.dialect !== 'megasms') return null
  const [wallet, { exchangeRates }] = await Promise.all([platform.wallet(account.id), platform.network()])
  const charged = found.messages.reduce((sum, message) => sum + message.charged, 0n)
  return requestAnswer({
    id: found.request.id,
    encoding: found.messages[0]?.encoding ?? 'gsm7',
    recipients: found.messages,
    unitsCharged: unitsOf(account, exchangeRates, charged),
    balance: unitsOf(account, exchangeRates, free(wallet)),
  })
}
