import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { refusal, testAccount, testSetup, value } from '../../../test/harness/setup.ts'
import { auditLines } from './audit.ts'
import { createGroup, joinGroup, leaveGroup, listGroups, removeGroup, renameGroup } from './contact-groups.ts'
import {
  changeContact,
  contactFields,
  createContact,
  findContact,
  importContacts,
  listContacts,
  removeContacts,
} from './contacts.ts'

const setup = await testSetup({ after })
const WHO = 'user:a'
const ALL = { search: null, groupId: null }

const add = (account: string, number: string, name: string | null = null, groups: string[] = []) =>
  createContact(setup, WHO, account, { number, name, groups })
const bring = async (account: string, rows: { number: string; name?: string; fields?: Record<string, string> }[]) =>
  value(await importContacts(setup, WHO, account, { rows, country: 'TZ', groupId: null }))
const list = async (account: string, filter = {}) =>
  value(await listContacts(setup, account, { ...ALL, ...filter }, null, 100))

test('a contact is kept once a number, changed and deleted', async () => {
  const account = await testAccount(setup)
  const { id, msisdn, country } = value(await add(account, '+255 712 345 678', ' Asha '))
  assert.deepEqual([msisdn, country], ['255712345678', 'TZ'])
  assert.equal(refusal(await add(account, '255712345678')), 'conflict number')
  assert.equal(value(await findContact(setup, account, id)).name, 'Asha', 'a conflict changes nothing')
  const changed = value(await changeContact(setup, WHO, account, id, { fields: { town: 'Mwanza' } }))
  assert.deepEqual([changed.name, changed.fields], ['Asha', { town: 'Mwanza' }])
  const other = value(await add(account, '+255712345679'))
  assert.equal(
    refusal(await changeContact(setup, WHO, account, other.id, { number: '+255712345678' })),
    'conflict number',
  )
  assert.equal(value(await changeContact(setup, WHO, account, other.id, { number: '+254712345678' })).country, 'KE')
  assert.deepEqual(value(await removeContacts(setup, WHO, account, [id, id, 'x'])), { removed: 1 })
  assert.equal(refusal(await findContact(setup, account, id)), 'not_found')
})

const refused = [
  { what: 'a number at home', code: 'recipient_invalid number', number: '0712345678' },
  { what: 'a group that is none', code: 'field_invalid groups', number: '+255712345678', groups: ['x'] },
  { what: 'a name of 101', code: 'field_invalid name', number: '+255712345678', name: 'x'.repeat(101) },
]
for (const { what, code, number, name, groups } of refused) {
  test(`a contact with ${what} is refused`, async () =>
    assert.equal(refusal(await add(await testAccount(setup), number, name, groups)), code))
}

test('each row of an import has its own answer', async () => {
  const account = await testAccount(setup)
  value(await add(account, '+255712000001', 'Asha'))
  value(await add(account, '+255712000002', 'Juma'))
  const answers = await bring(account, [
    { number: '0712000001', name: 'Asha' },
    { number: '0712000002', fields: { town: 'Mwanza' } },
    { number: '0712000003', name: 'Neema' },
    { number: 'Asha' },
    { number: '+255 712 000 003', fields: { town: 'Tanga' } },
  ])
  assert.deepEqual(
    answers.map((row) => (row.result === 'refused' ? `refused ${row.error.field}` : row.result)),
    ['unchanged', 'changed', 'added', 'refused number', 'repeated'],
  )
  assert.deepEqual(
    (await list(account)).map(({ msisdn, name, fields }) => [msisdn, name, fields]),
    [
      ['255712000003', 'Neema', { town: 'Tanga' }],
      ['255712000002', 'Juma', { town: 'Mwanza' }],
      ['255712000001', 'Asha', {}],
    ],
  )
  assert.deepEqual(value(await contactFields(setup, account)), ['town'])
})

test('a thousand come in at once, and no more', async () => {
  const account = await testAccount(setup)
  const rows = Array.from({ length: 1001 }, (_, index) => ({ number: `+25571${String(index).padStart(7, '0')}` }))
  const order = (count: number) => ({ rows: rows.slice(0, count), country: null, groupId: null })
  assert.equal(refusal(await importContacts(setup, WHO, account, order(1001))), 'field_invalid rows')
  assert.equal(refusal(await importContacts(setup, WHO, account, order(0))), 'field_invalid rows')
  const answers = value(await importContacts(setup, WHO, account, order(1000)))
  assert.ok(answers.every(({ result }) => result === 'added'))
})

const searches = [
  { search: 'ash', finds: ['Asha'] },
  { search: 'ASHA', finds: ['Asha'] },
  { search: '000002', finds: ['Juma'] },
  { search: '+255 712 000', finds: ['Juma', 'Asha'] },
  { search: '%', finds: [] },
  { search: 'nobody', finds: [] },
]
test('contacts are found by name and number', async () => {
  const account = await testAccount(setup)
  value(await add(account, '+255712000001', 'Asha'))
  value(await add(account, '+255712000002', 'Juma'))
  for (const { search, finds } of searches) {
    const found = await list(account, { search })
    assert.deepEqual(
      found.map(({ name }) => name),
      finds,
      search,
    )
  }
})

test('groups are joined and left; deleting one keeps its contacts, unless they go too', async () => {
  const account = await testAccount(setup)
  const { id: group } = value(await createGroup(setup, WHO, account, 'Wateja'))
  assert.equal(refusal(await createGroup(setup, WHO, account, ' wateja ')), 'conflict name')
  const asha = value(await add(account, '+255712000001', 'Asha', [group]))
  assert.deepEqual(asha.groups, [group])
  const juma = value(await add(account, '+255712000002', 'Juma'))
  assert.equal(value(await joinGroup(setup, WHO, account, group, [juma.id, asha.id, 'x'])).contacts, 2)
  assert.equal(value(await leaveGroup(setup, WHO, account, group, [juma.id])).contacts, 1)
  assert.deepEqual(
    (await list(account, { groupId: group })).map(({ name }) => name),
    ['Asha'],
  )
  assert.equal(value(await renameGroup(setup, WHO, account, group, 'WATEJA')).name, 'WATEJA')
  const { id: second } = value(await createGroup(setup, WHO, account, 'Second'))
  assert.equal(refusal(await renameGroup(setup, WHO, account, second, 'Wateja')), 'conflict name')
  value(await removeContacts(setup, WHO, account, [asha.id]))
  assert.equal(value(await listGroups(setup, account, null, 10)).find(({ id }) => id === group)?.contacts, 0)
  value(await joinGroup(setup, WHO, account, second, [juma.id]))
  value(await removeGroup(setup, WHO, account, group, false))
  assert.equal((await list(account)).length, 1)
  value(await removeGroup(setup, WHO, account, second, true))
  assert.deepEqual([await list(account), value(await listGroups(setup, account, null, 10))], [[], []])
})

test('an import brings everybody into a group', async () => {
  const account = await testAccount(setup)
  const { id } = value(await createGroup(setup, WHO, account, 'Wateja'))
  const rows = [{ number: '+255712000001' }, { number: 'x' }]
  value(await importContacts(setup, WHO, account, { rows, country: null, groupId: id }))
  assert.equal((await list(account, { groupId: id })).length, 1)
  const elsewhere = { rows, country: null, groupId: '0190b8f0-0000-7000-8000-000000000000' }
  assert.equal(refusal(await importContacts(setup, WHO, account, elsewhere)), 'field_invalid group')
})

test("another account's are as unknown as none", async () => {
  const [mine, theirs] = [await testAccount(setup), await testAccount(setup)]
  const { id: group } = value(await createGroup(setup, WHO, theirs, 'Wateja'))
  const { id } = value(await add(theirs, '+255712000001'))
  assert.equal(refusal(await findContact(setup, mine, id)), 'not_found')
  assert.equal(refusal(await changeContact(setup, WHO, mine, id, { name: 'x' })), 'not_found')
  assert.deepEqual(value(await removeContacts(setup, WHO, mine, [id])), { removed: 0 })
  assert.equal(refusal(await joinGroup(setup, WHO, mine, group, [id])), 'not_found')
  assert.equal(refusal(await removeGroup(setup, WHO, mine, group, true)), 'not_found')
  const { id: own } = value(await createGroup(setup, WHO, mine, 'Wateja'))
  assert.equal(value(await joinGroup(setup, WHO, mine, own, [id])).contacts, 0)
  assert.deepEqual([(await list(mine)).length, (await list(theirs)).length], [0, 1])
})

test('changes leave lines in the audit log, without names and numbers', async () => {
  const account = await testAccount(setup)
  const { id } = value(await add(account, '+255712000001', 'Asha'))
  await bring(account, [{ number: '0712000001' }, { number: 'x' }])
  value(await removeContacts(setup, WHO, account, [id]))
  const lines = await auditLines(setup, account, null, 3)
  assert.deepEqual(
    lines.map(({ action, detail }) => [action, detail]),
    [
      ['contacts.deleted', { contacts: 1 }],
      ['contacts.imported', { unchanged: 1, refused: 1 }],
      ['contact.added', {}],
    ],
  )
})
