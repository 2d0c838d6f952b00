// change_sms_info and delivery_reports: what waits for its time is changed, suspended and resumed; what became of a message.
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import type { Account } from '../../../core/accounts.ts'
import { refuse } from '../../../core/errors.ts'
import { parseMsisdn } from '../../../core/recipients.ts'
import type { Platform, ScheduleChange } from '../../../pipeline/platform.ts'
import { asItCame, errorAnswers, OF_MESSAGE } from '../answers.ts'
import { SECURITY } from '../auth.ts'
import { type Fields, fieldsOf, fieldsOfGet } from '../bodies.ts'
import { notThere } from '../errors.ts'
import { behindIdsOf, messageId } from '../ids.ts'
import { wordsFor } from '../names.ts'
import { dueAtMsOf, senderOf } from '../request.ts'
import { ChangeAnswer, changeAnswer, ReportAnswer, reportAnswer } from '../response.ts'

const NOT_FOUND = notThere('Message not found')

export function changeRoutes(app: FastifyInstance, platform: Platform): void {
  app.get(
    '/api/sms/v1/change_sms_info',
    {
      config: { permission: 'messages:send' },
      exposeHeadRoute: false, // it changes something
      validatorCompiler: asItCame,
      schema: {
        summary: 'Change SMS info',
        description:
          'Changes a message that still waits for its time; the fields may be in a JSON or XML body instead. With `request_id` and no `message_id` it answers as delivery_reports.',
        security: SECURITY,
        querystring: ChangeQuery,
        response: { 200: ChangeAnswer, ...errorAnswers({ body: true, own: OF_MESSAGE }) },
      },
    },
    async (request) => {
      const { account } = request.caller
      const fields = { ...fieldsOf(request.query), ...(await fieldsOfGet(request)) }
      const { message_id: written = '', request_id } = fields
      if (written === '' && request_id !== undefined) return report(account, fields)
      if (written === '') refuse({ code: 'field_missing', field: 'message_id' })
      if (typeof written !== 'string') refuse({ code: 'field_invalid', field: 'message_id' })
      const change = changeOf(fields, platform.clock.now())
      const id = await requestIdOf(account, written)
      const changed = id === null ? null : await platform.schedule.change(account, id, change)
      if (changed?.ok) return changeAnswer(written)
      const error = changed?.error ?? { code: 'not_found' as const }
      // What was dispatched is as little there to be changed as what never was.
      if (error.code !== 'not_found' && error.code !== 'conflict') refuse(error)
      return notThere(`Message ${written} not found`)
    },
  )

  app.get(
    '/api/sms/v1/delivery_reports',
    {
      config: { permission: 'messages:read', errors: { field_invalid: nobodys } },
      validatorCompiler: asItCame,
      schema: {
        summary: 'Delivery reports',
        description: 'How a message stands for one recipient, or for all of them.',
        security: SECURITY,
        querystring: ReportQuery,
        response: {
          200: ReportAnswer,
          ...errorAnswers({ own: [{ code: 'field_missing' }, { code: 'recipient_invalid' }] }),
        },
      },
    },
    ({ caller, query }) => report(caller.account, fieldsOf(query)),
  )

  async function report(account: Account, { request_id, dest_addr }: Fields) {
    if (request_id === undefined || request_id === '') refuse({ code: 'field_missing', field: 'request_id' })
    const msisdn = dest_addr === undefined || dest_addr === '' ? null : msisdnOf(dest_addr)
    const id = await requestIdOf(account, request_id)
    const found = id === null ? null : await platform.request(account.id, id)
    if (!found || id === null) return NOT_FOUND
    const asked = found.messages.filter((message) => msisdn === null || message.msisdn === msisdn)
    return reportAnswer(messageId(id), asked)
  }

  /** Null for what is not a message of this account, sent here. */
  async function requestIdOf(account: Account, written: unknown): Promise<string | null> {
    const behind = typeof written === 'string' ? behindIdsOf(written) : null
    const [request] = behind === null ? [] : await platform.requests(account.id, behind, 1)
    return request?.dialect === 'smsbox' && messageId(request.id) === written ? request.id : null
  }
}

/** Clients send every field, so one that is empty is as one that is absent; but an empty time is now, unless it suspends. */
function changeOf({ scheduled_status, schedule_time, source_addr, message }: Fields, nowMs: number): ScheduleChange {
  const status = STATUSES.get(scheduled_status)
  if (status === undefined) refuse({ code: 'field_invalid', field: 'scheduled_status' })
  const { suspended } = status
  const dueAtMs = schedule_time === undefined ? undefined : (dueAtMsOf(schedule_time, nowMs) ?? nowMs)
  const template = message === '' ? undefined : message
  if (template !== undefined && typeof template !== 'string') refuse({ code: 'field_invalid', field: 'message' })
  return {
    ...(suspended !== undefined && { suspended }),
    ...(dueAtMs !== undefined && !(suspended && schedule_time === '') && { dueAtMs }),
    ...(source_addr !== undefined && source_addr !== '' && { sender: senderOf(source_addr) }),
    ...(template !== undefined && { text: textOf(template) }),
  }
}

const STATUSES = new Map<unknown, { suspended?: boolean }>([
  [undefined, {}],
  ['', {}],
  ['0', { suspended: true }],
  [0, { suspended: true }],
  ['1', { suspended: false }],
  [1, { suspended: false }],
])

function textOf(template: string): NonNullable<ScheduleChange['text']> {
  const words = wordsFor(template)
  return words === null ? { template } : { template, for: words }
}

/** A plus of a query is a blank there. */
function msisdnOf(number: unknown): string {
  const parsed = typeof number === 'string' ? parseMsisdn(number.replace(/^ /, '+'), 'international') : null
  return parsed?.ok ? parsed.value.msisdn : refuse({ code: 'recipient_invalid', field: 'dest_addr' })
}

/** All that the form of a query can be wrong in is a NUL, and an id with one in it is nobody's. */
function nobodys() {
  return { status: 200, body: NOT_FOUND }
}

const ChangeQuery = Type.Object({
  message_id: Type.Optional(
    Type.String({ description: 'As send_sms answered it.', examples: ['sms-2025050112252123117a517ef211f2dbdb'] }),
  ),
  scheduled_status: Type.Optional(
    Type.String({ description: '`0` suspends, `1` resumes. Absent or empty: as it is.', examples: ['0'] }),
  ),
  schedule_time: Type.Optional(
    Type.String({
      description: '`yyyy-mm-dd hh:mm`, GMT. Empty is now, unless `scheduled_status` is `0`; absent is as it is.',
    }),
  ),
  source_addr: Type.Optional(Type.String({ description: 'An active sender ID.' })),
  message: Type.Optional(Type.String({ description: 'The new text; names are filled in as in send_sms.' })),
  request_id: Type.Optional(Type.String({ description: 'Instead of `message_id`, to ask for delivery reports.' })),
  dest_addr: Type.Optional(Type.String({ description: 'With `request_id`: of this recipient alone.' })),
})

const ReportQuery = Type.Object({
  request_id: Type.String({
    description: 'The `message_id` of send_sms.',
    examples: ['sms-2025050112252123117a517ef211f2dbdb'],
  }),
  dest_addr: Type.Optional(Type.String({ description: 'Of this recipient alone.' })),
})
