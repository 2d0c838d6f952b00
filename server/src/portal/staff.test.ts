import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { DUTIES, type Duty, mayDo } from '../dialects/native/operator/duties.ts'
import { auditLines } from '../setup/audit.ts'
import type { StaffRole } from '../setup/users.ts'
import { PROOF_LASTS_MS } from './proof.ts'
import { testPortal } from './testing/portal.ts'

const { setup, call, person, staff, signedIn, account } = await testPortal({ after })
const duka = await account('Duka la Juma')
const headers = {
  admin: await signedIn(await staff('admin')),
  support: await signedIn(await staff('support')),
  finance: await signedIn(await staff('finance')),
  owner: await signedIn(await person('owner', duka)),
}
const CONSOLE = '/portal/api/v1/operator'

const calls: { method: string; path: string; body?: object; duty: Duty }[] = [
  { method: 'GET', path: '/accounts', duty: 'accounts:read' },
  { method: 'PATCH', path: `/accounts/${duka}`, body: { requests_per_minute: 600 }, duty: 'accounts:change' },
  { method: 'GET', path: `/accounts/${duka}/users`, duty: 'accounts:serve' },
  { method: 'GET', path: '/sender-ids', duty: 'senders:review' },
  { method: 'GET', path: '/numbers', duty: 'numbers:assign' },
  { method: 'GET', path: '/credits/pending', duty: 'credits:give' },
  { method: 'PUT', path: '/credit-limits', body: { data: [] }, duty: 'credits:limit' },
  { method: 'GET', path: '/purchases', duty: 'purchases:read' },
  { method: 'GET', path: '/rate-plans', duty: 'prices:read' },
  { method: 'GET', path: '/routes', duty: 'network:read' },
  { method: 'GET', path: '/carriers', duty: 'network:read' },
  { method: 'GET', path: '/reports/traffic?from=2030-02-01&to=2030-03-01', duty: 'reports:read' },
  { method: 'GET', path: '/overview?from=2030-03-01T00:00:00Z', duty: 'overview:read' },
  { method: 'GET', path: '/trouble', duty: 'trouble:read' },
  { method: 'GET', path: '/health', duty: 'trouble:read' },
  { method: 'GET', path: '/audit', duty: 'audit:read' },
  { method: 'GET', path: '/branding', duty: 'overview:read' },
  { method: 'GET', path: '/users', duty: 'staff:change' },
]
for (const { method, path, body, duty } of calls) {
  test(`${method} ${path}: who has the duty ${duty}, and no customer`, async () => {
    for (const role of ['admin', 'support', 'finance', 'owner'] as const) {
      const answer = await call({ method, path: `${CONSOLE}${path}`, headers: headers[role], ...(body && { body }) })
      const may = role !== 'owner' && mayDo(role, duty)
      assert.equal(answer.statusCode, may ? 200 : 403, `${role}: ${answer.body}`)
    }
  })
}

test('a change needs the token of the page', async () => {
  const { 'x-csrf-token': _, ...without } = headers.admin
  const answer = await call({ method: 'PATCH', path: `${CONSOLE}/accounts/${duka}`, headers: without, body: {} })
  assert.equal(answer.statusCode, 403)
})

test('a change is by the person, who has a name in the log', async () => {
  const body = { status: 'suspended' }
  await call({ method: 'PATCH', path: `${CONSOLE}/accounts/${duka}`, headers: headers.admin, body })
  const { user } = (await call({ path: '/portal/api/me', headers: headers.admin })).json()
  const [line] = await auditLines(setup, duka, null, 1)
  assert.deepEqual([line?.actor, line?.action], [`user:${user.id}`, 'account.changed'])
  const shown = (
    await call({ path: `${CONSOLE}/audit?account_id=${duka}&actor=user:${user.id}`, headers: headers.support })
  ).json()
  assert.equal(shown.data[0].actor_name, 'Neema')
})

test('who signs in is told what they may do; a customer nothing of it', async () => {
  const duties = async (role: keyof typeof headers) =>
    (await call({ path: '/portal/api/me', headers: headers[role] })).json().duties
  assert.deepEqual(await duties('admin'), Object.keys(DUTIES))
  assert.deepEqual(await duties('owner'), [])
  assert.ok((await duties('support')).includes('senders:review'))
})

test('a role that was changed holds with the next call; an admin is always left, and nobody changes their own', async () => {
  const who = await staff('support')
  const theirs = await signedIn(who)
  const { user } = (await call({ path: '/portal/api/me', headers: theirs })).json()
  const change = (id: string, role: StaffRole | null, by = headers.admin) =>
    call({
      method: role === null ? 'DELETE' : 'PATCH',
      path: `${CONSOLE}/users/${id}`,
      headers: by,
      ...(role && { body: { role } }),
    })
  const mayReport = async () => (await call({ path: `${CONSOLE}/audit`, headers: theirs })).statusCode
  assert.equal(await mayReport(), 200)
  assert.equal((await change(user.id, null)).statusCode, 204)
  assert.equal(await mayReport(), 403)
  const me = (await call({ path: '/portal/api/me', headers: headers.admin })).json().user
  assert.equal((await change(me.id, 'support')).statusCode, 409)
  assert.equal((await change(duka, 'support')).statusCode, 404)
})

test('what hands out keys, people and money asks again who it is; what does not, does not', async () => {
  const theirs = await signedIn(await staff('admin'))
  const began = setup.clock.ms
  setup.clock.ms = began + PROOF_LASTS_MS
  const post = (path: string, body: object) =>
    call({ method: 'POST', path: `${CONSOLE}${path}`, headers: theirs, body })
  const token = { name: 'Billing job', role: 'finance' }
  const credit = { amount: '1', currency: 'units', note: 'M-Pesa', reference: 'QK1' }
  for (const [path, body] of [
    ['/tokens', token],
    [`/accounts/${duka}/credits`, credit],
  ] as const) {
    assert.equal((await post(path, body)).json().error.code, 'reauthentication_required', path)
  }
  assert.equal((await call({ path: `${CONSOLE}/users`, headers: theirs })).statusCode, 200)
  const limits = { requests_per_minute: 500 }
  const changed = await call({ method: 'PATCH', path: `${CONSOLE}/accounts/${duka}`, headers: theirs, body: limits })
  assert.equal(changed.statusCode, 200)
  setup.clock.ms = began
})
