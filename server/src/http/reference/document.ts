// The part of OpenAPI 3.1 that our documents have, and how a page reads it.
export type Schema = {
  $ref?: string
  type?: string | string[]
  title?: string
  description?: string
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  examples?: unknown[]
  default?: unknown
  format?: string
  additionalProperties?: boolean | Schema
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
}
type Media = { schema: Schema; example?: unknown; examples?: Record<string, { summary?: string; value: unknown }> }
export type Content = Record<string, Media>
export type Parameter = {
  name: string
  in: string
  required?: boolean
  description?: string
  example?: unknown
  schema: Schema
}
export type Operation = {
  operationId?: string
  summary: string
  description?: string
  tags?: string[]
  parameters?: Parameter[]
  requestBody?: { content: Content }
  responses: Record<string, { description: string; content?: Content }>
  security?: Record<string, string[]>[]
  callbacks?: Record<
    string,
    Record<string, Record<string, { requestBody: { description?: string; content: Content } }>>
  >
  'x-permission'?: string
}
export type SecurityScheme = { type: string; scheme?: string; in?: string; name?: string; description: string }
export type OpenApi = {
  openapi: string
  info: { title: string; description: string; version: string }
  servers: { url: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas?: Record<string, Schema>; securitySchemes: Record<string, SecurityScheme> }
}

/** One call: its method, its path behind the host, and what the document says of it. */
export type Call = { id: string; method: string; path: string; operation: Operation }

/** The calls by their first tag, in the order the document has them. */
export function callsByTag(document: OpenApi): Map<string, Call[]> {
  const groups = new Map<string, Call[]>()
  const prefix = document.servers[0]?.url ?? ''
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      // Fastify answers HEAD wherever GET is; nobody reads about it.
      if (method === 'head') continue
      const tag = operation.tags?.[0] ?? 'Calls'
      const calls = groups.get(tag) ?? []
      groups.set(tag, calls)
      const id = operation.operationId ?? `${method}-${path.replaceAll(/[^a-z0-9]+/gi, '-')}`
      calls.push({ id, method: method.toUpperCase(), path: prefix + path, operation })
    }
  }
  return groups
}

/** The schema, or the one that it refers to. */
export function resolved(document: OpenApi, schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1)
  return name === undefined ? schema : (document.components.schemas?.[name] ?? {})
}

/** The examples of a body by name; made from its schema where the document gives none. */
export function examplesOf(document: OpenApi, content: Content | undefined): { name: string; value: unknown }[] {
  const media = content && Object.values(content)[0]
  if (!media) return []
  if (media.examples)
    return Object.entries(media.examples).map(([name, { summary, value }]) => ({ name: summary ?? name, value }))
  const value = media.example ?? exampleOf(document, media.schema)
  return value === undefined ? [] : [{ name: 'example', value }]
}

/** A value of a schema: its own example, or one made of its parts' examples. */
export function exampleOf(document: OpenApi, given: Schema): unknown {
  const schema = resolved(document, given)
  if (schema.examples?.length) return schema.examples[0]
  if (schema.const !== undefined) return schema.const
  if (schema.default !== undefined) return schema.default
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf) return exampleOf(document, schema.anyOf[0] as Schema)
  const types = [schema.type].flat()
  if (types.includes('null')) return null
  switch (types[0]) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, property]) => [name, exampleOf(document, property)]),
      )
    case 'array':
      return schema.items ? [exampleOf(document, schema.items)] : []
    case 'integer':
    case 'number':
      return schema.minimum ?? 0
    case 'boolean':
      return false
    case 'string':
      return OF_FORMAT[schema.format ?? ''] ?? '…'
    default:
      return null
  }
}

const OF_FORMAT: Record<string, string> = {
  uuid: '0199d4c2-7a41-7c1e-9b5d-2f8f0a6f3c11',
  'date-time': '2026-03-02T09:15:30.120Z',
}
