// What a body of POST /v1/requests asks for: one text to many numbers, or a text for each.
import { type Static, Type } from 'typebox'
import { refuse } from '../../core/errors.ts'
import { dedupe, parseMsisdn } from '../../core/recipients.ts'
import type { Draft } from '../../core/requests.ts'
import { senderForm } from '../../core/sender-ids.ts'
import { ScheduleAt } from './schedule.ts'
import { nullable, PhoneNumber } from './schema.ts'

const RECIPIENTS_MAX = 10_000
const TEXT_MAX = 1600

const Text = Type.String({
  description: `What it says, 1 to ${TEXT_MAX.toLocaleString('en')} characters. \`{name}\` is filled in where \`variables\` are given.`,
  examples: ['Habari {name}, your parcel is here.'],
})

const Individual = Type.Object({
  to: PhoneNumber,
  text: Type.Optional({ ...Text, description: 'Its own text; absent, the `text` of the request' }),
  variables: Type.Optional(
    Type.Unsafe<Record<string, string>>({
      type: 'object',
      additionalProperties: { type: 'string' },
      description:
        'Values by name. Each `{name}` of the text is replaced once, as it stands; one without a value is refused.',
      examples: [{ name: 'Asha' }],
    }),
  ),
})

const audience = {
  text: Type.Optional(Text),
  to: Type.Optional(
    Type.Array(PhoneNumber, {
      description: `The numbers that get \`text\`, 1 to ${RECIPIENTS_MAX.toLocaleString('en')}`,
    }),
  ),
  messages: Type.Optional(
    Type.Array(Individual, {
      description: 'Instead of `to`: one entry a message, each with its own text or variables',
    }),
  ),
  sender: Type.Optional(
    Type.String({
      description: "An approved sender ID, its case does not matter; absent, the account's or the route's default",
      examples: ['MyApp'],
    }),
  ),
  route: Type.Optional(
    Type.String({ maxLength: 64, description: 'The code of a route; absent, by destination', examples: ['ESMS_UG'] }),
  ),
}

export const SendBody = Type.Object(
  {
    ...audience,
    callback_url: Type.Optional(
      Type.String({
        description: 'Where this request is told of, on top of your webhook endpoints. https.',
        examples: ['https://hooks.example.com/sms'],
      }),
    ),
    schedule_at: Type.Optional(nullable(ScheduleAt)),
  },
  {
    examples: [
      { sender: 'MyApp', to: ['+256712345678', '+254712345678'], text: 'Your parcel is here.' },
      {
        sender: 'MyApp',
        text: 'Habari {name}, your code is {code}.',
        messages: [
          { to: '+255712345678', variables: { name: 'Asha', code: '4821' } },
          { to: '+254712345678', text: 'Hello again, Otieno.' },
        ],
      },
    ],
  },
)
export type SendBody = Static<typeof SendBody>

export const QuoteBody = Type.Object(audience, {
  examples: [{ to: ['+256712345678'], text: 'Karibu “sana” — tutaonana' }],
})
export type QuoteBody = Static<typeof QuoteBody>

/** The draft of a send, its numbers read, its texts filled in. Refuses the first thing that is wrong. */
export function draftOf(body: QuoteBody): Draft {
  const { to = [], messages, route = null } = body
  if (messages !== undefined && body.to !== undefined) {
    refuse({ code: 'field_invalid', field: 'messages', message: 'Give either "to" or "messages", not both.' })
  }
  const sender = body.sender === undefined ? null : senderOf(body.sender)
  if (messages !== undefined) {
    judgeCount(messages.length, 'messages')
    return { sender, routeCode: route, ...individual(messages, body.text) }
  }
  const text = body.text ?? refuse({ code: 'field_missing', field: 'text' })
  judgeCount(to.length, 'to')
  const recipients = to.map((number, index) => {
    const parsed = parseMsisdn(number, 'international')
    return parsed.ok ? parsed.value : refuse({ code: 'recipient_invalid', field: `to.${index}` })
  })
  judgeText(text, 'text')
  return { sender, routeCode: route, text, recipients: dedupe(recipients) }
}

function judgeCount(count: number, field: string): void {
  if (count === 0) refuse({ code: 'recipients_missing', field })
  if (count > RECIPIENTS_MAX) refuse({ code: 'recipients_too_many', field })
}

function individual(
  entries: readonly Static<typeof Individual>[],
  common: string | undefined,
): Pick<Draft, 'text' | 'recipients'> {
  if (common !== undefined) judgeText(common, 'text')
  const read = entries.map((entry, index) => {
    const at = `messages.${index}`
    const recipient = parseMsisdn(entry.to, 'international')
    if (!recipient.ok) return refuse({ code: 'recipient_invalid', field: `${at}.to` })
    const template = entry.text ?? common ?? refuse({ code: 'field_missing', field: `${at}.text` })
    judgeText(template, `${at}.text`)
    const text = entry.variables === undefined ? template : filledIn(template, entry.variables, `${at}.variables`)
    judgeText(text, `${at}.text`)
    return { ...recipient.value, text }
  })
  // The request keeps one text: the common one, or the first.
  return { text: common ?? (read[0] as { text: string }).text, recipients: dedupe(read) }
}

function senderOf(given: string): string {
  const number = given.trimStart().startsWith('+') ? 'with_plus' : 'without_plus'
  const form = senderForm(given, { characters: 'printable', number })
  if (form.ok) return form.value.sender
  const message = 'A sender is a name of 1 to 11 characters, or a number.'
  return refuse({ code: 'field_invalid', field: 'sender', message })
}

export function judgedText(text: string): string {
  judgeText(text, 'text')
  return text
}

function judgeText(text: string, field: string): void {
  if (text === '') refuse({ code: 'text_empty', field })
  // A character is a code point here, which may be two UTF-16 units.
  if (text.length > TEXT_MAX && [...text].length > TEXT_MAX) refuse({ code: 'text_too_long', field })
}

const PLACEHOLDER = /\{([A-Za-z_][A-Za-z0-9_]{0,31})\}/g

/** One pass, so that a value that looks like a placeholder stays as it is. */
function filledIn(template: string, variables: Record<string, string>, field: string): string {
  return template.replace(PLACEHOLDER, (_, name: string) => {
    const at = `${field}.${name}`
    const value = Object.hasOwn(variables, name) ? (variables[name] as string) : undefined
    if (value === undefined) {
      return refuse({
        code: 'field_missing',
        field: at,
        message: `The text has {${name}}, and ${at} is missing. Add it.`,
      })
    }
    // Each value is judged before it is put in: a short body must not become gigabytes of text.
    if (value.length > 2 * TEXT_MAX) refuse({ code: 'text_too_long', field: at })
    return value
  })
}
