// test/hostile/schema.ts: bodies near a JSON Schema: each part of it as it should be, or something else, or left out.
import fc from 'fast-check'
import { hostileText, hostileValue } from './poison.ts'

export type Schema = {
  type?: string | string[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  enum?: unknown[]
  const?: unknown
  examples?: unknown[]
  example?: unknown
  $ref?: string
}

/** A body that is as it should be. */
export function good(schema: Schema): unknown {
  const example = schema.example ?? schema.examples?.[0] ?? schema.enum?.[0] ?? schema.const
  if (example !== undefined) return example
  if (schema.anyOf) return good(schema.anyOf[0] as Schema)
  const type = [schema.type].flat()[0]
  if (type === 'object') {
    return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, field]) => [name, good(field)]))
  }
  if (type === 'array') return [good(schema.items ?? {})]
  if (type === 'integer' || type === 'number') return 1
  return type === 'boolean' ? true : 'a'
}

type Field = { name: string; text: string; twice: boolean } | null

/** JSON, more or less. */
export function near(schema: Schema): fc.Arbitrary<string> {
  const right = fc.constant(JSON.stringify(good(schema)))
  const { properties } = schema
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(near))
  if (properties) {
    const fields = Object.entries(properties).map(([name, field]) => fieldNear(name, field))
    const extra = fieldOf(hostileText, hostileValue)
    return fc.tuple(...fields, fc.option(extra, { freq: 8 })).map((all) => written(all))
  }
  if (schema.items) {
    const items = fc.array(fc.oneof({ weight: 3, arbitrary: near(schema.items) }, hostileValue), { maxLength: 6 })
    return fc.oneof({ weight: 3, arbitrary: items.map((texts) => `[${texts.join(',')}]`) }, hostileValue)
  }
  return fc.oneof({ weight: 2, arbitrary: right }, { weight: 1, arbitrary: hostileValue })
}

function fieldNear(name: string, schema: Schema): fc.Arbitrary<Field> {
  const right = fc.record({
    name: fc.constant(name),
    text: fc.constant(JSON.stringify(good(schema))),
    twice: fc.constant(false),
  })
  return fc.oneof(
    { weight: 6, arbitrary: right },
    { weight: 2, arbitrary: fieldOf(fc.constant(name), hostileValue) },
    { weight: 2, arbitrary: fieldOf(fc.constant(name), near(schema)) },
    { weight: 1, arbitrary: fc.constant(null) },
  )
}

function fieldOf(name: fc.Arbitrary<string>, text: fc.Arbitrary<string>): fc.Arbitrary<Field> {
  return fc.record({ name, text, twice: fc.nat(30).map((nth) => nth === 0) })
}

function written(fields: readonly Field[]): string {
  const parts = fields.flatMap((field) => {
    if (field === null) return []
    const part = `${JSON.stringify(field.name)}:${field.text}`
    return field.twice ? [part, part] : [part]
  })
  return `{${parts.join(',')}}`
}
