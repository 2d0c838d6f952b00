import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Window } from './window.ts'

const entry = () => ({ sequence_number: 0, deadlineMs: 0 })

test('as many as the limit have their turn, the next when one is answered, in the order they came', () => {
  const window = new Window<ReturnType<typeof entry> & { name: string }>(2)
  for (const name of ['a', 'b', 'c', 'd']) window.push({ ...entry(), name })
  assert.deepEqual([window.next()?.name, window.next()?.name, window.next()], ['a', 'b', undefined])
  assert.deepEqual([window.outstanding, window.waiting, window.free], [2, 2, 0])
  const second = window.get(2)
  assert.equal(second?.name, 'b')
  if (second) window.delete(second)
  assert.equal(window.next()?.name, 'c')
  assert.equal(window.get(3)?.name, 'c')
  assert.deepEqual(
    window.clear().map(({ name }) => name),
    ['a', 'c', 'd'],
  )
  assert.deepEqual([window.outstanding, window.waiting, window.free], [0, 0, 2])
})

test('a long queue keeps its order', () => {
  const window = new Window<ReturnType<typeof entry>>(1)
  const entries = Array.from({ length: 5000 }, entry)
  for (const one of entries) window.push(one)
  for (const one of entries) {
    assert.equal(window.next(), one)
    window.delete(one)
  }
  assert.equal(window.next(), undefined)
})

test('sequence numbers go to 0x7fffffff, then from 1 again', () => {
  const window = new Window<ReturnType<typeof entry>>(10, 0x7ffffffe)
  assert.deepEqual([window.nextSequence(), window.nextSequence(), window.nextSequence()], [0x7ffffffe, 0x7fffffff, 1])
  const wrapped = new Window<ReturnType<typeof entry>>(10, 0x7fffffff)
  for (let i = 0; i < 3; i++) wrapped.push(entry())
  assert.deepEqual(
    [wrapped.next(), wrapped.next(), wrapped.next()].map((e) => e?.sequence_number),
    [0x7fffffff, 1, 2],
  )
})

test('what runs out at a moment is removed, what runs out after it is not', () => {
  const window = new Window<ReturnType<typeof entry>>(3)
  for (const deadlineMs of [100, 101, 200]) {
    window.push(entry())
    const next = window.next()
    if (next) next.deadlineMs = deadlineMs
  }
  assert.equal(window.nextDeadlineMs(), 100)
  assert.deepEqual(window.expire(99), [])
  assert.deepEqual(
    window.expire(100).map((e) => e.deadlineMs),
    [100],
  )
  window.extend(50)
  assert.equal(window.nextDeadlineMs(), 151)
  assert.deepEqual(window.expire(150), [])
  assert.equal(window.expire(250).length, 2)
  assert.equal(window.nextDeadlineMs(), Number.POSITIVE_INFINITY)
})
