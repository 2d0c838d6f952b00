// The three calls of Wasambazie, and which step of the pipeline each asks for.
import type { FastifyInstance } from 'fastify'
import type { Caller } from '../../core/accounts.ts'
import { RefusedError, refuse } from '../../core/errors.ts'
import { free } from '../../core/ledger.ts'
import type { FailureReason, MessageState } from '../../core/messages.ts'
import { type Answer, once } from '../../http/idempotency.ts'
import type { Platform, SendOrder } from '../../pipeline/platform.ts'
import { SECURITY } from './auth.ts'
import { requestIdOf } from './batch-ids.ts'
import { told } from './callback-reference.ts'
import { ErrorAnswer, errorAnswers } from './error-reference.ts'
import { errors } from './errors.ts'
import { BatchPath, draftOf, SendBody } from './request.ts'
import { allRejected, BalanceAnswer, isFinished, ReportAnswer, report, SendAnswer, submitted } from './response.ts'
import { balanceBody } from './wallet.ts'

const CARRIERS_MS_MAX = 10_000
const NOT_YET = 'Report not yet available — the batch is still being processed.'

const SEND_ERRORS = errorAnswers(
  { code: 'field_missing', field: 'sender_id' },
  { code: 'body_unreadable' },
  { code: 'insufficient_funds' },
  { code: 'sender_id_not_approved' },
  { code: 'idempotency_key_busy' },
  { code: 'body_too_large' },
  { code: 'content_type_unsupported' },
  { code: 'field_missing', field: 'to_number' },
  { code: 'idempotency_key_reused' },
)
const REJECTED = errors.carrier_rejected({ code: 'carrier_rejected' }, '')

const SEND_SCHEMA = {
  summary: 'Send SMS',
  description:
    'Send one or more SMS messages. A batch is created even for a single recipient. Credits are deducted after the provider accepts the message.',
  security: SECURITY,
  body: SendBody,
  callbacks: { '`delivery.batch.finalized`': { 'https://example.com/your-webhook-url': { post: told } } },
  // An Idempotency-Key keeps both of these, and Fastify's `serialize` knows nothing of `content`.
  response: { ...SEND_ERRORS, 201: SendAnswer, 502: { ...ErrorAnswer, examples: [REJECTED.body] } },
}

export function routes(app: FastifyInstance, platform: Platform): void {
  app.post<{ Body: unknown }>(
    '/v1/sms/send',
    {
      config: { permission: 'messages:send' },
      attachValidation: true,
      validatorCompiler: () => () => true, // draftOf judges
      schema: SEND_SCHEMA,
    },
    once<unknown>(platform, {
      first: ({ body, caller }, idempotency) => send(platform, caller, body, idempotency),
      async again({ caller: { account } }, requestId) {
        const found = await platform.request(account.id, requestId)
        if (!found) throw new Error('an idempotency key without its request')
        return sendAnswer(requestId, found.messages)
      },
    }),
  )

  app.get<{ Params: { batch_id: string } }>(
    '/v1/sms/delivery-reports/:batch_id',
    {
      config: { permission: 'messages:read' },
      schema: {
        summary: 'Delivery report',
        description: 'What became of a batch, once every message of it is delivered or failed.',
        security: SECURITY,
        params: BatchPath,
        response: {
          200: ReportAnswer,
          ...errorAnswers({ code: 'not_found', message: NOT_YET }, { code: 'not_found' }),
        },
      },
    },
    async ({ caller: { account }, params }) => {
      const id = requestIdOf(params.batch_id)
      const found = id === null ? null : await platform.request(account.id, id)
      if (found?.request.dialect !== 'wasambazie') refuse({ code: 'not_found' })
      const { request, messages } = found
      if (!isFinished(messages)) refuse({ code: 'not_found', message: NOT_YET })
      return report(
        request.id,
        messages.map(({ msisdn, state, done_at }) => ({ msisdn, state, doneAtMs: done_at?.getTime() ?? null })),
      )
    },
  )

  // The document's path has the slash at its end, its clients leave it out now and then, and few follow a redirect.
  for (const path of ['/v1/balance/', '/v1/balance']) {
    app.get(
      path,
      {
        config: { permission: 'balance:read' },
        schema: {
          hide: !path.endsWith('/'),
          summary: 'Check balance',
          description: 'Your current SMS credit balance: a count of credits, not a monetary value.',
          security: SECURITY,
          response: { 200: BalanceAnswer, ...errorAnswers() },
        },
      },
      async ({ caller: { account } }, reply) => {
        const [wallet, { exchangeRates }] = await Promise.all([platform.wallet(account.id), platform.network()])
        reply.type('application/json; charset=utf-8')
        return balanceBody(account, exchangeRates, free(wallet))
      },
    )
  }
}

async function send(
  platform: Platform,
  caller: Caller,
  body: unknown,
  idempotency: SendOrder['idempotency'],
): Promise<Answer> {
  const sent = await platform.send({
    caller,
    dialect: 'wasambazie',
    draft: draftOf(body),
    callback: null,
    idempotency,
    waits: true,
    tellsWhenDone: true,
  })
  if (!sent.ok) throw new RefusedError(sent.error)
  const { requestId, messages } = sent.value
  const out = await platform.untilSubmitted(requestId, CARRIERS_MS_MAX)
  return sendAnswer(
    requestId,
    messages.map(({ id, state }) => out.get(id) ?? { state, reason: null }),
  )
}

/** An answer in both cases, and the same one to a repetition: the batch is there, and its credits came back. */
function sendAnswer(
  requestId: string,
  messages: readonly { state: MessageState; reason: FailureReason | null }[],
): Answer {
  if (allRejected(messages)) return REJECTED
  return { status: 201, body: submitted(requestId) }
}
