import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstIdAt, isId, newId, timeOfId } from './ids.ts'

test('ids rise, differ, and carry their time', () => {
  const ids = Array.from({ length: 10_000 }, () => newId(1_700_000_000_000))
  assert.deepEqual(ids, [...new Set(ids)].sort())
  assert.equal(timeOfId(ids[0] as string) >= 1_700_000_000_000, true)
  for (const id of ids.slice(0, 100))
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('the first id of a millisecond lies between the ids of the one before and its own', () => {
  const [before, own] = [newId(1_800_000_000_000), newId(1_800_000_000_001)]
  assert.ok(before < firstIdAt(1_800_000_000_001))
  assert.ok(firstIdAt(1_800_000_000_001) < own)
  assert.deepEqual([isId(firstIdAt(0)), timeOfId(firstIdAt(1_800_000_000_001))], [true, 1_800_000_000_001])
})

test('what is an id', () => {
  const rows = [
    [newId(), true],
    [newId().toUpperCase(), false],
    ['', false],
    [`${newId()}0`, false],
    ["' or 1=1 --", false],
  ] as const
  for (const [text, expected] of rows) assert.equal(isId(text), expected)
})
