import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { refusal, testAccount, testSetup, value } from '../../../test/harness/setup.ts'
import { credentialHolds } from '../core/accounts.ts'
import { refuse } from '../core/errors.ts'
import { secretHash } from '../secrets.ts'
import { auditLines } from './audit.ts'
import {
  createCredential,
  listCredentials,
  type NewCredential,
  regenerateCredential,
  revokeCredential,
} from './credentials.ts'

const setup = await testSetup({ after })
const account = await testAccount(setup)
const BY = 'user:a'

async function pair(change: { expiresAtMs?: number } = {}): Promise<NewCredential> {
  const input = { dialect: 'wasambazie', name: 'shop', permissions: ['messages:send'], allowedIps: ['10.0.0.0/8'] }
  return value(await createCredential(setup, BY, account, { ...input, ...change }))
}
const again = (id: string, overlapSeconds: number, of = account) =>
  regenerateCredential(setup, BY, of, id, { overlapSeconds, judge() {} })
async function holds({ credential, secret }: NewCredential): Promise<boolean> {
  setup.knowledge.forget()
  const found = await setup.knowledge.credential(secretHash(credential.public_id, secret))
  return found !== null && credentialHolds(found, setup.clock.ms)
}

test('the new pair may do what the old one may, and the old one ends at once', async () => {
  const old = await pair()
  const fresh = value(await again(old.credential.id, 0))
  assert.deepEqual([await holds(old), await holds(fresh)], [false, true])
  const { name, permissions, allowed_ips, dialect, kind } = fresh.credential
  assert.deepEqual(
    [name, permissions, allowed_ips, dialect, kind],
    ['shop', ['messages:send'], ['10.0.0.0/8'], 'wasambazie', 'pair'],
  )
  assert.notEqual(fresh.credential.public_id, old.credential.public_id)
  const [line] = await auditLines(setup, account, null, 1)
  assert.deepEqual([line?.action, line?.detail.replaces], ['credential.regenerated', old.credential.id])
})

test('with an overlap both hold until it is over', async () => {
  const old = await pair()
  const fresh = value(await again(old.credential.id, 60))
  setup.clock.ms += 59_999
  assert.deepEqual([await holds(old), await holds(fresh)], [true, true])
  setup.clock.ms += 1
  assert.deepEqual([await holds(old), await holds(fresh)], [false, true])
})

test('an overlap keeps nothing longer than it would have held', async () => {
  const old = await pair({ expiresAtMs: setup.clock.ms + 30_000 })
  value(await again(old.credential.id, 60))
  setup.clock.ms += 30_000
  assert.equal(await holds(old), false)
})

const revoked = await pair()
value(await revokeCredential(setup, BY, account, revoked.credential.id))
const stranger = await testAccount(setup)
const refused = [
  { what: 'a revoked one', ask: () => again(revoked.credential.id, 0), says: 'conflict' },
  {
    what: 'an expired one',
    ask: async () => again((await pair({ expiresAtMs: setup.clock.ms })).credential.id, 0),
    says: 'conflict',
  },
  { what: "another account's", ask: async () => again((await pair()).credential.id, 0, stranger), says: 'not_found' },
  { what: 'a word', ask: () => again('x', 0), says: 'not_found' },
  {
    what: 'one with an overlap of eight days',
    ask: async () => again((await pair()).credential.id, 8 * 86_400),
    says: 'field_invalid overlap_seconds',
  },
]
for (const { what, ask, says } of refused) {
  test(`regenerating ${what}: ${says}`, async () => assert.equal(refusal(await ask()), says))
}

test('who may not have what it may do gets none, and the old one stays', async () => {
  const old = await pair()
  const judge = (): never => refuse({ code: 'permission_missing' })
  const outcome = await regenerateCredential(setup, BY, account, old.credential.id, { overlapSeconds: 0, judge })
  assert.equal(refusal(outcome), 'permission_missing')
  assert.equal(await holds(old), true)
  assert.ok(value(await listCredentials(setup, account, null, 1)).some(({ id }) => id === old.credential.id))
})
