import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { value } from '../../../test/harness/setup.ts'
import { newId } from '../ids.ts'
import { changeAccountSettings } from '../setup/accounts.ts'
import { auditLines } from '../setup/audit.ts'
import { createCredential } from '../setup/credentials.ts'
import type { MemberRole } from '../setup/users.ts'
import { IDLE_MS } from './sessions.ts'
import { testPortal } from './testing/portal.ts'

const { setup, call, person, signedIn, account } = await testPortal({ after })
const [duka, shule] = [await account('Duka la Juma'), await account('Shule ya Mwanza')]
const owner = await signedIn(await person('owner', duka))
const masked = (body: string, id: string): string => body.replaceAll(id, 'ID')

test("somebody else's account, an unknown one and a word are all the same nothing", async () => {
  const answers = await Promise.all(
    [shule, newId(), 'duka'].map(async (id) => {
      const answer = await call({ path: '/portal/api/v1/balance', headers: { ...owner, 'x-account': id } })
      return [answer.statusCode, masked(answer.body, id)]
    }),
  )
  const nothing = { error: { code: 'not_found', message: 'You belong to no account with this id.' } }
  assert.deepEqual(answers, Array(3).fill([404, JSON.stringify(nothing)]))
})

const reads = [
  { what: 'the balance', path: '/portal/api/v1/balance', roles: ['owner', 'developer', 'finance', 'viewer'] },
  { what: 'the sender IDs', path: '/portal/api/v1/sender-ids', roles: ['owner', 'developer', 'finance', 'viewer'] },
  { what: 'messages', path: '/portal/api/v1/messages', roles: ['owner', 'developer', 'viewer'] },
  {
    what: "the day's traffic",
    path: '/portal/api/traffic?from=2030-03-01T00:00:00Z',
    roles: ['owner', 'developer', 'viewer'],
  },
  { what: 'credentials', path: '/portal/api/v1/credentials', roles: ['owner', 'developer'] },
]
for (const role of ['owner', 'developer', 'finance', 'viewer'] as MemberRole[]) {
  test(`what a ${role} may see`, async () => {
    const headers = { ...(await signedIn(await person(role, duka))), 'x-account': duka }
    for (const { what, path, roles } of reads) {
      const { statusCode } = await call({ path, headers })
      assert.equal(statusCode, roles.includes(role) ? 200 : 403, what)
    }
  })
}

test('a change is by the person, who hands out no more than their role has', async () => {
  const body = { name: 'Web shop', permissions: ['messages:send'] }
  const made = await call({
    method: 'POST',
    path: '/portal/api/v1/credentials',
    headers: { ...owner, 'x-account': duka },
    body,
  })
  assert.equal(made.statusCode, 201)
  const me = (await call({ path: '/portal/api/me', headers: owner })).json()
  const [line] = await auditLines(setup, duka, null, 1)
  assert.deepEqual([line?.actor, line?.action], [`user:${me.user.id}`, 'credential.created'])
})

test('an account that is not active may be looked at and not changed', async () => {
  const closed = await account('Closed')
  const headers = { ...(await signedIn(await person('owner', closed))), 'x-account': closed }
  value(await changeAccountSettings(setup, 'installation', closed, { status: 'suspended' }))
  assert.equal((await call({ path: '/portal/api/v1/balance', headers })).statusCode, 200)
  const body = { name: 'MyApp' }
  const refused = await call({ method: 'POST', path: '/portal/api/v1/sender-ids', headers, body })
  assert.deepEqual([refused.statusCode, refused.json().error.code], [403, 'account_not_active'])
})

const keys = { dialect: 'native', name: 'test', permissions: ['balance:read'] }
const { secret } = value(await createCredential(setup, 'installation', duka, keys))
const doors = [
  {
    what: 'a token at the portal',
    path: '/portal/api/v1/balance',
    headers: { authorization: `Bearer ${secret}` },
    status: 401,
  },
  { what: 'a token at /v1', path: '/v1/balance', headers: { authorization: `Bearer ${secret}` }, status: 200 },
  { what: 'a session at /v1', path: '/v1/balance', headers: owner, status: 401 },
  { what: 'a session at the portal', path: '/portal/api/v1/balance', headers: owner, status: 200 },
]
for (const { what, path, headers, status } of doors) {
  test(`${what}: ${status}`, async () => {
    assert.equal((await call({ path, headers: { ...headers, 'x-account': duka } })).statusCode, status)
  })
}

const odd = [
  { what: 'no account named', path: '/portal/api/v1/balance', headers: owner, status: 422 },
  { what: 'nobody signed in', path: '/portal/api/v1/balance', headers: { 'x-account': duka }, status: 401 },
  { what: 'no such call', path: '/portal/api/nothing', headers: owner, status: 404 },
  {
    what: 'traffic of 32 days',
    path: '/portal/api/traffic?from=2030-01-01T00:00:00Z&to=2030-02-02T00:00:00Z',
    headers: { ...owner, 'x-account': duka },
    status: 422,
  },
  {
    what: 'traffic of 31 days',
    path: '/portal/api/traffic?from=2030-01-01T00:00:00Z&to=2030-02-01T00:00:00Z',
    headers: { ...owner, 'x-account': duka },
    status: 200,
  },
]
for (const { what, path, headers, status } of odd) {
  test(`${what}: ${status}, under a policy that lets nothing run`, async () => {
    const answer = await call({ path, headers })
    assert.equal(answer.statusCode, status)
    assert.equal(answer.headers['content-security-policy'], "default-src 'none'; frame-ancestors 'none'")
    assert.equal(answer.headers['x-content-type-options'], 'nosniff')
    assert.equal(answer.headers['cache-control'], 'no-store')
  })
}

const asking: { what: string; path: string; headers: Record<string, string>; used: boolean }[] = [
  { what: 'what a person asks for', path: '/portal/api/me', headers: {}, used: true },
  { what: 'what a page asks for by itself', path: '/portal/api/me', headers: { 'x-unattended': '1' }, used: false },
  { what: 'a stream of news', path: '/portal/api/events', headers: {}, used: false },
]
for (const { what, path, headers, used } of asking) {
  test(`${what} is ${used ? 'a use' : 'no use'} of the session`, async () => {
    const who = await signedIn(await person('viewer', duka))
    setup.clock.ms += IDLE_MS / 2
    await call({ path, headers: { ...who, ...headers } })
    setup.clock.ms += IDLE_MS / 2
    const { statusCode } = await call({ path: '/portal/api/me', headers: who })
    assert.equal(statusCode, used ? 200 : 401)
  })
}
