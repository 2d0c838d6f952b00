import assert from 'node:assert/strict'
import { test } from 'node:test'
import { batches, bodyRows, guessRoles, importRow, type Role, readSheet } from './ContactsImportFile.ts'

const read = async (text: string) => {
  const sheet = await readSheet(new File([text], 'contacts.csv'))
  assert.ok(typeof sheet === 'object')
  return sheet
}
const shown = (roles: readonly Role[]) => roles.map((role) => (role.is === 'field' ? `{${role.name}}` : role.is))

const files = [
  { what: 'headers in English', text: 'Name,Phone,Town\nAsha,0712345678,Mwanza', roles: ['name', 'number', '{Town}'] },
  { what: 'headers in Swahili', text: 'Jina;Namba ya simu\nAsha;0712345678', roles: ['name', 'number'] },
  { what: 'headers in French', text: 'Nom\tTéléphone\nAsha\t+243812345678', roles: ['name', 'number'] },
  { what: 'no header', text: '0712345678,Asha\n0712345679,Juma', roles: ['number', 'leaveOut'] },
  { what: 'numbers under another header', text: 'Customer,Cell\nAsha,0712345678', roles: ['{Customer}', 'number'] },
  {
    what: 'a download of ours',
    text: '\uFEFFnumber,name,country,groups,town\r\n"+255712345678",Asha,TZ,Wateja,Mwanza\r\n',
    roles: ['number', 'name', 'leaveOut', 'leaveOut', '{town}'],
  },
  { what: 'no numbers', text: 'a,b\nc,d', roles: ['{a}', '{b}'] },
]
for (const { what, text, roles } of files) {
  test(`${what}: ${roles.join(', ')}`, async () => assert.deepEqual(shown(guessRoles(await read(text))), roles))
}

test('what is quoted, guarded and empty is read as it was meant', async () => {
  const sheet = await read('number,name\n"+255712345678","\'=Mushi, ""Asha"""\n\n,\n')
  assert.deepEqual(bodyRows(sheet), [['+255712345678', '=Mushi, "Asha"']])
})

test('a spreadsheet is no CSV', async () => assert.equal(await readSheet(new File(['PK\0\0'], 'a.xlsx')), 'unreadable'))

test('a row has what its columns are', () => {
  const roles: Role[] = [{ is: 'number' }, { is: 'name' }, { is: 'field', name: 'town' }, { is: 'leaveOut' }]
  assert.deepEqual(importRow(['0712', 'Asha', 'Mwanza', 'x'], roles), {
    number: '0712',
    name: 'Asha',
    fields: { town: 'Mwanza' },
  })
  assert.deepEqual(importRow(['0712', '', ''], roles), { number: '0712' })
})

test('rows go in batches of a thousand, and fewer where they are long', () => {
  const roles: Role[] = [{ is: 'number' }, { is: 'field', name: 'note' }]
  const sizes = (count: number, note: string) =>
    [
      ...batches(
        Array.from({ length: count }, () => ['0712345678', note]),
        roles,
      ),
    ].map((batch) => batch.length)
  assert.deepEqual(sizes(2500, ''), [1000, 1000, 500])
  assert.deepEqual(sizes(0, ''), [])
  assert.ok(sizes(1000, 'x'.repeat(400)).every((size) => size < 800))
})
