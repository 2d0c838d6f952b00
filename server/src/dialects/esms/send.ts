// How eSMS Africa sends: a message for the first time, and a failed one once more.
import type { FastifyRequest } from 'fastify'
import type { Account, Caller } from '../../core/accounts.ts'
import { type Refusal, RefusedError, refuse } from '../../core/errors.ts'
import { free } from '../../core/ledger.ts'
import { type Draft, decide, type PricedMessage } from '../../core/requests.ts'
import { senderKey } from '../../core/sender-ids.ts'
import { type Answer, once, type Send } from '../../http/idempotency.ts'
import type { MessageView, Platform, SendOrder } from '../../pipeline/platform.ts'
import { messageIdOf } from './ids.ts'
import { draftOf, type SendBody } from './request.ts'
import { sentAnswer, sentOf } from './response.ts'
import { dueAtMs } from './schedule.ts'

type Key = SendOrder['idempotency']

export function sendHandler(platform: Platform) {
  return once<SendBody>(platform, {
    async first({ body, caller }, idempotency) {
      const draft = draftOf(body)
      return send(platform, { caller, draft, idempotency, dueAtMs: dueAtMs(body, platform.clock.now()) })
    },
    again: again(platform),
  })
}

/** A new message for the same number, text, sender and route, charged as any other; the failed one stays as it is. */
export function retryHandler(platform: Platform) {
  return once<unknown>(platform, {
    async first(request, idempotency) {
      const { caller, params } = request as FastifyRequest<{ Params: { id: string } }>
      const id = messageIdOf(params.id)
      const found = id === null ? null : await platform.message(caller.account.id, id)
      if (found?.message.dialect !== 'esms') refuse({ code: 'not_found' })
      if (found.message.state !== 'failed') refuse({ code: 'conflict' })
      const { routes } = await platform.network()
      const routeCode = routes.byId.get(found.message.route_id)?.code ?? null
      return send(platform, {
        caller,
        draft: draftAgain(found.message, caller.account, routeCode),
        idempotency,
        dueAtMs: null,
      })
    },
    again: again(platform),
  })
}

async function send(
  platform: Platform,
  order: { caller: Caller; draft: Draft; idempotency: Key; dueAtMs: number | null },
): Promise<Answer> {
  const { caller, draft, dueAtMs } = order
  const { account } = caller
  const priced = decide(draft, account, await platform.network())
  if (!priced.ok) throw refused(priced.error, draft)
  const { route, routeAmount, routeCurrency } = priced.value.messages[0] as PricedMessage
  // The time is kept as the caller's word: once the message is out, nothing else has it.
  const reference = dueAtMs === null ? null : new Date(dueAtMs).toISOString()
  const sent = await platform.send({ ...order, dialect: 'esms', callback: null, waits: false, reference })
  if (!sent.ok) throw refused(sent.error, draft)
  const { amount, freeAfter, messages } = sent.value
  const { id, segments } = messages[0] as (typeof messages)[number]
  const status = dueAtMs === null ? 'submitted' : 'scheduled'
  const made = {
    id,
    status,
    segments,
    amount,
    routeAmount,
    routeCurrency,
    route: route.code,
    scheduledAtMs: dueAtMs,
  } as const
  return { status: 200, body: sentAnswer(made, { currency: account.currency, free: freeAfter }) }
}

function again(platform: Platform): Send<never>['again'] {
  return async ({ caller: { account } }, requestId) => {
    const [found, wallet, { routes }] = await Promise.all([
      platform.request(account.id, requestId),
      platform.wallet(account.id),
      platform.network(),
    ])
    const message = found?.messages[0]
    if (!message) throw new Error('an idempotency key without its message')
    const sent = sentOf(message, routes.byId.get(message.route_id)?.code ?? '')
    return { status: 200, body: sentAnswer(sent, { currency: account.currency, free: free(wallet) }) }
  }
}

/** A sender that the account does not have was its route's. */
function draftAgain(message: MessageView, account: Account, routeCode: string | null): Draft {
  const { msisdn, country, sender, text } = message
  const own = account.senders.has(senderKey(sender)) ? sender : null
  return { sender: own, text, recipients: [{ msisdn, country }], routeCode }
}

function refused(refusal: Refusal, { routeCode }: Draft): RefusedError {
  if (refusal.code !== 'destination_not_served' || routeCode === null) return new RefusedError(refusal)
  const message = `Route '${routeCode.slice(0, 64)}' is not an active route for this phone number`
  return new RefusedError({ ...refusal, message })
}
