import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { refusal, testAccount, testSetup, value } from '../../../test/harness/setup.ts'
import { auditLines } from './audit.ts'
import {
  approveSender,
  listSenders,
  rejectSender,
  requestSender,
  senderQueue,
  setProtectedSenders,
} from './sender-ids.ts'
import type { Actor } from './setup.ts'

const setup = await testSetup({ after })
const alice: Actor = 'user:alice'
const bob: Actor = 'user:bob'
const ask = (account: string, name: string, sampleContent?: string) =>
  requestSender(setup, 'user:a', account, { name, sampleContent })

const forms = [
  { name: 'ABCDEFGHIJK', code: 'ok' }, // 11
  { name: 'ABCDEFGHIJKL', code: 'field_invalid name' },
  { name: ' St. Mary-1 ', code: 'ok' },
  { name: 'a\nb', code: 'field_invalid name' },
  { name: 'Café', code: 'field_invalid name' },
  { name: '', code: 'field_invalid name' },
  { name: '+256700000100', code: 'ok' },
]
for (const { name, code } of forms) {
  test(`${JSON.stringify(name)} is ${code}`, async () => {
    assert.equal(refusal(await ask(await testAccount(setup), name)), code)
  })
}

const samples = [
  { length: 14, code: 'field_invalid sample_content' },
  { length: 15, code: 'ok' },
  { length: 170, code: 'ok' },
  { length: 171, code: 'field_invalid sample_content' },
]
for (const { length, code } of samples) {
  test(`a sample of ${length} characters is ${code}`, async () => {
    assert.equal(refusal(await ask(await testAccount(setup), 'DUKA', 'x'.repeat(length))), code)
  })
}

test('a number is kept as its digits', async () => {
  assert.equal(value(await ask(await testAccount(setup), '+256700000100')).name, '256700000100')
})

test('the same name twice is a conflict, in any case; numbers go on without a gap', async () => {
  const account = await testAccount(setup)
  const asked = await Promise.all(['Acme', ' ACME', 'Other', 'acme'].map((name) => ask(account, name)))
  assert.deepEqual(asked.map(refusal).sort(), ['conflict name', 'conflict name', 'ok', 'ok'])
  const rows = value(await listSenders(setup, account, null, null, 10))
  assert.deepEqual(rows.map((row) => row.number).sort(), [1, 2])
})

test('an approved sender is known to the next send at once, and gone with its rejection', async () => {
  const account = await testAccount(setup)
  const { id } = value(await ask(account, 'Acme'))
  const status = async () => (await setup.knowledge.account(account))?.senders.get('acme')?.status
  assert.equal(await status(), 'pending')
  value(await approveSender(setup, 'user:b', account, id, null))
  assert.equal(await status(), 'approved')
  value(await rejectSender(setup, 'user:b', account, id, 'Complaints.'))
  assert.equal(await status(), 'rejected')
})

const countries = [
  { list: ['TZ', 'KE', 'TZ'], kept: ['KE', 'TZ'] },
  { list: null, kept: null },
]
for (const { list, kept } of countries) {
  test(`approved for ${list ?? 'everywhere'}`, async () => {
    const account = await testAccount(setup)
    const { id } = value(await ask(account, 'Acme'))
    assert.deepEqual(value(await approveSender(setup, 'user:b', account, id, list)).countries, kept)
  })
}

for (const list of [[], ['XX'], ['*'], ['tz']]) {
  test(`approval for ${JSON.stringify(list)} is refused`, async () => {
    const account = await testAccount(setup)
    const { id } = value(await ask(account, 'Acme'))
    assert.equal(refusal(await approveSender(setup, 'user:b', account, id, list)), 'field_invalid countries')
  })
}

test('what looks like a name that another account is approved for is pointed out; what is only asked for is not', async () => {
  const theirs = await testAccount(setup)
  const { id } = value(await ask(theirs, 'BAHARI'))
  assert.equal(value(await ask(await testAccount(setup), 'BAHAR1')).finding, null)
  value(await approveSender(setup, 'user:b', theirs, id, null))
  assert.equal(value(await ask(await testAccount(setup), 'B-AHAR1')).finding, 'looks like BAHARI')
})

test('what looks like a protected name is pointed out', async () => {
  value(await setProtectedSenders(setup, 'user:b', ['TANESCO']))
  assert.equal(value(await ask(await testAccount(setup), 'TANE5C0')).finding, 'looks like TANESCO')
})

const names = [
  { name: 'TANESCO', people: 2 },
  { name: 'TANE5C0', people: 2 },
  { name: 'TANESCO1', people: 2 },
  { name: 'TANESC', people: 1 },
]
for (const { name, people } of names) {
  test(`with TANESCO protected, ${name} takes ${people === 1 ? 'one person' : 'two people'}`, async () => {
    value(await setProtectedSenders(setup, bob, ['TANESCO']))
    const account = await testAccount(setup)
    const { id } = value(await ask(account, name))
    const { status, first_approved_by } = value(await approveSender(setup, alice, account, id))
    assert.deepEqual([status, first_approved_by], people === 1 ? ['approved', null] : ['pending', alice])
  })
}

/** Asked for, and approved by Alice for these countries. */
async function approvedOnce(countries: string[] | null = null): Promise<{ account: string; id: string }> {
  value(await setProtectedSenders(setup, bob, ['TANESCO']))
  const account = await testAccount(setup)
  const { id } = value(await ask(account, 'TANESCO'))
  value(await approveSender(setup, alice, account, id, countries))
  return { account, id }
}

test('the same person twice is refused; another one approves, and the log has both', async () => {
  const { account, id } = await approvedOnce()
  const status = async () => (await setup.knowledge.account(account))?.senders.get('tanesco')?.status
  const again = await approveSender(setup, alice, account, id)
  assert.equal(refusal(again), 'conflict')
  assert.match(again.ok ? '' : (again.error.message ?? ''), /needs a second person/)
  assert.equal(await status(), 'pending')
  assert.equal(value(await approveSender(setup, bob, account, id)).first_approved_by, null)
  assert.equal(await status(), 'approved')
  const [second, first] = await auditLines(setup, account, null, 2, { target: id })
  assert.deepEqual([first?.actor, first?.action], [alice, 'sender_id.first_approved'])
  assert.deepEqual([second?.actor, second?.action], [bob, 'sender_id.approved'])
  assert.equal(second?.detail.first_approved_by, alice)
})

test('of two who approve at the same moment one is the first and the other the second', async () => {
  value(await setProtectedSenders(setup, bob, ['TANESCO']))
  const account = await testAccount(setup)
  const { id } = value(await ask(account, 'TANESCO'))
  const both = await Promise.all([alice, bob].map((who) => approveSender(setup, who, account, id, null)))
  assert.deepEqual(both.map((one) => value(one).status).sort(), ['approved', 'pending'])
})

const agreements: {
  first: string[] | null
  second?: string[] | null
  approved: string[] | null | 'conflict countries'
}[] = [
  { first: ['KE', 'TZ'], approved: ['KE', 'TZ'] },
  { first: ['KE', 'TZ'], second: ['TZ'], approved: ['TZ'] },
  { first: ['KE', 'TZ'], second: ['TZ', 'UG'], approved: 'conflict countries' },
  { first: ['KE', 'TZ'], second: null, approved: 'conflict countries' },
  { first: null, approved: null },
  { first: null, second: ['TZ'], approved: ['TZ'] },
]
for (const { first, second, approved } of agreements) {
  const told = [first, second].map((list) => (list === undefined ? 'no list' : (list ?? 'everywhere')))
  test(`first for ${told[0]}, then for ${told[1]}: ${approved ?? 'everywhere'}`, async () => {
    const { account, id } = await approvedOnce(first)
    const answer = await approveSender(setup, bob, account, id, second)
    assert.deepEqual(answer.ok ? answer.value.countries : refusal(answer), approved)
  })
}

test('a rejection ends a first approval, and one that was rejected waits again after another', async () => {
  const { account, id } = await approvedOnce()
  assert.equal(value(await rejectSender(setup, bob, account, id, 'No letter.')).first_approved_by, null)
  const { status, reason, decided_at } = value(await approveSender(setup, bob, account, id, null))
  assert.deepEqual([status, reason, decided_at], ['pending', null, null])
})

test('what is approved stays so, as it was, until two agree to another list of countries', async () => {
  const { account, id } = await approvedOnce(['TZ'])
  value(await approveSender(setup, bob, account, id))
  const { status, countries } = value(await approveSender(setup, bob, account, id, null))
  assert.deepEqual([status, countries], ['approved', ['TZ']])
  assert.equal(value(await approveSender(setup, alice, account, id)).countries, null)
})

test('a name that is protected no longer takes one person, even the first one', async () => {
  const { account, id } = await approvedOnce(['TZ'])
  value(await setProtectedSenders(setup, bob, []))
  const { status, countries } = value(await approveSender(setup, alice, account, id))
  assert.deepEqual([status, countries], ['approved', ['TZ']])
})

test('a sender of another account is not found', async () => {
  const { id } = value(await ask(await testAccount(setup), 'Acme'))
  const other = await testAccount(setup)
  assert.equal(refusal(await approveSender(setup, 'user:b', other, id, null)), 'not_found')
  assert.equal(refusal(await rejectSender(setup, 'user:b', other, 'x', 'no')), 'not_found')
})

test('the queue is in the order of asking, over all accounts', async () => {
  const [one, two] = [await testAccount(setup), await testAccount(setup)]
  value(await ask(one, 'First'))
  value(await ask(two, 'Second'))
  const names = (await senderQueue(setup, 'pending', null, null, 500)).map((row) => row.name)
  assert.ok(names.indexOf('First') < names.indexOf('Second') && names.includes('First'))
  const found = await senderQueue(setup, 'pending', 'SECON', null, 500)
  assert.deepEqual(
    found.map((row) => row.account_id),
    [two],
  )
})
