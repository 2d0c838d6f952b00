import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { value } from '../../../test/harness/setup.ts'
import { addMember } from '../setup/users.ts'
import { type Call, OWN_PAGE, testPortal } from './testing/portal.ts'

const { setup, call, person, signedIn, account } = await testPortal({ after })
const duka = await account('Duka la Juma')
const amina = await person('owner', duka)
const signIn = (headers: Record<string, string>, body: object = amina): Call => ({
  method: 'POST',
  path: '/portal/api/sign-in',
  headers,
  body,
})
const HTTPS = {
  host: 'sms.example.com',
  origin: 'https://sms.example.com',
  'sec-fetch-site': 'same-origin',
  'x-forwarded-proto': 'https',
}

const cookies = [
  { over: 'https', headers: HTTPS, name: '__Host-njiwa', secure: 'Secure; ', hsts: 'max-age=31536000' },
  { over: 'plain http on this machine', headers: OWN_PAGE, name: 'njiwa', secure: '', hsts: undefined },
]
for (const { over, headers, name, secure, hsts } of cookies) {
  test(`the cookie over ${over}`, async () => {
    const answer = await call(signIn(headers))
    assert.equal(answer.statusCode, 200)
    assert.match(
      String(answer.headers['set-cookie']),
      new RegExp(`^${name}=nj_session_[A-Za-z0-9]{49}; Path=/; HttpOnly; ${secure}SameSite=Lax$`),
    )
    assert.equal(answer.headers['strict-transport-security'], hsts)
    assert.equal(answer.headers['cache-control'], 'no-store')
  })
}

const hosts = [
  { host: 'localhost:8080', status: 200 },
  { host: '127.0.0.1:8080', status: 200 },
  { host: '[::1]:8080', status: 200 },
  { host: 'portal.localhost', status: 200 },
  { host: '192.168.1.5:8080', status: 403 },
  { host: 'sms.example.com', status: 403 },
  { host: 'localhost.example.com', status: 403 },
  { host: '127.0.0.1.example.com', status: 403 },
]
for (const { host, status } of hosts) {
  test(`a password to ${host} over plain http: ${status}`, async () => {
    const answer = await call(signIn({ ...OWN_PAGE, host, origin: `http://${host}` }))
    assert.equal(answer.statusCode, status)
    assert.equal(answer.headers['set-cookie'] !== undefined, status === 200)
  })
}

const refused = [
  { what: 'a wrong password', body: { ...amina, password: 'another sentence' }, status: 401 },
  { what: 'an unknown address', body: { ...amina, email: 'nobody@example.com' }, status: 401 },
  { what: 'no password', body: { email: amina.email }, status: 422 },
  { what: 'an address of 255 characters', body: { ...amina, email: 'x'.repeat(255) }, status: 422 },
]
for (const { what, body, status } of refused) {
  test(`${what} is answered ${status} and signs nobody in`, async () => {
    const answer = await call(signIn(OWN_PAGE, body))
    assert.deepEqual([answer.statusCode, answer.headers['set-cookie']], [status, undefined])
  })
}

test('an unknown address and a wrong password are told alike', async () => {
  const [unknown, wrong] = [
    await call(signIn(OWN_PAGE, { ...amina, email: 'nobody@example.com' })),
    await call(signIn(OWN_PAGE, { ...amina, password: 'another sentence' })),
  ]
  assert.equal(unknown.body, wrong.body)
})

test("another site's page signs nobody in", async () => {
  const answer = await call(signIn({ ...OWN_PAGE, origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' }))
  assert.deepEqual([answer.statusCode, answer.headers['set-cookie']], [403, undefined])
})

test('a sign-in gives a new token and ends the one before', async () => {
  const first = await signedIn(amina)
  const second = await call(signIn(first))
  assert.equal((await call({ path: '/portal/api/me', headers: first })).statusCode, 401)
  const headers = { cookie: `njiwa=${second.cookies[0]?.value}` }
  assert.equal((await call({ path: '/portal/api/me', headers })).statusCode, 200)
})

test('who I am: my accounts in the order in which I came to them, with what I may do there', async () => {
  const shule = await account('Shule ya Mwanza')
  const input = { ...amina, name: 'Amina', role: 'finance' } as const
  value(await addMember(setup, 'installation', shule, input))
  const me = (await call({ path: '/portal/api/me', headers: await signedIn(amina) })).json()
  assert.deepEqual(
    me.accounts.map(({ id, name, role, status }: Record<string, string>) => [id, name, role, status]),
    [
      [duka, 'Duka la Juma', 'owner', 'active'],
      [shule, 'Shule ya Mwanza', 'finance', 'active'],
    ],
  )
  assert.deepEqual(me.accounts[1].permissions, ['balance:read', 'purchases:write', 'account:read'])
  assert.deepEqual([me.user.email, me.user.staff_role], [amina.email, null])
})

test('signing out ends the session and takes the cookie; without the token nothing happens', async () => {
  const headers = await signedIn(amina)
  const { 'x-csrf-token': _, ...forged } = headers
  assert.equal((await call({ method: 'POST', path: '/portal/api/sign-out', headers: forged })).statusCode, 403)
  assert.equal((await call({ path: '/portal/api/me', headers })).statusCode, 200)
  const answer = await call({ method: 'POST', path: '/portal/api/sign-out', headers })
  assert.equal(answer.statusCode, 204)
  assert.match(String(answer.headers['set-cookie']), /^njiwa=; Max-Age=0; Path=\/; .*HttpOnly; SameSite=Lax$/)
  assert.equal((await call({ path: '/portal/api/me', headers })).statusCode, 401)
  assert.equal((await call({ method: 'POST', path: '/portal/api/sign-out', headers })).statusCode, 204)
})

test('of many sign-ins at once from one address five wait, and the others are told to come back', async () => {
  const answers = await Promise.all(Array.from({ length: 7 }, () => call(signIn(OWN_PAGE))))
  const statuses = answers.map(({ statusCode }) => statusCode).sort()
  assert.deepEqual(statuses, [200, 200, 200, 200, 200, 429, 429])
})
