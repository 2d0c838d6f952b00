import assert from 'node:assert/strict'
import { test } from 'node:test'
import { batches } from './batches.ts'

const never = (): boolean => false

test('what arrives while a batch is under way goes into the next one', async () => {
  const seen: number[][] = []
  let release: () => void = () => {}
  const group = batches<number, number>({
    underWayMax: 1,
    weightMax: 100,
    isTransient: never,
    run: async (items) => {
      seen.push(items)
      if (seen.length === 1) await new Promise<void>((resolve) => (release = resolve))
      return items.map((item) => item * 10)
    },
  })
  const first = group.add(1)
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
  const others = [group.add(2), group.add(3)]
  release()
  assert.deepEqual(await Promise.all([first, ...others]), [10, 20, 30])
  assert.deepEqual(seen, [[1], [2, 3]])
})

test('a batch ends at its weight, and one item too heavy goes alone', async () => {
  const seen: number[][] = []
  const group = batches<number, void>({
    underWayMax: 1,
    weightMax: 10,
    weigh: (item) => item,
    isTransient: never,
    run: async (items) => {
      seen.push(items)
      return items.map(() => undefined)
    },
  })
  await Promise.all([4, 6, 1, 50, 2].map((item) => group.add(item)))
  assert.deepEqual(seen, [[4, 6], [1], [50], [2]])
})

test('one bad item fails alone', async () => {
  const group = batches<number, number>({
    underWayMax: 1,
    weightMax: 100,
    isTransient: never,
    run: async (items) => {
      if (items.includes(3)) throw new Error('three')
      return items
    },
  })
  const results = await Promise.allSettled([1, 2, 3, 4, 5].map((item) => group.add(item)))
  assert.deepEqual(
    results.map((each) => each.status),
    ['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled'],
  )
})

test('a failure that has nothing to do with the items fails them all, once', async () => {
  let runs = 0
  const group = batches<number, number>({
    underWayMax: 1,
    weightMax: 100,
    isTransient: () => true,
    run: async () => {
      runs++
      throw new Error('away')
    },
  })
  const results = await Promise.allSettled([1, 2, 3].map((item) => group.add(item)))
  assert.deepEqual(
    results.map((each) => each.status),
    ['rejected', 'rejected', 'rejected'],
  )
  assert.equal(runs, 1)
})

test('no more are under way than allowed, and idle comes when nothing is', async () => {
  let underWay = 0
  let most = 0
  const group = batches<number, void>({
    underWayMax: 2,
    weightMax: 1,
    isTransient: never,
    run: async (items) => {
      most = Math.max(most, ++underWay)
      await new Promise((resolve) => setImmediate(resolve))
      underWay--
      return items.map(() => undefined)
    },
  })
  for (let i = 0; i < 10; i++) void group.add(i)
  await group.idle()
  assert.equal(most, 2)
  assert.equal(group.waiting, 0)
})
