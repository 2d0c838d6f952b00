// test/hostile/shapes.ts: what an error of each dialect looks like: its fields, all of them and no others.
import Type, { type TSchema } from 'typebox'
import { Compile } from 'typebox/compile'

const Text = Type.String({ minLength: 1 })
const exactly = (fields: Record<string, TSchema>) => Type.Object(fields, { additionalProperties: false })
const Coded = exactly({ code: Text, message: Text })
const Code = exactly({ code: Type.Integer({ minimum: 100, maximum: 500 }), message: Text })
const Fault = exactly({ loc: Type.Array(Text, { minItems: 1 }), msg: Text, type: Text })

const SCHEMAS = {
  megasms: exactly({ success: Type.Literal(false), error: Coded }),
  msgine: exactly({
    error: exactly({
      code: Text,
      message: Text,
      details: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))),
      retryAfter: Type.Optional(Type.Integer({ minimum: 1 })),
    }),
    meta: exactly({ requestId: Text }),
  }),
  esms: exactly({
    detail: Type.Union([
      Text,
      Type.Array(Fault, { minItems: 1 }),
      exactly({
        code: Type.Literal('insufficient_balance'),
        message: Text,
        balance: Type.Number(),
        cost: Type.Number(),
        currency: Text,
      }),
    ]),
  }),
  wasambazie: exactly({ detail: Type.Union([Text, Type.Array(Fault, { minItems: 1 })]) }),
  smsbox: Type.Union([Code, exactly({ data: Code }), exactly({ error: Text, code: Type.Literal(107) })]),
  native: exactly({
    error: exactly({ code: Text, message: Text, details: Type.Optional(Type.Unknown()) }),
  }),
}

export type ShapeName = keyof typeof SCHEMAS

const XML =
  /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<response>(<code>\d{3}<\/code><message>[^<]+<\/message>|<data><code>.+<\/data>|<error>.+)<\/response>$/

/** Whether an answer is an error as the dialect words them. */
export const isErrorOf = Object.fromEntries(
  Object.entries(SCHEMAS).map(([name, schema]) => {
    const compiled = Compile(schema as TSchema)
    return [
      name,
      (text: string, type: string) => {
        if (name === 'smsbox' && type.startsWith('application/xml')) return XML.test(text)
        if (!type.startsWith('application/json')) return false
        try {
          return compiled.Check(JSON.parse(text))
        } catch {
          return false
        }
      },
    ]
  }),
) as Record<ShapeName, (text: string, type: string) => boolean>
