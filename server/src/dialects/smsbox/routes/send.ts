// send_sms: a text, or a template's, to up to 1,000 recipients, now or at its time.
import type { FastifyInstance } from 'fastify'
import type { Caller } from '../../../core/accounts.ts'
import { RefusedError, refuse } from '../../../core/errors.ts'
import { type Answer, once } from '../../../http/idempotency.ts'
import type { Platform, SendOrder } from '../../../pipeline/platform.ts'
import type { Setup } from '../../../setup/setup.ts'
import { readTemplate } from '../../../setup/templates.ts'
import { asItCame, eitherForm, errorAnswers, OF_SEND } from '../answers.ts'
import { SECURITY } from '../auth.ts'
import { fieldsOf } from '../bodies.ts'
import { told } from '../callback-reference.ts'
import { SENDER_ID } from '../errors.ts'
import { messageId } from '../ids.ts'
import { askOf, draftOf, SendBody } from '../request.ts'
import { SendAnswer, sendAnswer } from '../response.ts'

const SCHEMA = {
  summary: 'Send SMS',
  description:
    'Sends at once, or at `schedule_time`: until then it can be changed, suspended and resumed with change_sms_info.',
  security: SECURITY,
  body: eitherForm(SendBody),
  callbacks: told,
  response: { 200: SendAnswer, ...errorAnswers({ body: true, key: true, own: OF_SEND, words: SENDER_ID }) },
}

export function sendRoutes(app: FastifyInstance, platform: Platform, setup: Setup): void {
  app.post<{ Body: unknown }>(
    '/api/sms/v1/send_sms',
    {
      config: { permission: 'messages:send', errors: SENDER_ID },
      attachValidation: true,
      validatorCompiler: asItCame,
      schema: SCHEMA,
    },
    once<unknown>(platform, {
      first: ({ body, caller }, idempotency) => send(caller, body, idempotency),
      again: async (_request, requestId) => answerTo(requestId),
    }),
  )

  async function send(caller: Caller, body: unknown, idempotency: SendOrder['idempotency']): Promise<Answer> {
    const ask = askOf(fieldsOf(body), platform.clock.now())
    const draft = draftOf(ask, await textOf(caller, ask.words))
    const { dueAtMs, reference } = ask
    const order = { caller, dialect: 'smsbox', draft, callback: null, idempotency, waits: false, dueAtMs, reference }
    const sent = await platform.send(order)
    if (!sent.ok) throw new RefusedError(sent.error)
    return answerTo(sent.value.requestId)
  }

  async function textOf({ account }: Caller, words: { text: string } | { template: number }): Promise<string> {
    if ('text' in words) return words.text
    const found = await readTemplate(setup, account.id, words.template)
    return found.ok ? found.value.text : refuse({ code: 'field_invalid', field: 'template_id' })
  }
}

function answerTo(requestId: string): Answer {
  return { status: 200, body: sendAnswer(messageId(requestId)) }
}
