import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testAccount, testSetup } from '../../../../test/harness/setup.ts'
import { PERMISSIONS } from './auth.ts'
import { testApp } from './testing/app.ts'

const setup = await testSetup({ after })
const [ours, theirs] = [await testAccount(setup), await testAccount(setup)]
const api = testApp({ setup })
after(() => api.app.close())

const by = (id: string, permissions: readonly string[] = PERMISSIONS) => {
  const authorization = `Bearer ${api.token(permissions, { id })}`
  return (method: string, path: string, body?: unknown) => api.call(method, path, body, { authorization })
}
const we = by(ours)
const they = by(theirs)

test('a contact is added, found, changed, put into a group and deleted', async () => {
  const { body: group } = await we('POST', '/groups', { name: 'Wateja' })
  const fields = { town: 'Mwanza' }
  const added = await we('POST', '/contacts', { number: '+255 712 345 678', name: 'Asha', fields, groups: [group.id] })
  assert.equal(added.status, 201)
  const { id } = added.body
  assert.deepEqual(
    [added.body.number, added.body.country, added.body.name, added.body.fields, added.body.groups],
    ['+255712345678', 'TZ', 'Asha', fields, [group.id]],
  )
  assert.deepEqual((await we('GET', `/contacts/${id}`)).body, added.body)
  assert.deepEqual((await we('GET', `/contacts?group=${group.id}&search=ash`)).body.data, [added.body])
  assert.deepEqual((await we('GET', '/contacts?group=x')).body.data, [])
  assert.equal((await we('GET', '/groups')).body.data[0].contacts, 1)
  assert.equal((await we('PATCH', `/contacts/${id}`, { name: null })).body.name, null)
  assert.equal((await we('POST', `/groups/${group.id}/leave`, { contact_ids: [id] })).body.contacts, 0)
  assert.equal((await we('POST', `/groups/${group.id}/join`, { contact_ids: [id] })).body.contacts, 1)
  assert.equal((await we('PATCH', `/groups/${group.id}`, { name: 'Wateja wote' })).body.name, 'Wateja wote')
  for (const [method, path, body] of [
    ['GET', `/contacts/${id}`],
    ['PATCH', `/contacts/${id}`, {}],
    ['PATCH', `/groups/${group.id}`, { name: 'x' }],
    ['DELETE', `/groups/${group.id}`],
    ['POST', `/groups/${group.id}/join`, { contact_ids: [id] }],
  ] as const) {
    assert.equal((await they(method, path, body)).status, 404, `${method} ${path}`)
  }
  assert.equal((await they('DELETE', `/contacts/${id}`)).status, 404)
  assert.equal((await we('DELETE', `/groups/${group.id}`)).status, 204)
  assert.equal((await we('GET', `/contacts/${id}`)).status, 200)
  assert.equal((await we('DELETE', `/contacts/${id}`)).status, 204)
  assert.equal((await we('GET', `/contacts/${id}`)).status, 404)
})

const REFUSED: [string, unknown, string][] = [
  ['no number', {}, 'field_missing'],
  ['a number at home', { number: '0712345678' }, 'recipient_invalid'],
  ['a field of another form', { number: '+255712345678', fields: { town: 5 } }, 'field_invalid'],
  ['a field without a name', { number: '+255712345678', fields: { '': 'x' } }, 'field_invalid'],
]
for (const [name, body, code] of REFUSED) {
  test(`a contact with ${name} is refused`, async () => {
    const answer = await we('POST', '/contacts', body)
    assert.deepEqual([answer.status, answer.body.error.code], [422, code])
  })
}

test('an import answers each row, and the file it makes can be brought in again', async () => {
  const { body: group } = await we('POST', '/groups', { name: 'Import' })
  const rows = [
    { number: '0713000001', name: '=Asha', fields: { town: 'Mwanza' } },
    { number: 'nobody' },
    { number: '0713000002', name: 'Juma, fundi' },
    { number: '0713000001' },
  ]
  const { status, body } = await we('POST', '/contacts/import', { rows, country: 'tz', group: group.id })
  assert.equal(status, 200)
  assert.deepEqual([body.added, body.changed, body.unchanged, body.refused], [2, 0, 1, 1])
  assert.deepEqual(
    body.rows.map(({ result, field }: { result: string; field: string | null }) => [result, field]),
    [
      ['added', null],
      ['refused', 'number'],
      ['added', null],
      ['repeated', null],
    ],
  )
  const headers = { authorization: `Bearer ${api.token(PERMISSIONS, { id: ours })}` }
  const file = await api.app.inject({ url: `/v1/contacts.csv?group=${group.id}`, headers })
  assert.equal(file.headers['content-disposition'], 'attachment; filename="contacts.csv"')
  assert.deepEqual(file.body.split('\r\n'), [
    '\uFEFFnumber,name,country,groups,town',
    '"+255713000002","Juma, fundi",TZ,Import,',
    '"+255713000001",\'=Asha,TZ,Import,Mwanza',
    '',
  ])
  assert.equal((await we('DELETE', `/groups/${group.id}?with_contacts=true`)).status, 204)
  assert.deepEqual((await we('GET', '/contacts')).body.data, [])
})

test('contacts are listed page after page, and deleted together', async () => {
  const rows = Array.from({ length: 5 }, (_, index) => ({ number: `+25571400000${index}` }))
  const { body } = await we('POST', '/contacts/import', { rows })
  const first = (await we('GET', '/contacts?limit=3')).body
  const second = (await we('GET', `/contacts?limit=3&cursor=${first.next}`)).body
  const ids = [...first.data, ...second.data].map(({ id }: { id: string }) => id)
  assert.deepEqual(
    ids.reverse(),
    body.rows.map(({ id }: { id: string }) => id),
  )
  assert.equal(second.next, null)
  assert.deepEqual((await we('POST', '/contacts/delete', { contact_ids: ids })).body, { removed: 5 })
})

test('reading is not writing, and neither is for who may not read messages', async () => {
  const reader = by(ours, ['messages:read'])
  const finance = by(ours, ['balance:read', 'purchases:write', 'account:read'])
  for (const path of ['/contacts', '/groups', '/templates']) {
    assert.equal((await reader('GET', path)).status, 200, path)
    assert.equal((await finance('GET', path)).status, 403, path)
    assert.equal((await reader('POST', path, {})).status, 403, path)
  }
})

test('a template is kept, found, changed and deleted', async () => {
  const kept = await we('POST', '/templates', { title: 'Parcel', text: 'Habari {name}…' })
  assert.deepEqual([kept.status, kept.body.number, kept.body.encoding, kept.body.segments], [201, 1, 'ucs2', 1])
  assert.deepEqual((await we('GET', '/templates/1')).body, kept.body)
  assert.deepEqual((await we('GET', '/templates?search=PARC')).body.data, [kept.body])
  assert.deepEqual((await we('GET', '/templates?search=none')).body.data, [])
  const changed = await we('PUT', '/templates/1', { title: 'Parcel', text: 'x'.repeat(161) })
  assert.deepEqual([changed.body.encoding, changed.body.segments], ['gsm7', 2])
  assert.equal((await we('PUT', '/templates/1', { title: '', text: 'x' })).body.error.details.field, 'title')
  assert.equal((await they('GET', '/templates/1')).status, 404)
  for (const number of ['0', 'x', '2', '9999999999']) {
    assert.equal((await we('GET', `/templates/${number}`)).status, 404, number)
  }
  assert.equal((await we('DELETE', '/templates/1')).status, 204)
  assert.equal((await we('DELETE', '/templates/1')).status, 404)
})
