import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvLine } from './csv.ts'

const cells = [
  { cell: null, is: '' },
  { cell: '', is: '' },
  { cell: 0, is: '0' },
  { cell: 'Duka la Juma', is: 'Duka la Juma' },
  { cell: 'a,b', is: '"a,b"' },
  { cell: 'say "hi"', is: '"say ""hi"""' },
  { cell: 'two\r\nlines', is: '"two\r\nlines"' },
  { cell: ' blank first', is: '" blank first"' },
  { cell: '-1.2022', is: '-1.2022' },
  { cell: '-', is: "'-" },
  { cell: '-1+1', is: "'-1+1" },
  { cell: '+255712345678', is: '"+255712345678"' },
  { cell: '+1+1', is: "'+1+1" },
  { cell: '=1+1', is: "'=1+1" },
  { cell: '=HYPERLINK("x","y")', is: `"'=HYPERLINK(""x"",""y"")"` },
  { cell: '@SUM(A1)', is: "'@SUM(A1)" },
  { cell: '\t=1', is: `"'\t=1"` },
  { cell: '\r=1', is: `"'\r=1"` },
  { cell: "'quoted", is: "'quoted" },
] as const
for (const { cell, is } of cells) {
  test(`the cell ${JSON.stringify(cell)} is written ${JSON.stringify(is)}`, () =>
    assert.equal(csvLine([cell]), `${is}\r\n`))
}

test('cells are apart by commas', () => assert.equal(csvLine(['a', null, 3]), 'a,,3\r\n'))
