// test/probes/places.ts: every place where a route takes an id, or the name of a sender. One that nobody thought of here fails.
import assert from 'node:assert/strict'
import { shownId as esmsId } from '../../server/src/dialects/esms/ids.ts'
import { messageId as msgineId } from '../../server/src/dialects/msgine/ids.ts'
import { messageId as smsboxId } from '../../server/src/dialects/smsbox/ids.ts'
import { batchIdOf } from '../../server/src/dialects/wasambazie/batch-ids.ts'
import { good } from '../hostile/schema.ts'
import type { Route } from './routes.ts'
import { bodyOf, SENDS, type Things, TO } from './things.ts'
import type { World } from './world.ts'

export type Place = {
  route: Route
  /** In words, for who reads a failure. */
  name: string
  /** Or else in a field of the query or the body. */
  inPath: boolean
  /** The call with this id in it. */
  at(id: string): { path: string; body: unknown }
  /** Null where ids belong to no account. */
  theirs: string | null
  /** Of the same form, and nobody's. */
  unknown: string
  /** Ours, but of a message that another API sent. */
  ofAnotherApi?: string
  malformed: readonly string[]
}

/** `ours` asks, `theirs` has what is asked for. */
export type Sides = { world: World; ours: Things; theirs: Things }

const CHANGE = '/smsbox/api/sms/v1/change_sms_info'
const MALFORMED = ['x', '%ff', '0', '-1', "' or 1=1", '../..', '%', '\u0663', 'x'.repeat(3000)]

export async function placesOf(route: Route, sides: Sides): Promise<Place[]> {
  const inPath = /:\w/.test(route.url) ? [await placeInPath(route, sides)] : []
  return [...inPath, ...(await Promise.all(fieldsOf(route).map((field) => placeInField(route, field, sides))))]
}

/** The last variable part of a path; an account before it is ours. */
async function placeInPath(route: Route, sides: Sides): Promise<Place> {
  const { url } = route
  const [, collection = '', behind = ''] = /^(.*)\/:\w+(.*)$/.exec(url) ?? []
  const before = collection.replace(/:\w+/, sides.world.ours.accountId)
  const theirs = await idInPath(route, collection, sides)
  const another = await idOfAnotherApi(route, sides.ours)
  return {
    route,
    name: `${route.method} ${url}`,
    inPath: true,
    at: (id) => ({ path: `${before}/${encodeURIComponent(id)}${behind}${requiredQuery(route)}`, body: bodyOf(route) }),
    theirs,
    unknown: unknownLike(theirs ?? sides.world.ours.accountId),
    ...(another !== null && { ofAnotherApi: another }),
    malformed: route.family === 'operator' ? MALFORMED.slice(0, 2) : MALFORMED, // some of its calls take long, for passwords
  }
}

function requiredQuery({ query }: Route): string {
  const required = Object.fromEntries(
    (query?.required ?? []).map((name) => [name, String(good(query?.properties?.[name] ?? {}))]),
  )
  return Object.keys(required).length === 0 ? '' : `?${new URLSearchParams(required)}`
}

async function idInPath({ family, url }: Route, collection: string, { theirs }: Sides): Promise<string | null> {
  if (family === 'native') return theirs.inCollection(collection)
  if (family !== 'operator')
    return url.includes('template') ? theirs.inCollection('/v1/templates') : theirs.sentBy(family)
  // Staff see every account: foreign is only what is not of the account before it.
  return /:.*:/.test(url) ? theirs.inCollection(`/v1/${/([^/:]+)\/(?::account_id\/)?:\w+[^:]*$/.exec(url)?.[1]}`) : null
}

/** A request or message of our own API, as this dialect would write it. */
async function idOfAnotherApi({ family, url }: Route, ours: Things): Promise<string | null> {
  if (family === 'native' || family === 'operator' || url.includes('template')) return null
  const [request, message] = [await ours.inCollection('/v1/requests'), await ours.inCollection('/v1/messages')]
  return {
    megasms: request,
    msgine: msgineId(request),
    esms: esmsId(message),
    wasambazie: batchIdOf(request),
    smsbox: smsboxId(request),
  }[family]
}

const ID_FIELD = /(?:^|_)(?:ids?|groups?)$/
const SENDER_FIELD = /^(?:sender|sender_id|source_addr|from)$/
/** Named alike, but no id: the caller's own word, a filter of one's own messages, a time. */
const NEITHER = new Set(['body reference_id', 'query sender', 'query from'])

function fieldsOf({ family, query, body }: Route): string[] {
  if (family === 'operator') return [] // of accounts, plans and carriers, which are all the operator's
  const names = (place: string, schema: Route['query']): string[] =>
    Object.keys(schema?.properties ?? {}).filter(
      (name) => (ID_FIELD.test(name) || SENDER_FIELD.test(name)) && !NEITHER.has(`${place} ${name}`),
    )
  return [...names('query', query), ...names('body', body)]
}

async function placeInField(route: Route, field: string, sides: Sides): Promise<Place> {
  const name = `${route.method} ${route.url} ${field}`
  const place = await FIELDS[name]?.(sides)
  if (!place) return assert.fail(`${name} takes an id or a sender: what is it probed with?`)
  return { route, name, inPath: false, ...place, unknown: unknownLike(place.theirs) }
}

/** How an id is put into a field, with what a good call has beside it. */
const FIELDS: Record<string, (sides: Sides) => Promise<Pick<Place, 'at' | 'malformed'> & { theirs: string }>> = {
  'GET /v1/contacts group': inQuery('/v1/contacts?group=', group),
  'GET /v1/contacts.csv group': inQuery('/v1/contacts.csv?group=', group),
  'POST /v1/contacts groups': inBody('/v1/contacts', group, (id) => ({ number: '+255712000001', groups: [id] })),
  'POST /v1/contacts/import group': inBody('/v1/contacts/import', group, (id) => {
    return { rows: [{ number: '+255712000002' }], group: id }
  }),
  'POST /v1/contacts/delete contact_ids': inBody('/v1/contacts/delete', contact, (id) => ({ contact_ids: [id] })),
  'POST /v1/groups/:id/join contact_ids': inBody(ourGroup('join'), contact, (id) => ({ contact_ids: [id] })),
  'POST /v1/groups/:id/leave contact_ids': inBody(ourGroup('leave'), contact, (id) => ({ contact_ids: [id] })),
  'POST /v1/requests sender': inBody('/v1/requests', sender, (name) => ({ text: 'Hello', to: [TO], sender: name })),
  'PATCH /v1/requests/:id sender': inBody(
    async ({ ours }) => `/v1/requests/${await ours.inCollection('/v1/requests')}`,
    sender,
    (name) => ({ sender: name }),
  ),
  'POST /v1/quotes sender': inBody('/v1/quotes', sender, (name) => ({ text: 'Hello', to: [TO], sender: name })),
  ...sendersOf(SENDS),
  'POST /smsbox/api/sms/v1/send_sms template_id': inBody(
    SENDS.smsbox.path,
    ({ theirs }) => theirs.inCollection('/v1/templates'),
    (id) => ({ ...SENDS.smsbox.body, message: undefined, template_id: id }),
  ),
  'GET /smsbox/api/sms/v1/change_sms_info message_id': inQuery(
    `${CHANGE}?scheduled_status=0&message_id=`,
    waiting,
    MALFORMED,
  ),
  'GET /smsbox/api/sms/v1/change_sms_info request_id': inQuery(`${CHANGE}?request_id=`, waiting, MALFORMED),
  'GET /smsbox/api/sms/v1/change_sms_info source_addr': async (sides) => {
    const id = await sides.ours.sentBy('smsbox')
    return inQuery(`${CHANGE}?message_id=${id}&source_addr=`, sender)(sides)
  },
  'GET /smsbox/api/sms/v1/delivery_reports request_id': inQuery(
    '/smsbox/api/sms/v1/delivery_reports?request_id=',
    waiting,
    MALFORMED,
  ),
}

type Of = (sides: Sides) => Promise<string>

/** The form of a field may be judged, and told: only what is an id in words alone can be asked for in any form. */
function inQuery(before: string, of: Of, malformed: readonly string[] = []): (typeof FIELDS)[string] {
  const at = (id: string) => ({ path: before + encodeURIComponent(id), body: undefined })
  return async (sides) => ({ theirs: await of(sides), malformed, at })
}

function inBody(path: string | Of, of: Of, body: (id: string) => unknown): (typeof FIELDS)[string] {
  return async (sides) => {
    const url = typeof path === 'string' ? path : await path(sides)
    return { theirs: await of(sides), malformed: [], at: (id) => ({ path: url, body: body(id) }) }
  }
}

function sendersOf(sends: typeof SENDS): typeof FIELDS {
  return Object.fromEntries(
    Object.values(sends).map(({ path, body, sender: field }) => [
      `POST ${path} ${field}`,
      inBody(path, sender, (name) => ({ ...body, [field]: name })),
    ]),
  )
}

async function group({ theirs }: Sides): Promise<string> {
  return theirs.inCollection('/v1/groups')
}

async function contact({ theirs }: Sides): Promise<string> {
  return theirs.inCollection('/v1/contacts')
}

function ourGroup(call: string): Of {
  return async ({ ours }) => `/v1/groups/${await ours.inCollection('/v1/groups')}/${call}`
}

async function waiting({ theirs }: Sides): Promise<string> {
  return theirs.sentBy('smsbox')
}

/** A name that is approved for them alone. */
async function sender({ theirs }: Sides): Promise<string> {
  await theirs.inCollection('/v1/sender-ids')
  return 'THEIRSONLY'
}

/** Another one, written alike. */
export function unknownLike(id: string): string {
  if (/^\d{1,9}$/.test(id)) return '999999'
  if (/^[A-Z]+$/.test(id)) return 'NOBODYSONE'
  const end = id.slice(-6).replace(/[0-9a-f]/g, (digit) => {
    return /\d/.test(digit)
      ? String((Number(digit) + 1) % 10)
      : String.fromCharCode(((digit.charCodeAt(0) - 96) % 6) + 97)
  })
  return id.slice(0, -6) + end
}
