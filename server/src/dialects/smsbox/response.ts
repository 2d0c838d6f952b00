// What SMSBox answers, its names, types and order as its document prints them.
import Type, { type TSchema } from 'typebox'
import type { MessageState } from '../../core/messages.ts'

const ID = 'sms-2025050112252123117a517ef211f2dbdb'

const succeeded = <T extends TSchema>(data: T, message: string, options: object = {}) =>
  Type.Object({
    status: Type.Boolean({ examples: [true] }),
    code: Type.Integer({ examples: [200] }),
    message: Type.String({ examples: [message] }),
    data,
    ...options,
  })

const SENT = 'Message Scheduled Successfully'
const DONE = 'Operation processed successfully'

const WrittenId = Type.String({ description: 'The `message_id`.', examples: [`message_id:${ID}`] })

export const SendAnswer = succeeded(WrittenId, SENT)
export function sendAnswer(id: string) {
  return { status: true, code: 200, message: SENT, data: `message_id:${id}` }
}

export const BalanceAnswer = succeeded(
  Type.Array(Type.Object({ balance_money: Type.Number({ examples: [100] }) })),
  DONE,
)
export function balanceAnswer(balance_money: number) {
  return { status: true, code: 200, message: DONE, data: [{ balance_money }] }
}

const DeliveryReport = Type.Object({
  dest_addr: Type.String({ examples: ['+22687161524'] }),
  status: Type.Enum(['PENDING', 'DELIVERED', 'UNDELIVERED'], { examples: ['DELIVERED'] }),
  request_id: Type.String({ examples: [ID] }),
})
/** Without `data` where there is no such message: `code` is 403 then. */
export const ReportAnswer = Type.Object({
  ...succeeded(Type.Array(DeliveryReport), DONE).properties,
  data: Type.Optional(Type.Array(DeliveryReport)),
})
export function reportAnswer(id: string, messages: readonly { msisdn: string; state: MessageState }[]) {
  const data = messages.map(({ msisdn, state }) => {
    return { dest_addr: `+${msisdn}`, status: deliveryStatus(state), request_id: id }
  })
  return { status: true, code: 200, message: DONE, data }
}

export function deliveryStatus(state: MessageState): 'PENDING' | 'DELIVERED' | 'UNDELIVERED' {
  if (state === 'delivered') return 'DELIVERED'
  return state === 'failed' || state === 'cancelled' ? 'UNDELIVERED' : 'PENDING'
}

/** As `ReportAnswer` where a report was asked for. */
export const ChangeAnswer = Type.Object(
  {
    ...succeeded(WrittenId, '').properties,
    data: Type.Optional(Type.Union([WrittenId, Type.Array(DeliveryReport)])),
  },
  { examples: [changeAnswer(ID)] },
)
export function changeAnswer(id: string) {
  return { status: true, code: 200, message: `Message ${id} Updated Successfully!`, data: `message_id:${id}` }
}

export const SenderNamesAnswer = succeeded(
  Type.Array(
    Type.Object({
      id: Type.String({ examples: ['2'] }),
      sending_name: Type.String({ examples: ['INFO'] }),
      status: Type.Enum(['approved', 'rejected', 'pending'], { examples: ['approved'] }),
      created: Type.String({ examples: ['2025-03-18 17:25:29'] }),
    }),
  ),
  SENT,
)
export function senderNamesAnswer(data: { id: string; sending_name: string; status: string; created: string }[]) {
  return { status: true, code: 200, message: SENT, data } // its message is the send's, as printed
}

export const SenderNameAnswer = succeeded(Type.String({ examples: ['[]'] }), 'SenderID 299 created Successfully')
export function senderNameAnswer(number: number) {
  return { status: true, code: 200, message: `SenderID ${number} created Successfully`, data: '[]' }
}

const Template = Type.Object({
  id: Type.String({ examples: ['1'] }),
  sms_title: Type.String({ examples: ['Welcome'] }),
  message: Type.String({ examples: ['Hello [{RECEIVERNAME}]'] }),
  created: Type.String({ examples: ['2025-03-18 17:25:29'] }),
})
type ShownTemplate = { id: string; sms_title: string; message: string; created: string }

export const TemplatesAnswer = Type.Object({
  ...succeeded(Type.Array(Template), DONE).properties,
  pagination: Type.Object({
    page: Type.Integer({ examples: [1] }),
    limit: Type.Integer({ examples: [20] }),
    total: Type.Integer({ examples: [1] }),
    pages: Type.Integer({ examples: [1] }),
  }),
})
export function templatesAnswer(data: ShownTemplate[], page: number, limit: number, total: number) {
  const pagination = { page, limit, total, pages: Math.ceil(total / limit) }
  return { status: true, code: 200, message: DONE, data, pagination }
}

const CHANGES = {
  125: 'SMS Template Updated Successfully',
  126: 'SMS Template Created Successfully',
  128: 'SMS Template Deleted Successfully',
} as const

export const templateChangeSchema = (code: keyof typeof CHANGES) =>
  Type.Object({
    status: Type.Boolean({ examples: [true] }),
    code: Type.Integer({ examples: [code] }),
    message: Type.String({ examples: [CHANGES[code]] }),
    data: Type.Array(Template),
  })
export function templateChangeAnswer(code: keyof typeof CHANGES, data: ShownTemplate[]) {
  return { status: true, code, message: CHANGES[code], data }
}
