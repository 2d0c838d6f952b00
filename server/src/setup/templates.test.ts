import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { refusal, testAccount, testSetup, value } from '../../../test/harness/setup.ts'
import { auditLines } from './audit.ts'
import { changeTemplate, createTemplate, listTemplates, readTemplate, removeTemplate } from './templates.ts'

const setup = await testSetup({ after })
const create = (account: string, title: string, text: string) =>
  createTemplate(setup, 'user:a', account, { title, text })

const forms = [
  { title: 'Welcome', text: 'x', code: 'ok' },
  { title: 'x'.repeat(100), text: 'x'.repeat(1600), code: 'ok' },
  { title: 'Welcome', text: '😀'.repeat(1600), code: 'ok' },
  { title: 'x'.repeat(101), text: 'x', code: 'field_invalid title' },
  { title: ' ', text: 'x', code: 'field_invalid title' },
  { title: 'a\nb', text: 'x', code: 'field_invalid title' },
  { title: 'Welcome', text: '', code: 'field_invalid text' },
  { title: 'Welcome', text: 'x'.repeat(1601), code: 'field_invalid text' },
  { title: 'Welcome', text: '😀'.repeat(1601), code: 'field_invalid text' },
]
for (const { title, text, code } of forms) {
  test(`a title of ${title.length} and a text of ${text.length} units is ${code}`, async () => {
    assert.equal(refusal(await create(await testAccount(setup), title, text)), code)
  })
}

test('the number of a deleted one is not given out again, and its words are gone', async () => {
  const account = await testAccount(setup)
  for (const title of ['one', 'two']) value(await create(account, title, 'Habari'))
  value(await removeTemplate(setup, 'user:a', account, 2))
  assert.equal(value(await create(account, 'three', 'Habari')).number, 3)
  assert.equal(refusal(await readTemplate(setup, account, 2)), 'not_found')
  assert.equal(refusal(await removeTemplate(setup, 'user:a', account, 2)), 'not_found')
  assert.equal(refusal(await changeTemplate(setup, 'user:a', account, 2, { title: 'x', text: 'x' })), 'not_found')
  const { rows, total } = value(await listTemplates(setup, account, null, 10, 0))
  assert.deepEqual([rows.map(({ number }) => number), total], [[3, 1], 2])
  const kept = await setup.database.transaction([account], (tx) =>
    tx.run({ name: 'test_deleted', text: 'select title, text from templates where number = 2' }),
  )
  assert.deepEqual(kept, [{ title: '', text: '' }])
})

test("another account's is as unknown as none", async () => {
  const [mine, theirs] = [await testAccount(setup), await testAccount(setup)]
  value(await create(theirs, 'theirs', 'x'))
  assert.equal(refusal(await readTemplate(setup, mine, 1)), 'not_found')
  assert.equal(refusal(await removeTemplate(setup, 'user:a', mine, 1)), 'not_found')
  assert.equal(value(await listTemplates(setup, mine, null, 10, 0)).total, 0)
  assert.equal(value(await readTemplate(setup, theirs, 1)).title, 'theirs')
})

test('each change leaves a line in the audit log, without the text', async () => {
  const account = await testAccount(setup)
  value(await create(account, 'Welcome', 'a secret text'))
  value(await changeTemplate(setup, 'user:a', account, 1, { title: 'Karibu', text: 'a secret text' }))
  value(await removeTemplate(setup, 'user:a', account, 1))
  const lines = await auditLines(setup, account, null, 3)
  assert.deepEqual(
    lines.map(({ action, detail }) => [action, detail]),
    [
      ['template.deleted', { number: 1 }],
      ['template.changed', { number: 1, title: 'Karibu' }],
      ['template.created', { number: 1, title: 'Welcome' }],
    ],
  )
})
