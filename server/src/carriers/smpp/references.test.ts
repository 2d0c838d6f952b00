import assert from 'node:assert/strict'
import { test } from 'node:test'
import { references } from './references.ts'

test('a number sees 256 references before one comes again in 8 bits', () => {
  const next = references(() => 0.9999)
  const seen = new Set(Array.from({ length: 256 }, () => next('255700000000') & 0xff))
  assert.equal(seen.size, 256)
})

test('numbers have references of their own', () => {
  const next = references(() => 0)
  assert.deepEqual([next('1'), next('1'), next('2'), next('1')], [0, 1, 0, 2])
})

test('the number that was written to least lately is forgotten first', () => {
  const next = references(() => 0)
  next('first')
  next('second')
  next('first')
  for (let i = 0; i < 9_999; i++) next(`${i}`)
  assert.equal(next('first'), 2)
  assert.equal(next('second'), 0)
})
