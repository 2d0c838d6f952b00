// Bodies of SMSBox: JSON or XML, and the same fields out of either. A body of another form is `body_unreadable`.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { refuse } from '../../core/errors.ts'
import { BODY_BYTES_MAX, bodyAbsent, expectBody, jsonFrom, readBody } from '../../http/body.ts'
import { readXml, type XmlElement } from './xml.ts'

export type Fields = { readonly [name: string]: unknown }

export function readXmlBodies(app: FastifyInstance): void {
  readBody(app, 'application/xml', xmlFrom)
}

/** What a body asks for, as its parser left it, but for `null`: that is how serialisers write a field that was not set. */
export function fieldsOf(body: unknown): Fields {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) refuse({ code: 'body_unreadable' })
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null))
}

const READERS: Record<string, (bytes: Buffer) => unknown> = { 'application/json': jsonFrom, 'application/xml': xmlFrom }

/** Of a GET, whose body Fastify leaves alone; without one there are no fields, whatever its content type. */
export async function fieldsOfGet({ headers, raw }: FastifyRequest): Promise<Fields> {
  if (bodyAbsent(headers)) return {}
  expectBody(headers)
  const chunks: Buffer[] = []
  let length = 0
  // What is left of a body that is refused is still to be read, so that the answer is seen: Node drops it.
  for await (const chunk of raw.iterator({ destroyOnReturn: false })) {
    length += chunk.length
    if (length > BODY_BYTES_MAX) refuse({ code: 'body_too_large' })
    chunks.push(chunk)
  }
  if (length === 0) return {}
  const mediaType = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() as string
  const read = Object.hasOwn(READERS, mediaType) ? READERS[mediaType] : undefined
  return fieldsOf((read ?? refuse({ code: 'content_type_unsupported' }))(Buffer.concat(chunks)))
}

const ROOTS: ReadonlySet<string> = new Set(['sms', 'sender', 'template'])

function xmlFrom(bytes: Buffer): Fields {
  const read = readXml(bytes)
  if (!read.ok || !ROOTS.has(read.value.name)) return refuse({ code: 'body_unreadable' })
  return fieldsIn(read.value)
}

function fieldsIn({ children }: XmlElement): Fields {
  const names = new Set(children.map(({ name }) => name))
  if (names.size < children.length) refuse({ code: 'body_unreadable' }) // one of them is not what is meant
  return Object.fromEntries(children.map((child) => [child.name, fieldOf(child)]))
}

/** Texts that are sent as they stand. Around the others blanks are layout. */
const VERBATIM: ReadonlySet<string> = new Set([
  'message',
  'recipient_name',
  'reference_id',
  'sample_content',
  'sms_title',
])

function fieldOf({ name, text, children }: XmlElement): unknown {
  if (name === 'recipients') return children.filter((child) => child.name === 'recipient').map(fieldsIn)
  if (children.length > 0) return children // no call has a field of this form
  return VERBATIM.has(name) ? text : text.trim()
}
