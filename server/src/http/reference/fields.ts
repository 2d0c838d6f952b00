// The table of a body's or a query's fields: name, type, whether it must be there, and what it says.
import { type OpenApi, type Parameter, resolved, type Schema } from './document.ts'
import { type Html, html, prose } from './html.ts'

type Field = { name: string; schema: Schema; required: boolean; depth: number; description: string | undefined }

export function bodyFields(document: OpenApi, schema: Schema): Html | null {
  return table(fieldsOf(document, schema, '', 0))
}

export function parameterFields(parameters: readonly Parameter[]): Html | null {
  return table(
    parameters.map(({ name, schema, required = false, description }) => ({
      name,
      schema,
      required,
      depth: 0,
      description: description ?? schema.description,
    })),
  )
}

const DEPTH_MAX = 4

/** Fields of fields stand under theirs, by their whole name: `messages[].to`. */
function fieldsOf(document: OpenApi, given: Schema, prefix: string, depth: number): Field[] {
  const schema = resolved(document, given)
  if (schema.items) return depth > DEPTH_MAX ? [] : fieldsOf(document, schema.items, `${prefix}[]`, depth)
  return Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    const property = resolved(document, value)
    const name = prefix === '' ? key : `${prefix}.${key}`
    const required = schema.required?.includes(key) ?? false
    const field = { name, schema: property, required, depth, description: value.description ?? property.description }
    return [field, ...fieldsOf(document, property, name, depth + 1)]
  })
}

function table(fields: readonly Field[]): Html | null {
  if (fields.length === 0) return null
  return html`<ul class="fields">${fields.map(
    ({ name, schema, required, depth, description }) => html`
      <li class="depth-${Math.min(depth, DEPTH_MAX)}">
        <p class="field"><code>${name}</code> <span class="type">${typeOf(schema)}</span>${required && html` <span class="must">required</span>`}</p>
        ${description && html`<p>${prose(description)}</p>`}${limits(schema)}
      </li>`,
  )}</ul>`
}

function typeOf(schema: Schema): string {
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' or ')
  const types = [schema.type ?? typesOf(schema.enum)].flat()
  if (types.length === 0) return schema.const === undefined ? 'any' : JSON.stringify(schema.const)
  const words = types.map((type) => (type === 'array' && schema.items ? `array of ${typeOf(schema.items)}` : type))
  return words.join(' or ')
}

/** Of a choice of words whose schema names no type. */
const typesOf = (values: readonly unknown[] = []): string[] => [...new Set(values.map((value) => typeof value))]

function limits(schema: Schema): Html | null {
  const { enum: values = schema.items?.enum, default: fallback, minimum, maximum, maxLength } = schema
  const said = [
    values && html`One of ${values.map((value, index) => [index > 0 && ', ', html`<code>${String(value)}</code>`])}.`,
    fallback !== undefined && html`Default <code>${String(fallback)}</code>.`,
    minimum !== undefined && maximum !== undefined && html`From ${minimum} to ${maximum}.`,
    maxLength !== undefined && html`Up to ${maxLength} characters.`,
  ].filter((part) => part !== undefined && part !== false)
  return said.length === 0 ? null : html`<p class="limits">${said.map((part) => [part, ' '])}</p>`
}
