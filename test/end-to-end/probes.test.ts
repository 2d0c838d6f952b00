// Every route, asked for what is another account's, for what nobody has, for what cannot be, and by those who may not: all of
// these answers are the same, byte for byte, and nothing of the other account changes.
import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import pg from 'pg'
import { newToken } from '../../server/src/secrets.ts'
import { startServer, type TestServer } from '../harness/server.ts'
import { type Ask, asker, type Seen } from '../probes/answers.ts'
import { type Place, placesOf, type Sides } from '../probes/places.ts'
import { type Family, type Route, routeTable } from '../probes/routes.ts'
import { rowsOf } from '../probes/rows.ts'
import { thingsOf } from '../probes/things.ts'
import {
  ALL,
  bearer,
  caller,
  DIALECTS,
  type DialectName,
  type Headers,
  PERMISSIONS,
  shown,
  untilQuiet,
  type World,
  worldOf,
} from '../probes/world.ts'

const ROLES = ['support', 'finance']

suite('probes', { timeout: 600_000 }, () => {
  const ends: (() => Promise<void>)[] = []
  let server: TestServer
  let owner: pg.Client
  let ask: Ask
  let routes: Route[]
  let sides: Sides
  let places: Place[]
  let asItWas: Map<string, string>
  const keys = {} as Record<Family, Headers>
  const strangers = {} as Record<Family, Record<string, Headers>>

  before(async () => {
    const env = { NJIWA_TRUSTED_PROXIES: '127.0.0.1', NJIWA_ALLOW_PRIVATE_CALLBACKS: '1' }
    server = await startServer({ after: (end) => void ends.push(end) }, { env })
    owner = new pg.Client(server.database.ownerUrl)
    await owner.connect()
    ask = asker(server.url)
    routes = await routeTable()
    const world = await worldOf(server)
    const [ours, theirs] = [world.ours, world.theirs].map((party) => thingsOf(server.url, party, world, routes))
    sides = { world, ours: await ours, theirs: await theirs } as Sides
    places = (await Promise.all(routes.map((route) => placesOf(route, sides)))).flat()
    for (const dialect of DIALECTS) {
      keys[dialect] = await world.ours.key(dialect)
      strangers[dialect] = await strangersTo(dialect, world)
    }
    keys.operator = bearer(server.operatorToken)
    const customer = await world.ours.key('native')
    strangers.operator = { ...strangers.native, revoked: await world.revokedStaffKey(), 'a customer': customer }
    await untilQuiet(caller(server.url, await world.theirs.key('native')))
    asItWas = await rowsOf(owner, world.theirs.accountId)
  })
  after(async () => {
    await owner.end()
    for (const end of ends) await end()
  })

  const at = (place: Place, id: string, headers: Headers): Promise<Seen> =>
    ask(place.route.method, place.at(id), headers, id)

  /** Whatever is asked for, it is as what nobody has. */
  async function same(place: Place, headers: Headers, ids: readonly string[], who = 'we'): Promise<Seen> {
    const expected = await at(place, place.unknown, headers)
    for (const id of ids) {
      const seen = await at(place, id, headers)
      assert.deepEqual(seen, expected, `${place.name}: ${who} asked for ${id.slice(0, 60)}`)
    }
    return expected
  }

  test('what is theirs, what another API gave out and what cannot be an id are as what nobody has', async (t) => {
    const found: string[] = []
    for (const place of places) {
      const { theirs, ofAnotherApi, malformed, route } = place
      const ids = [theirs, ofAnotherApi, ...malformed].filter((id) => id != null)
      const { status, text } = await same(place, keys[route.family], ids)
      if (place.inPath && !isNotFound(route, status, text)) found.push(`${place.name}: ${status} ${text}`)
    }
    assert.deepEqual(found, [], 'not as what is not there')
    t.diagnostic(`${places.length} places of ${routes.length} routes`)
  })

  test('who is not known hears the same, whatever is asked for', async () => {
    for (const route of routes) {
      const place = placeOf(route)
      const answers: Seen[] = []
      for (const [who, headers] of Object.entries(strangers[route.family])) {
        const seen = await same(place, headers, few(place), who)
        assert.ok([400, 401].includes(seen.status), `${place.name}: ${who}: ${seen.status} ${seen.text}`)
        if (who !== 'nobody') answers.push(seen)
      }
      for (const answer of answers) assert.deepEqual(answer, answers[0], place.name)
    }
  })

  test('who may not hears the same, whatever is asked for', async () => {
    for (const dialect of DIALECTS) {
      const all = dialect === 'native' ? ALL : PERMISSIONS
      for (const permission of all) {
        const headers = await sides.world.ours.key(
          dialect,
          all.filter((each) => each !== permission),
        )
        for (const route of routes) {
          if (route.family !== dialect || route.permission !== permission) continue
          const { status, text } = await same(placeOf(route), headers, few(placeOf(route)), `without ${permission}`)
          assert.equal(status, 403, `${route.method} ${route.url} without ${permission}: ${text}`)
        }
      }
    }
    const left = routes.filter(
      ({ family, permission }) => family !== 'operator' && permission !== null && !ALL.includes(permission ?? ''),
    )
    assert.deepEqual(left, [], 'a permission that nobody was without')
  })

  test('staff who may not hear the same, whatever is asked for', async (t) => {
    let refused = 0
    for (const role of ROLES) {
      const headers = await sides.world.staffKey(role)
      for (const route of routes) {
        if (route.family !== 'operator') continue
        // A body that nobody can read is looked at for who may alone, and then it changes nothing.
        const body = route.method === 'GET' ? undefined : UNREADABLE
        const place = { ...placeOf(route), at: (id: string) => ({ ...placeOf(route).at(id), body }) }
        const { status } = await at(place, place.unknown, headers)
        if (status !== 403) continue
        refused += 1
        await same(place, headers, [sides.world.ours.accountId, ...few(place)], role)
      }
    }
    t.diagnostic(`${refused} refusals`)
    assert.ok(refused > 0)
  })

  test('nothing of theirs has changed', async () => {
    const after = await rowsOf(owner, sides.world.theirs.accountId)
    assert.ok(asItWas.size > 10, 'there is enough that could have')
    assert.deepEqual(after, asItWas)
  })

  /** The first place of a route, or the route alone where it takes no id. */
  function placeOf(route: Route): Place {
    const alone = { at: () => ({ path: route.url, body: undefined }), theirs: null, unknown: '', malformed: [] }
    return (
      places.find((place) => place.route === route) ?? {
        route,
        name: `${route.method} ${route.url}`,
        inPath: false,
        ...alone,
      }
    )
  }
})

const UNREADABLE = Symbol('unreadable')

/** One of theirs and one that cannot be: an answer before the id was looked at knows no difference. */
function few({ theirs, malformed }: Place): string[] {
  return [theirs, malformed[0]].filter((id) => id != null)
}

/** SMSBox answers 200 with 403 in the body, and 123 for a template; what is not there may be deleted. */
function isNotFound({ method }: Route, status: number, text: string): boolean {
  return status === 404 || /"code":(?:403|123),/.test(text) || (method === 'DELETE' && status === 204)
}

/** Keys that are not known, by why. */
async function strangersTo(dialect: DialectName, { ours }: World): Promise<Record<string, Headers>> {
  const another = dialect === 'megasms' ? 'msgine' : 'megasms'
  const foreign = tokenIn(await ours.key(another))
  return {
    nobody: {},
    unknown: shown(dialect, { public_id: newToken('pk_'), secret: newToken('sk_') }),
    revoked: await ours.revoked(dialect),
    'of another API': shown(dialect, { public_id: foreign, secret: foreign }),
  }
}

const tokenIn = ({ authorization = '' }: Headers): string => authorization.slice('Bearer '.length)
