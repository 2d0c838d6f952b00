import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { refusal, testAccount, testSetup, value } from '../../../test/harness/setup.ts'
import { secretHash } from '../secrets.ts'
import { createStaffToken, ensureOperatorToken, revokeStaffToken, staffOfHash } from './staff-tokens.ts'
import { addMember, createStaffUser, listMembers, type MemberInput, verifyPassword } from './users.ts'

const setup = await testSetup({ after })
const folder = mkdtempSync(join(tmpdir(), 'njiwa-token-'))
after(() => rmSync(folder, { recursive: true }))

let people = 0
const person = (change: Partial<MemberInput> = {}): MemberInput => ({
  email: `person${++people}@example.com`,
  name: 'Amina',
  password: 'a long sentence',
  role: 'owner',
  ...change,
})

test('a person of one account joins another with the name and password they have', async () => {
  const [one, two] = [await testAccount(setup), await testAccount(setup)]
  const first = value(await addMember(setup, 'user:a', one, person({ email: ' Amina@Example.com ' })))
  assert.deepEqual([first.created, first.member.email], [true, 'amina@example.com'])
  const again = { email: 'AMINA@example.com', name: 'Else', password: 'something else', role: 'viewer' } as const
  const second = value(await addMember(setup, 'user:a', two, person(again)))
  assert.deepEqual([second.created, second.member.user_id], [false, first.member.user_id])
  assert.deepEqual(value(await listMembers(setup, two, null, 10)), [{ ...first.member, role: 'viewer' }])
  assert.equal((await verifyPassword(setup, 'amina@example.com', 'a long sentence'))?.id, first.member.user_id)
  assert.equal(await verifyPassword(setup, 'amina@example.com', 'something else'), null)
  assert.equal(refusal(await addMember(setup, 'user:a', two, person(again))), 'conflict email')
})

const refused = [
  { what: 'a password of 7 characters', change: { password: '1234567' }, code: 'field_invalid password' },
  { what: 'a password of 8 characters', change: { password: '12345678' }, code: 'ok' },
  { what: 'a password of 128 characters', change: { password: 'x'.repeat(128) }, code: 'ok' },
  { what: 'a password of 129 characters', change: { password: 'x'.repeat(129) }, code: 'field_invalid password' },
  { what: 'no domain', change: { email: 'amina' }, code: 'field_invalid email' },
  { what: 'a blank in the address', change: { email: 'a b@example.com' }, code: 'field_invalid email' },
  { what: 'no name', change: { name: '' }, code: 'field_invalid name' },
]
for (const { what, change, code } of refused) {
  test(`somebody with ${what}: ${code}`, async () => {
    assert.equal(refusal(await addMember(setup, 'user:a', await testAccount(setup), person(change))), code)
  })
}

const passwords = [
  { what: 'the right one', password: 'a long sentence', good: true },
  { what: 'a wrong one', password: 'a long sentencf', good: false },
  { what: 'none', password: '', good: false },
  { what: 'the right one with more behind it', password: 'a long sentence'.padEnd(200), good: false },
]
for (const { what, password, good } of passwords) {
  test(`signing in with ${what}`, async () => {
    const staff = { email: person().email, name: 'Neema', password: 'a long sentence', role: 'support' } as const
    const user = value(await createStaffUser(setup, 'user:a', staff))
    assert.deepEqual(await verifyPassword(setup, staff.email.toUpperCase(), password), good ? user : null)
  })
}

test('signing in as nobody', async () => {
  assert.equal(await verifyPassword(setup, 'nobody@example.com', 'a long sentence'), null)
})

test('one password however its letters are composed', async () => {
  const staff = { ...person({ password: 'caf\u00e9 au lait' }), role: 'admin' as const }
  value(await createStaffUser(setup, 'user:a', staff))
  assert.ok(await verifyPassword(setup, staff.email, 'cafe\u0301 au lait'))
})

test('a token of staff has its role until it is revoked', async () => {
  const { row, token } = value(await createStaffToken(setup, 'user:a', { name: 'job', role: 'finance' }))
  const staff = await staffOfHash(setup, secretHash(token))
  assert.deepEqual(staff, { id: row.id, name: 'job', role: 'finance', actor: `staff-token:${row.id}` })
  value(await revokeStaffToken(setup, 'user:a', row.id))
  assert.equal(await staffOfHash(setup, secretHash(token)), null)
  assert.equal(refusal(await revokeStaffToken(setup, 'user:a', 'x')), 'not_found')
})

test("the operator's token is made once, for its owner's eyes alone, and known to the database", async () => {
  const path = join(folder, 'operator-token')
  const tokens = await Promise.all(Array.from({ length: 4 }, () => ensureOperatorToken(setup, path)))
  assert.equal(new Set(tokens).size, 1)
  assert.equal(readFileSync(path, 'utf8').trim(), tokens[0])
  assert.equal(statSync(path).mode & 0o777, 0o600)
  assert.equal((await staffOfHash(setup, secretHash(tokens[0] as string)))?.role, 'admin')
})

test("a file that holds something else than an operator's token stops the start", async () => {
  const path = join(folder, 'other')
  writeFileSync(path, 'hello')
  await assert.rejects(ensureOperatorToken(setup, path), /holds no operator's token/)
})
