// test/hostile/inputs.ts: malformed calls of a dialect, made from its own OpenAPI document: bodies near their schemas, bytes
// near a good body, and paths, queries and headers that nobody sends.
import fc from 'fast-check'
import { readJson } from '../../server/src/strict-json.ts'
import { hostileText, noText } from './poison.ts'
import { good, near, type Schema } from './schema.ts'
import { spliced, xmlNear } from './xml.ts'

export type Input = {
  method: string
  /** As it is put on the wire, percent signs and all. */
  path: string
  headers: [name: string, value: string][]
  body: Buffer | null
  /** Who asks. What surely is malformed comes from one who could pay for it. */
  who: 'funded' | 'empty'
  /** Whether nothing but a refusal is right. */
  refused: boolean
}

type Parameter = { name: string; in: string }
export type Operation = {
  method: string
  path: string
  parameters: Parameter[]
  body: Schema | null
  xml: boolean
}

export type OpenApi = {
  paths: Record<
    string,
    Record<
      string,
      { parameters?: Parameter[]; requestBody?: { content: Record<string, { schema: Schema; example?: unknown }> } }
    >
  >
}

export function operationsOf({ paths }: OpenApi): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody }]) => {
      const { schema, example } = requestBody?.content['application/json'] ?? {}
      return {
        method: method.toUpperCase(),
        path,
        parameters,
        body: schema === undefined ? null : { ...schema, ...(example !== undefined && { example }) },
        xml: requestBody?.content['application/xml'] !== undefined,
      }
    }),
  )
}

/** `send` is the path of the call that costs money. */
export function inputs(operations: readonly Operation[], send: string): fc.Arbitrary<Input> {
  const sending = operations.find(({ method, path }) => method === 'POST' && path === send) as Operation
  const withBody = operations.filter(({ body }) => body !== null)
  const withXml = operations.filter(({ xml }) => xml)
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...withBody).chain(structured) },
    { weight: 4, arbitrary: noJson(sending) },
    ...(sending.body?.required ? [{ weight: 2, arbitrary: wrongType(sending, sending.body.required) }] : []),
    { weight: 5, arbitrary: fc.constantFrom(...operations).chain(addressed) },
    { weight: 3, arbitrary: fc.constantFrom(...operations).chain(oddHeaders) },
    { weight: 1, arbitrary: fc.constantFrom(...operations.filter(isGet)).chain(bodyOfGet) },
    ...(withXml.length > 0 ? [{ weight: 10, arbitrary: fc.constantFrom(...withXml).chain(xmlOf) }] : []),
  )
}

const isGet = ({ method }: Operation): boolean => method === 'GET'
const JSON_TYPE: [string, string] = ['content-type', 'application/json']

function structured(operation: Operation): fc.Arbitrary<Input> {
  const { properties, ...rest } = operation.body as Schema
  // Not the example of the whole, but of each part.
  const schema = properties ? { ...rest, properties, example: undefined, examples: [] } : (operation.body as Schema)
  return near(schema).map((text) => call(operation, { body: Buffer.from(text), headers: [JSON_TYPE] }))
}

/** Bytes near a good send that are not JSON. */
function noJson(operation: Operation): fc.Arbitrary<Input> {
  return spliced(Buffer.from(JSON.stringify(good(operation.body as Schema))))
    .filter((bytes) => !readJson(bytes).ok)
    .map((body) => call(operation, { body, headers: [JSON_TYPE], who: 'funded', refused: true }))
}

/** A send with a field that it cannot do without gone, or of a type that no field of it has. */
function wrongType(operation: Operation, required: readonly string[]): fc.Arbitrary<Input> {
  const whole = good(operation.body as Schema) as Record<string, unknown>
  const isList = (field: string): boolean => Array.isArray(whole[field])
  return fc
    .record({ field: fc.constantFrom(...required), value: fc.option(noText) })
    .filter(({ field, value }) => !(isList(field) && value?.startsWith('[{')))
    .map(({ field, value }) => {
      const fields = Object.entries(whole).map(([name, given]) => {
        if (name !== field) return `"${name}":${JSON.stringify(given)}`
        return value === null ? '"_":0' : `"${name}":${value}`
      })
      const body = Buffer.from(`{${fields.join(',')}}`)
      return call(operation, { body, headers: [JSON_TYPE], who: 'funded', refused: true })
    })
}

/** With ids and a query of whatever bytes a request line may have. */
function addressed(operation: Operation): fc.Arbitrary<Input> {
  const parts = operation.parameters.map(({ name, in: place }) =>
    fc.record({ name: fc.constant(name), place: fc.constant(place), value: part, times: TIMES }),
  )
  const more = fc.record({ name: part, place: fc.constant('query'), value: part, times: TIMES })
  return fc.tuple(fc.tuple(...parts), fc.option(more, { freq: 4 })).map(([given, extra]) => {
    const all = [...given, ...(extra ? [extra] : [])].filter(({ place }) => place === 'query')
    const query = all.flatMap((each) => Array.from({ length: each.times }, () => each))
    const inPath = (name: string): string =>
      given.find((each) => each.place === 'path' && each.name === name)?.value ?? 'x'
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name) => inPath(name) || '%20')
    const search = query.map(({ name, value }) => `${name}=${value}`).join('&')
    const body = operation.body === null ? null : Buffer.from(JSON.stringify(good(operation.body)))
    return call(operation, { path: search === '' ? path : `${path}?${search}`, body, headers: [JSON_TYPE] })
  })
}

/** How often a parameter is there. */
const TIMES = fc.constantFrom(1, 1, 1, 0, 2)

/** A GET with a body, which one of SMSBox's takes. */
function bodyOfGet(operation: Operation): fc.Arbitrary<Input> {
  const properties = Object.fromEntries(operation.parameters.map(({ name }) => [name, { type: 'string' }]))
  const json = near({ properties }).map((text): [Buffer, string] => [Buffer.from(text), 'application/json'])
  const xml = xmlNear.map((bytes): [Buffer, string] => [bytes, 'application/xml'])
  return fc.oneof(json, xml).map(([body, type]) => call(operation, { body, headers: [['content-type', type]] }))
}

/** A piece of a request line: percent-encoded, or with signs that mean nothing there. */
const part: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('1', '0', 'x', 'delivered', 'UG', '0199d4c2-7a41-7c1e-9b5d-2f8f0a6f3c11'),
  hostileText.map((text) => encodeURIComponent(text.toWellFormed()).slice(0, 6_000)),
  fc.constantFrom(
    '%',
    '%0',
    '%zz',
    '%ff',
    '%c0%80',
    '%ed%a0%80',
    '%00',
    '%2e%2e%2f',
    '..',
    '.',
    '%25',
    '+',
    '*',
    ';',
    '&&==',
    '%u0041',
  ),
  fc
    .array(
      fc.constantFrom(
        '%',
        '%f',
        '%41',
        '%e2%82',
        'a',
        '0',
        '-',
        '_',
        '~',
        ':',
        '@',
        '"',
        '<',
        '[',
        '{',
        '|',
        '\\',
        '^',
        '`',
      ),
      {
        maxLength: 20,
      },
    )
    .map((signs) => signs.join('')),
)

const header = fc.string({
  unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code === 0x7f ? 0x7e : code)),
  maxLength: 60,
})
const ODD: fc.Arbitrary<[string, string]> = fc.oneof(
  fc.tuple(
    fc.constantFrom(
      'content-type',
      'accept',
      'idempotency-key',
      'content-encoding',
      'expect',
      'origin',
      'cookie',
      'range',
      'x-forwarded-for',
      'te',
    ),
    fc.oneof(
      header,
      fc.constantFrom(
        '',
        ';;',
        '*/*',
        'application/json; charset=utf-7',
        'application/json;;=',
        'application/xml',
        'gzip',
        'a'.repeat(300),
        'text/plain',
        'application/json, application/xml;q=1e9;q=x',
      ),
    ),
  ),
  fc.tuple(fc.constantFrom('authorization', 'api-key', 'x-api-key', 'x-api-public-key'), header),
  fc.constantFrom<[string, string]>(['x-large', 'a'.repeat(9_000)], ['cookie', 'a=b; '.repeat(1_500)]),
)

function oddHeaders(operation: Operation): fc.Arbitrary<Input> {
  return fc.array(ODD, { minLength: 1, maxLength: 3 }).map((odd) => {
    const body = operation.body === null ? null : Buffer.from(JSON.stringify(good(operation.body)))
    return call(operation, { body, headers: [JSON_TYPE, ...odd] })
  })
}

function xmlOf(operation: Operation): fc.Arbitrary<Input> {
  const accept: fc.Arbitrary<[string, string][]> = fc.constantFrom([], [['accept', 'application/xml']])
  return fc
    .tuple(xmlNear, accept)
    .map(([body, accepts]) => call(operation, { body, headers: [['content-type', 'application/xml'], ...accepts] }))
}

function call(operation: Operation, given: Partial<Input>): Input {
  const { method, path } = operation
  return {
    method,
    path: path.replace(/\{\w+\}/g, 'x'),
    headers: [],
    body: null,
    who: 'empty',
    refused: false,
    ...given,
  }
}
