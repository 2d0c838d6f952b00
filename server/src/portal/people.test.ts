import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Secret, TOTP } from 'otpauth'
import { value } from '../../../test/harness/setup.ts'
import { auditLines, INSTALLATION } from '../setup/audit.ts'
import { changeSignUpRules } from '../setup/sign-up.ts'
import { PROOF_LASTS_MS } from './proof.ts'
import { OWN_PAGE, testPortal } from './testing/portal.ts'

const { setup, call, person, signedIn, account } = await testPortal({ after })
type Headers = Awaited<ReturnType<typeof signedIn>>
const PASSWORD = 'a long sentence'
const STEP_MS = 30_000

/** By somebody who has not signed in, or with what their browser sends. */
const post = (path: string, body: object, headers: Record<string, string> = OWN_PAGE) =>
  call({ method: 'POST', path: `/portal/api${path}`, body, headers })
const send = (method: string, path: string, headers: Record<string, string>, body?: object) =>
  call({ method, path: `/portal/api${path}`, headers, ...(body && { body }) })
const linkOf = () => setup.letters.at(-1)?.path.split('#')[1] as string
const errorOf = (answer: { json(): { error: { code: string } } }): string => answer.json().error.code

test('somebody signs up, confirms the address by signing in with the link, and owns an account', async () => {
  assert.deepEqual((await send('GET', '/sign-up', OWN_PAGE)).json(), { open: true })
  const body = { email: 'juma@example.com', name: 'Juma', password: PASSWORD, account: 'Duka la Juma', language: 'sw' }
  assert.equal((await post('/sign-up', body)).statusCode, 202)
  const confirmation = linkOf()
  const credentials = { email: body.email, password: PASSWORD }
  const early = await post('/sign-in', credentials)
  assert.deepEqual([early.statusCode, errorOf(early)], [403, 'address_unconfirmed'])
  const wrong = await post('/sign-in', { ...credentials, password: 'another sentence', confirmation })
  assert.equal(wrong.statusCode, 401)
  const me = (await post('/sign-in', { ...credentials, confirmation })).json()
  assert.deepEqual(
    [me.user.language, me.accounts[0].name, me.accounts[0].role, me.accounts[0].status],
    ['sw', 'Duka la Juma', 'owner', 'pending'],
  )
  assert.equal((await post('/sign-in', credentials)).statusCode, 200)
})

test('where nobody may sign up, the call says so', async () => {
  value(await changeSignUpRules(setup, 'installation', { accounts: 'closed' }))
  assert.deepEqual((await send('GET', '/sign-up', OWN_PAGE)).json(), { open: false })
  const body = { email: 'x@example.com', name: 'X', password: PASSWORD, account: 'X' }
  assert.equal((await post('/sign-up', body)).statusCode, 403)
  value(await changeSignUpRules(setup, 'installation', { accounts: 'pending' }))
})

test('a forgotten password: the answer is the same for an address that nobody has, the mail is not', async () => {
  const { email } = await person('owner', await account())
  const before = setup.letters.length
  const unknown = await post('/password/forgotten', { email: 'nobody@example.com' })
  const known = await post('/password/forgotten', { email })
  assert.deepEqual([unknown.statusCode, known.statusCode], [202, 202])
  assert.equal(unknown.body.replace('nobody@example.com', ''), known.body.replace(email, ''))
  while (setup.letters.length === before) await new Promise(setImmediate) // it is not waited for
  const session = await signedIn({ email, password: PASSWORD })
  assert.equal((await post('/password/reset', { token: linkOf(), password: 'another sentence' })).statusCode, 204)
  assert.equal((await send('GET', '/me', session)).statusCode, 401)
  assert.equal((await post('/sign-in', { email, password: 'another sentence' })).statusCode, 200)
})

test('to one address nobody writes again and again', async () => {
  const statuses: number[] = []
  for (let times = 0; times < 3; times++) {
    statuses.push((await post('/password/forgotten', { email: 'often@example.com' })).statusCode)
  }
  assert.deepEqual(statuses, [202, 202, 429])
})

test('a changed password ends every other session, and wants the one before', async () => {
  const who = await person('owner', await account())
  const [here, there] = [await signedIn(who), await signedIn(who)]
  const wrong = await post('/password', { current: 'x', password: 'another sentence' }, here)
  assert.deepEqual([wrong.statusCode, errorOf(wrong)], [401, 'credentials_invalid'])
  assert.equal((await post('/password', { current: PASSWORD, password: 'another sentence' }, here)).statusCode, 204)
  assert.deepEqual(
    [(await send('GET', '/me', here)).statusCode, (await send('GET', '/me', there)).statusCode],
    [200, 401],
  )
})

test('people see where they are signed in, and sign out everywhere else', async () => {
  const who = await person('owner', await account())
  const [here, there] = [await signedIn(who), await signedIn(who)]
  const { data } = (await send('GET', '/sessions', { ...here, 'user-agent': 'x' })).json()
  assert.deepEqual(data.map((row: { this: boolean; address: string }) => [row.this, row.address]).sort(), [
    [false, '127.0.0.1'],
    [true, '127.0.0.1'],
  ])
  assert.equal((await send('DELETE', '/sessions', here)).statusCode, 204)
  assert.equal((await send('GET', '/me', there)).statusCode, 401)
  assert.equal((await send('GET', '/sessions', here)).json().data.length, 1)
})

test('a name and a language are changed', async () => {
  const session = await signedIn(await person('owner', await account()))
  const changed = (await send('PATCH', '/me', session, { name: 'Neema', language: 'fr' })).json()
  assert.deepEqual([changed.user.name, changed.user.language], ['Neema', 'fr'])
  assert.equal((await send('PATCH', '/me', session, { language: 'de' })).statusCode, 422)
  assert.equal((await send('GET', '/me', session)).json().user.name, 'Neema')
})

/** Turned on; the clock goes on, so that the code that confirmed it is old. */
async function withApp(headers: Headers) {
  const { secret } = (await send('POST', '/second-factor', headers)).json()
  const app = new TOTP({ secret: Secret.fromBase32(secret) })
  const code = () => app.generate({ timestamp: setup.clock.ms })
  const on = await post('/second-factor/confirm', { code: code() }, headers)
  assert.equal(on.statusCode, 200)
  setup.clock.ms += 3 * STEP_MS
  return { code, recoveryCodes: on.json().recovery_codes as string[] }
}

test('with a second factor a password alone signs nobody in, and a code does so once', async () => {
  const who = await person('owner', await account())
  const { code, recoveryCodes } = await withApp(await signedIn(who))
  const alone = await post('/sign-in', who)
  assert.deepEqual([alone.statusCode, errorOf(alone), alone.cookies.length], [401, 'second_factor_required', 0])
  assert.equal((await post('/sign-in', { ...who, code: '000000' })).statusCode, 401)
  assert.equal((await post('/sign-in', { ...who, password: 'x', code: code() })).statusCode, 401)
  assert.equal((await post('/sign-in', { ...who, code: code() })).statusCode, 200)
  assert.equal((await post('/sign-in', { ...who, code: code() })).statusCode, 401)
  assert.equal((await post('/sign-in', { ...who, code: recoveryCodes[0] })).statusCode, 200)
  const [signedInLine, usedLine] = await auditLines(setup, INSTALLATION, null, 2)
  assert.deepEqual([signedInLine?.action, usedLine?.action], ['user.signed_in', 'user.recovery_code_used'])
})

const HOOK = 'https://hooks.example.com/sms'
const guarded = [
  { what: 'making a key', method: 'POST', path: '/v1/credentials', body: { name: 'x', permissions: ['balance:read'] } },
  { what: 'a webhook and its secret', method: 'POST', path: '/v1/webhooks', body: { url: HOOK } },
  { what: 'an invitation', method: 'POST', path: '/v1/team/invitations', body: { email: 'a@b.cd', role: 'viewer' } },
  { what: 'offering an app', method: 'POST', path: '/second-factor', body: undefined },
]
for (const { what, method, path, body } of guarded) {
  test(`${what} asks for a password again, ten minutes after the last one`, async () => {
    const duka = await account()
    const headers = { ...(await signedIn(await person('owner', duka))), 'x-account': duka }
    setup.clock.ms += PROOF_LASTS_MS
    const asked = await send(method, path, headers, body)
    assert.deepEqual([asked.statusCode, errorOf(asked)], [403, 'reauthentication_required'])
    assert.equal((await post('/reauthenticate', { password: 'another sentence' }, headers)).statusCode, 401)
    assert.equal((await post('/reauthenticate', { password: PASSWORD }, headers)).statusCode, 204)
    setup.clock.ms += PROOF_LASTS_MS - 1
    assert.equal((await send(method, path, headers, body)).statusCode, 201)
  })
}

test('a code is as good a proof as a password, for who is asked for codes', async () => {
  const duka = await account()
  const headers = { ...(await signedIn(await person('owner', duka))), 'x-account': duka }
  assert.equal((await post('/reauthenticate', { code: '123456' }, headers)).statusCode, 401)
  assert.equal((await post('/reauthenticate', {}, headers)).statusCode, 422)
  const { code } = await withApp(headers)
  setup.clock.ms += PROOF_LASTS_MS
  assert.equal((await post('/reauthenticate', { code: code() }, headers)).statusCode, 204)
  assert.equal((await send('DELETE', '/second-factor', headers)).statusCode, 204)
})

test('revoking a key and looking at the team ask for nothing again', async () => {
  const duka = await account()
  const headers = { ...(await signedIn(await person('owner', duka))), 'x-account': duka }
  const body = { name: 'x', permissions: ['balance:read'] }
  const { id } = (await send('POST', '/v1/credentials', headers, body)).json()
  setup.clock.ms += PROOF_LASTS_MS
  assert.equal((await send('DELETE', `/v1/credentials/${id}`, headers)).statusCode, 204)
  assert.equal((await send('GET', '/v1/team', headers)).statusCode, 200)
})

test('somebody new joins by an invitation and is signed in; who has a user joins signed in', async () => {
  const duka = await account('Duka la Neema')
  const owner = { ...(await signedIn(await person('owner', duka))), 'x-account': duka }
  const invite = (email: string) => send('POST', '/v1/team/invitations', owner, { email, role: 'developer' })

  assert.equal((await invite('fresh@example.com')).statusCode, 201)
  const token = linkOf()
  const seen = (await post('/invitation', { token })).json()
  assert.deepEqual(
    [seen.email, seen.role, seen.account.name, seen.known],
    ['fresh@example.com', 'developer', 'Duka la Neema', false],
  )
  const joined = await post('/invitation/join-anew', { token, name: 'Fresh', password: PASSWORD })
  assert.deepEqual([joined.json().accounts[0].role, joined.cookies.length], ['developer', 1])
  assert.equal((await post('/invitation', { token })).statusCode, 404)

  const other = await person('viewer', await account())
  await invite(other.email)
  const second = linkOf()
  const me = (await post('/invitation/join', { token: second }, await signedIn(other))).json()
  assert.deepEqual(
    me.accounts.map(({ role }: { role: string }) => role),
    ['viewer', 'developer'],
  )
})

for (const role of ['finance', 'viewer'] as const) {
  test(`a ${role} sees the team and changes nothing in it`, async () => {
    const duka = await account()
    const headers = { ...(await signedIn(await person(role, duka))), 'x-account': duka }
    assert.equal((await send('GET', '/v1/team', headers)).json().data.length, 1)
    const refused = await send('POST', '/v1/team/invitations', headers, { email: 'a@b.cd', role: 'viewer' })
    assert.deepEqual([refused.statusCode, errorOf(refused)], [403, 'permission_missing'])
  })
}

const foreign = [
  { path: '/sign-up', body: { email: 'x@example.com', name: 'X', password: PASSWORD, account: 'X' } },
  { path: '/password/forgotten', body: { email: 'x@example.com' } },
  { path: '/password/reset', body: { token: 'x', password: PASSWORD } },
  { path: '/invitation/join-anew', body: { token: 'x', name: 'X', password: PASSWORD } },
]
for (const { path, body } of foreign) {
  test(`another site's page is refused at ${path}`, async () => {
    const headers = { ...OWN_PAGE, origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' }
    assert.equal((await post(path, body, headers)).statusCode, 403)
  })
}
