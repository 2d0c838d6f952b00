// query_sender_names and request_sender_name.
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { refuse } from '../../../core/errors.ts'
import { senderForm } from '../../../core/sender-ids.ts'
import { listSenders, requestSender, type SenderRow, type SenderStatus } from '../../../setup/sender-ids.ts'
import type { Setup } from '../../../setup/setup.ts'
import { asItCame, eitherForm, errorAnswers } from '../answers.ts'
import { SECURITY } from '../auth.ts'
import { fieldsOf } from '../bodies.ts'
import { AUTHORIZATION_PARAMETERS, SENDER_NAMES } from '../errors.ts'
import { SenderNameAnswer, SenderNamesAnswer, senderNameAnswer, senderNamesAnswer } from '../response.ts'
import { shownTime } from '../times.ts'

const STATUSES = ['approved', 'rejected', 'pending'] as const
const LISTED_MAX = 1000
const SAMPLE_CHARS = { min: 15, max: 170 }

export function senderNameRoutes(app: FastifyInstance, setup: Setup): void {
  app.get(
    '/api/sms/v1/query_sender_names',
    {
      config: { permission: 'messages:read', errors: AUTHORIZATION_PARAMETERS },
      validatorCompiler: asItCame,
      schema: {
        summary: 'View sender names',
        description: 'All registered sender names, the newest first.',
        security: SECURITY,
        querystring: ListQuery,
        response: {
          200: SenderNamesAnswer,
          ...errorAnswers({ own: [{ code: 'field_invalid', field: 'status' }], words: AUTHORIZATION_PARAMETERS }),
        },
      },
    },
    async ({ caller: { account }, query }) => {
      const { q, status } = fieldsOf(query)
      const wanted = searchOf(q)
      const listed = await listSenders(setup, account.id, statusOf(status), null, LISTED_MAX)
      if (!listed.ok) refuse(listed.error)
      return senderNamesAnswer(listed.value.filter((row) => isFound(row, wanted)).map(shown))
    },
  )

  app.post<{ Body: unknown }>(
    '/api/sms/v1/request_sender_name',
    {
      config: { permission: 'messages:send', errors: SENDER_NAMES },
      validatorCompiler: asItCame,
      schema: {
        summary: 'Request sender name',
        description: 'It is pending until the operator has decided.',
        security: SECURITY,
        body: eitherForm(RequestBody),
        response: { 200: SenderNameAnswer, ...errorAnswers({ body: true, own: REFUSALS, words: SENDER_NAMES }) },
      },
    },
    async ({ caller: { account, credential }, body }) => {
      const { senderid, sample_content } = fieldsOf(body)
      if (senderid === undefined || sample_content === undefined) refuse({ code: 'field_missing' })
      const input = { name: nameOf(senderid), sampleContent: sampleOf(sample_content) }
      const made = await requestSender(setup, `credential:${credential.id}`, account.id, input)
      return made.ok ? senderNameAnswer(made.value.number) : refuse(made.error)
    },
  )
}

function statusOf(status: unknown): SenderStatus | null {
  if (status === undefined || status === '') return null
  return STATUSES.find((each) => each === status) ?? refuse({ code: 'field_invalid', field: 'status' })
}

function searchOf(q: unknown = ''): string {
  return typeof q === 'string' ? q.toLowerCase() : refuse({ code: 'field_invalid', field: 'q' })
}

function isFound({ name, sample_content }: SenderRow, wanted: string): boolean {
  return name.toLowerCase().includes(wanted) || (sample_content ?? '').toLowerCase().includes(wanted)
}

function shown({ number, name, status, created_at }: SenderRow) {
  return { id: String(number), sending_name: name, status, created: shownTime(created_at) }
}

function nameOf(name: unknown): string {
  const form = typeof name === 'string' ? senderForm(name, { characters: 'spaced', number: 'none' }) : null
  return form?.ok ? form.value.sender : refuse({ code: 'field_invalid', field: 'senderid' })
}

function sampleOf(sample: unknown): string {
  const length = typeof sample === 'string' ? sample.trim().length : 0
  if (length >= SAMPLE_CHARS.min && length <= SAMPLE_CHARS.max) return sample as string
  return refuse({ code: 'field_invalid', field: 'sample_content' })
}

const REFUSALS = [
  { code: 'field_invalid', field: 'senderid' },
  { code: 'conflict' },
  { code: 'field_invalid', field: 'sample_content' },
] as const

const ListQuery = Type.Object({
  q: Type.Optional(Type.String({ description: 'In the name or its sample content, in any case of letters.' })),
  status: Type.Optional(Type.Enum(STATUSES)),
})

const RequestBody = Type.Object(
  {
    senderid: Type.String({ description: 'Up to 11 letters, digits, spaces, `-` and `.`.' }),
    sample_content: Type.String({ description: 'What it is for, 15 to 170 characters.' }),
  },
  { examples: [{ senderid: 'DUKA', sample_content: 'Your order 481 is ready for collection.' }] },
)
