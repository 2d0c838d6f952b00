import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testSetup, value } from '../../../test/harness/setup.ts'
import { newToken } from '../secrets.ts'
import { auditLines, INSTALLATION } from '../setup/audit.ts'
import { createStaffUser } from '../setup/users.ts'
import { ABSOLUTE_MS, closeSession, findSession, IDLE_MS, openSession, SEEN_EVERY_MS } from './sessions.ts'

const setup = await testSetup({ after })
const input = { email: 'neema@example.com', name: 'Neema', password: 'a long sentence', role: 'support' } as const
const user = value(await createStaffUser(setup, 'installation', input))

async function holds(token: string): Promise<boolean> {
  return (await findSession(setup, token)) !== null
}

const idle = [
  { after: IDLE_MS - 1, found: true },
  { after: IDLE_MS, found: false },
]
for (const { after, found } of idle) {
  test(`a session unused for ${after} ms ${found ? 'holds' : 'is over'}`, async () => {
    const { token } = await openSession(setup, user)
    setup.clock.ms += after
    assert.equal(await holds(token), found)
  })
}

const absolute = [
  { after: ABSOLUTE_MS - 1, found: true },
  { after: ABSOLUTE_MS, found: false },
]
for (const { after, found } of absolute) {
  test(`a session in use all the time ${found ? 'holds' : 'is over'} ${after} ms after the sign-in`, async () => {
    const { token } = await openSession(setup, user)
    const endMs = setup.clock.ms + after
    for (; setup.clock.ms < endMs; setup.clock.ms += IDLE_MS / 2) assert.ok(await holds(token))
    setup.clock.ms = endMs
    assert.equal(await holds(token), found)
  })
}

const uses = [
  { at: SEEN_EVERY_MS - 1, counts: false },
  { at: SEEN_EVERY_MS, counts: true },
]
for (const { at, counts } of uses) {
  test(`a use ${at} ms after the last one ${counts ? 'is' : 'is not'} written down`, async () => {
    const { token } = await openSession(setup, user)
    setup.clock.ms += at
    assert.ok(await holds(token))
    setup.clock.ms += IDLE_MS - at
    assert.equal(await holds(token), counts)
  })
}

test('what nobody did is no use', async () => {
  const { token } = await openSession(setup, user)
  setup.clock.ms += IDLE_MS / 2
  assert.ok(await findSession(setup, token, false))
  setup.clock.ms += IDLE_MS / 2
  assert.equal(await holds(token), false)
})

test('signing in again ends the session that the browser had, and no other', async () => {
  const [first, other] = [await openSession(setup, user), await openSession(setup, user)]
  const second = await openSession(setup, user, { before: first.token })
  assert.notEqual(second.token, first.token)
  assert.deepEqual([await holds(first.token), await holds(other.token), await holds(second.token)], [false, true, true])
})

test('signing out ends the session, and both are in the audit log', async () => {
  const session = await openSession(setup, user)
  await closeSession(setup, session)
  assert.equal(await holds(session.token), false)
  const lines = await auditLines(setup, INSTALLATION, null, 2)
  const told = lines.map(({ actor, action, target }) => [actor, action, target])
  assert.deepEqual(told, [
    [`user:${user.id}`, 'user.signed_out', user.id],
    [`user:${user.id}`, 'user.signed_in', user.id],
  ])
})

for (const token of ['', 'x', newToken('nj_session_')]) {
  test(`nobody has the token "${token.slice(0, 12)}"`, async () => assert.equal(await holds(token), false))
}

test('what is stored does not sign anybody in', async () => {
  await openSession(setup, user)
  const rows = await setup.database.transaction([], (tx) =>
    tx.run<{ hash: string }>({ name: 'hashes', text: `select encode(token_hash, 'hex') as hash from sessions` }),
  )
  for (const { hash } of rows) assert.equal(await holds(hash), false)
})
