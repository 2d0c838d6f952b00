import assert from 'node:assert/strict'
import { test } from 'node:test'
import { backlog } from './backlog.ts'

test('an account may have half of what waits, and all together no more than there is room for', () => {
  const waiting = backlog(100)
  assert.equal(waiting.enter('a', 51), false)
  assert.equal(waiting.enter('a', 30), true)
  assert.equal(waiting.enter('a', 21), false)
  assert.equal(waiting.enter('b', 50), true)
  assert.equal(waiting.enter('c', 21), false)
  waiting.leave('b', 50)
  assert.equal(waiting.enter('c', 21), true)
  waiting.leave('a', 30)
  assert.equal(waiting.enter('a', 50), true)
})
