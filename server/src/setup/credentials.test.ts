import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { refusal, testAccount, testSetup, value } from '../../../test/harness/setup.ts'
import type { Caller } from '../core/accounts.ts'
import { credentialHolds } from '../core/accounts.ts'
import { checksumHolds, secretHash } from '../secrets.ts'
import { type CredentialInput, createCredential, listCredentials, revokeCredential } from './credentials.ts'
import { usage } from './usage.ts'

const setup = await testSetup({ after })
const account = await testAccount(setup)
const other = await testAccount(setup)

const token = (input: Partial<CredentialInput> = {}) =>
  createCredential(setup, 'user:a', account, { dialect: 'megasms', name: 'shop', permissions: [], ...input })

/** As an incoming call sees it. */
const known = async (hash: Buffer) => {
  const credential = await setup.knowledge.credential(hash)
  return credential && { holds: credentialHolds(credential, setup.clock.ms), accountId: credential.accountId }
}

const forms = [
  { dialect: 'megasms', prefix: 'ms_live_' },
  { dialect: 'esms', prefix: 'esms_live_' },
  { dialect: 'native', prefix: 'nj_live_' },
]
for (const { dialect, prefix } of forms) {
  test(`a credential of ${dialect} is a token ${prefix}… that speaks for its account`, async () => {
    const { credential, secret } = value(await token({ dialect }))
    assert.ok(secret.startsWith(prefix) && checksumHolds(secret))
    assert.ok(secret.startsWith(credential.public_id) && credential.public_id.length === prefix.length + 4)
    assert.deepEqual(await known(secretHash(secret)), { holds: true, accountId: account })
  })
}

test('a pair counts only with both halves', async () => {
  const { credential, secret } = value(await token({ dialect: 'wasambazie' }))
  assert.match(credential.public_id, /^pk_/)
  assert.match(secret, /^sk_/)
  assert.equal((await known(secretHash(credential.public_id, secret)))?.holds, true)
  assert.equal(await known(secretHash(secret)), null)
})

test('one that was revoked stops at once, and revoking it again changes nothing', async () => {
  const { credential, secret } = value(await token())
  assert.equal((await known(secretHash(secret)))?.holds, true, 'and is remembered')
  const first = value(await revokeCredential(setup, 'user:a', account, credential.id))
  assert.equal((await known(secretHash(secret)))?.holds, false)
  setup.clock.ms += 1000
  const second = value(await revokeCredential(setup, 'user:a', account, credential.id))
  assert.deepEqual(second.revoked_at, first.revoked_at)
})

test('it holds to the millisecond before it expires', async () => {
  const { secret } = value(await token({ expiresAtMs: setup.clock.ms + 1 }))
  assert.equal((await known(secretHash(secret)))?.holds, true)
  setup.clock.ms += 1
  assert.equal((await known(secretHash(secret)))?.holds, false)
})

test('one may be expired from the start', async () => {
  const { secret } = value(await token({ expiresAtMs: setup.clock.ms - 1 }))
  assert.equal((await known(secretHash(secret)))?.holds, false)
})

test('a credential of another account is not found, as one that nobody has', async () => {
  const { credential } = value(await token())
  for (const id of [credential.id, '0190b8f0-0000-7000-8000-000000000000', 'x']) {
    assert.equal(refusal(await revokeCredential(setup, 'user:a', other, id)), 'not_found')
  }
})

test('the list has every credential and no secret', async () => {
  const { credential, secret } = value(await token({ permissions: ['messages:send', 'balance:read', 'messages:send'] }))
  const [first] = value(await listCredentials(setup, account, null, 10))
  assert.deepEqual(first, credential)
  assert.deepEqual(first?.permissions, ['balance:read', 'messages:send'])
  assert.ok(!JSON.stringify(first).includes(secret))
})

const refused: { what: string; input: Partial<CredentialInput>; code: string }[] = [
  { what: 'an unknown dialect', input: { dialect: 'toString' }, code: 'field_invalid dialect' },
  { what: 'a permission in another form', input: { permissions: ['*'] }, code: 'field_invalid permissions' },
  { what: 'no name', input: { name: '  ' }, code: 'field_invalid name' },
  { what: 'a name of two lines', input: { name: 'a\nb' }, code: 'field_invalid name' },
  { what: 'a network of 33 bits', input: { allowedIps: ['10.0.0.0/33'] }, code: 'field_invalid allowed_ips' },
  { what: 'a host name for an address', input: { allowedIps: ['localhost'] }, code: 'field_invalid allowed_ips' },
  { what: 'no request a minute', input: { requestsPerMinute: 0 }, code: 'field_invalid requests_per_minute' },
]
for (const { what, input, code } of refused) {
  test(`${what} is refused`, async () => assert.equal(refusal(await token(input)), code))
}

test('addresses of both versions and networks are taken as they are', async () => {
  const allowedIps = ['192.0.2.1', '10.0.0.0/8', '2001:db8::/128']
  assert.deepEqual(value(await token({ allowedIps })).credential.allowed_ips, allowedIps)
})

test('the last use is written, the latest of many', async () => {
  const { credential } = value(await token())
  const errors: unknown[] = []
  const seen = usage({ database: setup.database, clock: setup.clock, onError: (error) => errors.push(error) })
  const caller = { credential: { id: credential.id, accountId: account } } as Caller
  seen.noteUsed(caller)
  setup.clock.ms += 5
  seen.noteUsed(caller)
  await seen.stop()
  const [row] = value(await listCredentials(setup, account, null, 1))
  assert.deepEqual([row?.last_used_at?.getTime(), errors], [setup.clock.ms, []])
})
