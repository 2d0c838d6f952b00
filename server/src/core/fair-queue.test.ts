import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fairQueue } from './fair-queue.ts'

function drained(queue: ReturnType<typeof fairQueue<string>>): string[] {
  const out: string[] = []
  for (let item = queue.shift(); item !== undefined; item = queue.shift()) out.push(item)
  return out
}

test('accounts take turns, each in its own order', () => {
  const queue = fairQueue<string>()
  for (const item of ['a1', 'a2', 'a3', 'a4', 'b1', 'c1', 'c2']) queue.push(item[0] as string, item)
  assert.equal(queue.size, 7)
  assert.deepEqual(drained(queue), ['a1', 'b1', 'c1', 'a2', 'c2', 'a3', 'a4'])
  assert.equal(queue.size, 0)
})

test('what was taken and given back is the next of its account', () => {
  const queue = fairQueue<string>()
  queue.push('a', 'a1')
  queue.push('a', 'a2')
  queue.unshift('a', queue.shift() as string)
  assert.deepEqual(drained(queue), ['a1', 'a2'])
})

test('a long line keeps its order across its clean-ups', () => {
  const queue = fairQueue<string>()
  const items = Array.from({ length: 5000 }, (_, index) => `a${index}`)
  for (const item of items) queue.push('a', item)
  assert.deepEqual(drained(queue), items)
})

test('drain empties it', () => {
  const queue = fairQueue<string>()
  for (const item of ['a1', 'b1', 'a2']) queue.push(item[0] as string, item)
  assert.equal(queue.shift(), 'a1')
  assert.deepEqual(queue.drain().sort(), ['a2', 'b1'])
  assert.equal(queue.shift(), undefined)
})
