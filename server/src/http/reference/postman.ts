// A document as a Postman collection (format v2.1): a folder a tag, variables for the host, the secrets and the ids, and
// scripts that keep an answer's ids for the calls after it.
import { type Credential, credentialsOf, secretsOf } from './credentials.ts'
import { type Call, callsByTag, examplesOf, type OpenApi, type Parameter } from './document.ts'
import { idName, idsIn, VARIABLE } from './ids.ts'
import { isShown, parameterExample } from './samples/sample.ts'
import { ORIGIN } from './served.ts'

type Variable = { key: string; value: string; type: 'string'; description?: string }
type Event = { listen: 'test'; script: { type: 'text/javascript'; exec: string[] } }
type Query = { key: string; value: string; disabled?: true; description?: string }
export type Item = {
  name: string
  event?: Event[]
  request: {
    method: string
    header: { key: string; value: string }[]
    url: { raw: string; host: string[]; path: string[]; query?: Query[] }
    body?: { mode: 'raw'; raw: string; options: { raw: { language: 'json' } } }
    description?: string
  }
  response: []
}
export type Folder = { name: string; item: Item[] }
export type Collection = {
  info: { name: string; description: string; schema: string }
  item: (Folder | Item)[]
  auth?: object
  variable: Variable[]
}

const SCHEMA = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json'

export function postmanCollection(document: OpenApi, name: string): Collection {
  const groups = [...callsByTag(document)]
  const calls = groups.flatMap(([, group]) => group)
  const credentials = calls[0] ? credentialsOf(document, name, calls[0].operation) : []
  const asked = new Set(calls.flatMap((call) => idsAskedBy(call)))
  const known = examplesInPaths(document, calls)
  const items = (group: readonly Call[]): Item[] => group.map((call) => item(document, call, { credentials, asked }))
  return {
    info: { name: document.info.title, description: document.info.description, schema: SCHEMA },
    item: groups.length === 1 ? items(calls) : groups.map(([tag, group]) => ({ name: tag, item: items(group) })),
    ...auth(credentials),
    variable: [
      { key: 'host', value: ORIGIN, type: 'string', description: 'Scheme, host and port of the installation' },
      ...secretsOf(credentials).map(({ variable: key, placeholder }) => variable(key, placeholder)),
      ...[...asked].map((key) => variable(key, known.get(key) ?? '')),
    ],
  }
}

/** Of what stands in a path and is no id, so that no answer gives it: a number that somebody wrote from. */
function examplesInPaths(document: OpenApi, calls: readonly Call[]): ReadonlyMap<string, string> {
  return new Map(
    calls.flatMap(({ path, operation: { parameters = [] } }) =>
      parameters
        .filter(({ in: place, name }) => place === 'path' && !idName(path, name).endsWith('_id'))
        .map((parameter) => [parameter.name, String(parameterExample(document, parameter))] as const),
    ),
  )
}

const variable = (key: string, value: string): Variable => ({ key, value, type: 'string' })
const braced = (name: string): string => `{{${name}}}`

/** Postman has one `auth` of each kind, so headers of one's own are headers there too. */
function auth(credentials: readonly Credential[]): { auth?: object } {
  const [first] = credentials
  const pair = (key: string, secret: string) => ({ key, value: braced(secret), type: 'string' })
  if (first?.kind === 'bearer') return { auth: { type: 'bearer', bearer: [pair('token', first.token.variable)] } }
  if (first?.kind !== 'basic') return {}
  const basic = [pair('username', first.user.variable), pair('password', first.password.variable)]
  return { auth: { type: 'basic', basic } }
}

function item(
  document: OpenApi,
  call: Call,
  { credentials, asked }: { credentials: readonly Credential[]; asked: ReadonlySet<string> },
): Item {
  const { method, path, operation } = call
  const headers = credentials.filter((each) => each.kind === 'header')
  const content = operation.requestBody?.content
  const body = examplesOf(document, content)[0]
  const kept = Object.entries(idsIn(document, call)).filter(([name]) => asked.has(name))
  return {
    name: operation.summary,
    ...(kept.length > 0 && { event: [keeping(kept)] }),
    request: {
      method,
      header: [
        ...headers.map(({ header, value }) => ({ key: header, value: braced(value.variable) })),
        ...(content && body ? [{ key: 'Content-Type', value: Object.keys(content)[0] as string }] : []),
      ],
      url: address(
        path,
        (operation.parameters ?? []).filter((each) => each.in === 'query').map((each) => queryOf(document, each)),
      ),
      ...(body && {
        body: {
          mode: 'raw' as const,
          raw: JSON.stringify(body.value, idsFrom(asked), 2),
          options: { raw: { language: 'json' as const } },
        },
      }),
      ...(operation.description !== undefined && { description: operation.description }),
    },
    response: [],
  }
}

function address(path: string, query: Query[]): Item['request']['url'] {
  const filled = path.replaceAll(VARIABLE, (_, name) => braced(idName(path, name)))
  const sent = query.filter(({ disabled }) => !disabled).map(({ key, value }) => `${key}=${value}`)
  return {
    raw: `${braced('host')}${filled}${sent.length > 0 ? `?${sent.join('&')}` : ''}`,
    host: [braced('host')],
    path: filled.slice(1).split('/'),
    ...(query.length > 0 && { query }),
  }
}

/** What may be left out is there to be switched on. */
function queryOf(document: OpenApi, parameter: Parameter): Query {
  const { name, description } = parameter
  return {
    key: name,
    value: isId(parameter) ? braced(name) : shown(document, parameter),
    ...(!isShown(parameter) && { disabled: true }),
    ...(description !== undefined && { description }),
  }
}

function shown(document: OpenApi, parameter: Parameter): string {
  return String(isShown(parameter) ? parameterExample(document, parameter) : (parameter.example ?? ''))
}

const isId = ({ name, in: place }: Parameter): boolean => place === 'query' && name.endsWith('_id')

function idsAskedBy({ path, operation }: Call): string[] {
  const inPath = [...path.matchAll(VARIABLE)].map((match) => idName(path, match[1] as string))
  return [
    ...inPath,
    ...(operation.parameters ?? []).filter((each) => isId(each) && isShown(each)).map(({ name }) => name),
  ]
}

/** In a body too an id is the one that was kept: `rate_plan_id`, and each of `carrier_ids`. */
function idsFrom(asked: ReadonlySet<string>) {
  return (key: string, value: unknown): unknown => {
    if (typeof value === 'string' && key.endsWith('_id') && asked.has(key)) return braced(key)
    const one = key.replace(/s$/, '')
    return Array.isArray(value) && key.endsWith('_ids') && asked.has(one) ? [braced(one)] : value
  }
}

function keeping(ids: readonly (readonly [string, string])[]): Event {
  const exec = ['if (pm.response.code < 300) {', '  const body = pm.response.json()']
  for (const [name, at] of ids) {
    exec.push(`  const ${name} = ${at}`, `  if (${name}) pm.collectionVariables.set('${name}', ${name})`)
  }
  return { listen: 'test', script: { type: 'text/javascript', exec: [...exec, '}'] } }
}
