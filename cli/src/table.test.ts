import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fields, table } from './table.ts'

test('columns are as wide as what is in them, and amounts stand at the right', () => {
  const rows = [
    { name: 'Duka', balance: '998 TZS', active: true },
    { name: 'Shule ya Mwanza', balance: '12.50 TZS', active: false },
  ]
  const printed = table(rows, { NAME: (row) => row.name, BALANCE: (row) => row.balance, ACTIVE: (row) => row.active })
  assert.deepEqual(printed.split('\n'), [
    'NAME               BALANCE  ACTIVE',
    'Duka               998 TZS  yes',
    'Shule ya Mwanza  12.50 TZS  no',
    '',
  ])
})

const cells = [
  { cell: null, printed: 'a  -\n' },
  { cell: '', printed: 'a  -\n' },
  { cell: 0, printed: 'a  0\n' },
  { cell: false, printed: 'a  no\n' },
  { cell: '\x1b[31mred\r\n', printed: 'a  ?[31mred??\n' }, // a customer's name does not drive the terminal
]

for (const { cell, printed } of cells) {
  test(`${JSON.stringify(cell)} is printed as ${JSON.stringify(printed)}`, () => {
    assert.equal(fields({ a: cell }), printed)
  })
}
