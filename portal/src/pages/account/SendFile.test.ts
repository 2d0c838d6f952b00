import assert from 'node:assert/strict'
import { test } from 'node:test'
import { numberColumn, readSheet, recipientsOf, type SheetFile } from './SendFile.ts'

async function read(text: string): Promise<SheetFile> {
  const sheet = await readSheet(new File([text], 'people.csv'))
  assert.ok(typeof sheet === 'object')
  return sheet
}

test('columns, the number among them, and rows that have none', async () => {
  const sheet = await read(
    '\uFEFFName,Phone,Name\r\nAsha,+255 712 345 678,A\r\n"Juma, Mr",0712,B\r\n\r\nNeema,255712345679,C\r\n',
  )
  assert.deepEqual(
    sheet.columns.map(({ variable }) => variable),
    ['Name', 'Phone', 'Name_3'],
  )
  assert.equal(numberColumn(sheet), 1)
  assert.deepEqual(recipientsOf(sheet, 1, 0, null), {
    recipients: [
      {
        to: '+255712345678',
        variables: { Name: 'Asha', Phone: '+255 712 345 678', Name_3: 'A', RECEIVERNAME: 'Asha' },
      },
      { to: '255712345679', variables: { Name: 'Neema', Phone: '255712345679', Name_3: 'C', RECEIVERNAME: 'Neema' } },
    ],
    unreadable: [3],
  })
})

test('semicolons, as spreadsheets in French write them', async () => {
  const sheet = await read('Nom;Numéro\nAsha;+255712345678\n')
  assert.deepEqual(
    sheet.columns.map(({ header }) => header),
    ['Nom', 'Numéro'],
  )
})

for (const text of ['', 'Name,Phone\n']) {
  test(`${JSON.stringify(text)} has nobody in it`, async () =>
    assert.equal(await readSheet(new File([text], 'people.csv')), 'empty'))
}
