import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { refusal, testAccount, testSetup, value } from '../../../test/harness/setup.ts'
import {
  approveSender,
  listSenders,
  rejectSender,
  requestSender,
  senderQueue,
  setProtectedSenders,
} from './sender-ids.ts'

const setup = await testSetup({ after })
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
  const names = (await senderQueue(setup, 'pending', null, 500)).map((row) => row.name)
  assert.ok(names.indexOf('First') < names.indexOf('Second') && names.includes('First'))
})
