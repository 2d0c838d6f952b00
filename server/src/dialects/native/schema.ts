// The parts that the schemas of all our calls share. A schema is written once: it checks what comes in, prints what goes
// out, and is the reference page.
import { type Static, type TObject, type TProperties, type TSchema, Type } from 'typebox'
import { MESSAGE_STATES } from '../../core/messages.ts'

/** One of these words. */
export const oneOf = <const T extends readonly string[]>(values: T, options: object = {}) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values], ...options })

/** The same, or null. A type of two names, because `anyOf` makes the printer look at each value twice. */
export const nullable = <T extends TSchema>(schema: T, options: object = {}) =>
  Type.Unsafe<Static<T> | null>({ ...schema, type: [(schema as { type?: string }).type, 'null'], ...options })

export const Id = Type.String({ format: 'uuid', examples: ['0199d4c2-7a41-7c1e-9b5d-2f8f0a6f3c11'] })
export const Time = Type.String({
  format: 'date-time',
  description: 'ISO 8601, UTC',
  examples: ['2026-03-02T09:15:30.120Z'],
})
export const Amount = Type.String({
  pattern: '^-?\\d+(\\.\\d{2,6})?$',
  description: 'A decimal string in `currency`, exact. Whole when the wallet counts SMS units.',
  examples: ['1.2022'],
})
export const Currency = Type.String({
  description: "The wallet's: ISO 4217, or `units`",
  examples: ['KES'],
})
export const PhoneNumber = Type.String({ description: 'With its country code, `+` first', examples: ['+256712345678'] })
export const State = oneOf(MESSAGE_STATES, { description: 'Where the message is', examples: ['delivered'] })

/** The path's id. Its form is not judged: an id of the wrong form is the id of nothing. */
export const IdParams = Type.Object({ id: Type.String({ description: 'Its id' }) })

export const PageQuery = {
  cursor: Type.Optional(
    Type.String({ maxLength: 200, description: '`next` of the page before; absent for the first page' }),
  ),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50, description: 'How many at the most' })),
}

export const Next = nullable(Type.String(), {
  description: 'Give it as `cursor` for the next page; null at the end',
  examples: [null],
})

/** A page of a list. */
export const list = <P extends TProperties>(item: TObject<P>, description: string) =>
  Type.Object({ data: Type.Array(item), next: Next }, { description })

export const ErrorAnswer = Type.Object(
  {
    error: Type.Object({
      code: Type.String({ description: 'One of a closed list of words, for programs' }),
      message: Type.String({ description: 'What happened, why, and what to do now, for people' }),
      details: Type.Optional(Type.Object({}, { additionalProperties: true, description: 'What the code is about' })),
    }),
  },
  { $id: 'Error' },
)
