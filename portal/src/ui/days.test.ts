import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayOf, dayStart } from './days.ts'

test('a day goes into the address and comes back', () => {
  for (const day of ['2030-03-01', '2028-02-29', '2030-12-31']) assert.equal(dayOf(dayStart(day)), day)
})

test('"until" takes its whole day in', () => {
  assert.equal(dayOf(dayStart('2030-12-31', 1)), '2031-01-01')
  assert.equal(dayOf(dayStart('2030-12-31', 1), -1), '2030-12-31')
})

test('what is no day is none', () => {
  assert.deepEqual([dayStart(undefined), dayStart(''), dayStart('2030-13-01')], [undefined, undefined, undefined])
  assert.deepEqual([dayOf(undefined), dayOf('soon')], ['', ''])
})
