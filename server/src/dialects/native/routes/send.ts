// POST /v1/requests: one text to many numbers, or a text for each, accepted in one go.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { refuse } from '../../../core/errors.ts'
import { free } from '../../../core/ledger.ts'
import type { Draft } from '../../../core/requests.ts'
import { type Answer, once } from '../../../http/idempotency.ts'
import type { MessageView, Platform, SendOrder } from '../../../pipeline/platform.ts'
import type { Setup } from '../../../setup/setup.ts'
import { errorAnswers, KeyHeader, WITH_KEY } from '../answers.ts'
import { draftOf, SendBody } from '../request.ts'
import { AcceptedRequest, acceptedRequest } from '../response.ts'
import { dueFrom } from '../schedule.ts'

type Sending = FastifyRequest<{ Body: SendBody }>

export function sendRoute(app: FastifyInstance, platform: Platform, { judgeUrl }: Pick<Setup, 'judgeUrl'>): void {
  app.post(
    '/requests',
    {
      config: { permission: 'messages:send' },
      attachValidation: true,
      schema: {
        tags: ['Requests'],
        operationId: 'sendRequest',
        summary: 'Send',
        description:
          'One text to many numbers (`to`), or a text for each (`messages`), up to 10,000. Answers once everything is stored and paid for: ' +
          'what is accepted is sent, what is refused costs nothing. A number that comes twice with the same text gets it once. ' +
          'With an `Idempotency-Key` header the same call within 24 hours gets the first answer and sends nothing again.',
        headers: KeyHeader,
        body: SendBody,
        response: {
          202: AcceptedRequest,
          ...errorAnswers({
            body: true,
            codes: [
              ...WITH_KEY,
              'recipients_missing',
              'recipients_too_many',
              'recipient_invalid',
              'recipient_opted_out',
              'text_empty',
              'text_too_long',
              'sender_id_not_approved',
              'sender_id_not_for_country',
              'destination_not_served',
              'insufficient_funds',
            ],
          }),
        },
      },
    },
    once<SendBody>(platform, { first, again }),
  )

  async function first({ body, caller }: Sending, idempotency: SendOrder['idempotency']): Promise<Answer> {
    const draft = draftOf(body)
    const callback = callbackOf(body.callback_url)
    const dueAtMs = body.schedule_at ? dueFrom(body.schedule_at, platform.clock.now()) : null
    const order = { caller, dialect: 'native', draft, callback, idempotency, waits: false, dueAtMs }
    const sent = await platform.send(order)
    if (!sent.ok) return refuse(sent.error)
    return { status: 202, body: acceptedRequest(sent.value, draft, caller.account.currency) }
  }

  async function again({ caller }: Sending, requestId: string): Promise<Answer> {
    const { account } = caller
    const [found, wallet] = await Promise.all([platform.request(account.id, requestId), platform.wallet(account.id)])
    if (!found) return refuse({ code: 'not_found' })
    const { request, messages } = found
    const accepted = {
      requestId,
      createdAtMs: request.created_at.getTime(),
      sender: request.sender,
      encoding: (messages[0] as MessageView).encoding,
      amount: messages.reduce((sum, message) => sum + message.amount, 0n),
      freeAfter: free(wallet),
      messages,
    }
    const draft: Draft = { sender: null, routeCode: null, text: request.text, recipients: messages }
    return { status: 202, body: acceptedRequest(accepted, draft, account.currency) }
  }

  function callbackOf(url: string | undefined): SendOrder['callback'] {
    if (url === undefined) return null
    const judged = judgeUrl(url)
    if (judged.ok) return { url: judged.value.href, style: 'native' }
    const message = `callback_url cannot be called (${judged.error.code}). Give a public https address.`
    return refuse({ code: 'field_invalid', field: 'callback_url', message })
  }
}
