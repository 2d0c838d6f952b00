import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readRows } from './CsvFile.ts'

const read = (content: BlobPart) => readRows(new File([content], 'people.csv'))

test('rows of cells, without the mark of Excel and the quote of our downloads', async () => {
  assert.deepEqual(await read("\uFEFFName,Phone\r\n Asha ,'+255712345678\r\n\r\n"), [
    ['Name', 'Phone'],
    ['Asha', '+255712345678'],
  ])
})

const refused = [
  { what: 'a spreadsheet of Excel', file: new File(['PK\x03\x04\x14\0\x06\0'], 'people.xlsx'), as: 'unreadable' },
  { what: 'more than 50 MB', file: { size: 50_000_001 } as File, as: 'tooLarge' },
  {
    what: 'a file that is gone',
    file: { size: 10, text: () => Promise.reject(new Error('NotFoundError')) } as unknown as File,
    as: 'unreadable',
  },
]
for (const { what, file, as } of refused) test(`${what} is ${as}`, async () => assert.equal(await readRows(file), as))
