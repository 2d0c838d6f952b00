import assert from 'node:assert/strict'
import { test } from 'node:test'
import { moved } from './routeOrder.ts'

const rows = [
  { id: 'c', by: -1, order: 'acbde', what: 'a place earlier' },
  { id: 'c', by: 1, order: 'abdce', what: 'a place later' },
  { id: 'a', by: -1, order: 'abcde', what: 'the first stays the first' },
  { id: 'e', by: 1, order: 'abcde', what: 'the last stays the last' },
  { id: 'e', by: -1, order: 'abced', what: 'the fifth goes like any other' },
  { id: 'x', by: 1, order: 'abcde', what: 'one that is not there moves nothing' },
] as const
for (const { id, by, order, what } of rows) {
  test(`the order of carriers: ${what}`, () => {
    assert.equal(moved([...'abcde'], id, by).join(''), order)
  })
}
