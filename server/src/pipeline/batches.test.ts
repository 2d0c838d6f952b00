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

/** Batches that stay under way until they are let go, in the order they began. */
function held(options: Partial<Parameters<typeof batches<string, string>>[0]>) {
  const seen: string[][] = []
  const releases: (() => void)[] = []
  const group = batches<string, string>({
    underWayMax: 4,
    weightMax: 100,
    isTransient: never,
    run: async (items) => {
      seen.push(items)
      await new Promise<void>((resolve) => releases.push(resolve))
      return items
    },
    ...options,
  })
  return { group, seen, releases }
}
const turns = async (count = 3): Promise<void> => {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve))
}
const lanes = { of: (item: string) => item[0] as string, overlapFrom: 3 }

test('a lane has one batch under way; another lane does not wait for it', async () => {
  const { group, seen, releases } = held({ lanes })
  const all = [group.add('a1')]
  await turns()
  all.push(group.add('a2'), group.add('b1'))
  await turns()
  assert.deepEqual(seen, [['a1'], ['b1']])
  releases[0]?.()
  await turns()
  assert.deepEqual(seen, [['a1'], ['b1'], ['a2']])
  for (const release of releases) release()
  assert.deepEqual(await Promise.all(all), ['a1', 'a2', 'b1'])
})

test('what waits of a lane is worth a second batch once it is much, and never a third', async () => {
  const { group, seen, releases } = held({ lanes })
  void group.add('a1')
  await turns()
  for (const item of ['a2', 'a3']) void group.add(item)
  await turns()
  assert.equal(seen.length, 1)
  void group.add('a4')
  await turns()
  assert.deepEqual(seen.at(-1), ['a2', 'a3', 'a4'])
  for (const item of ['a5', 'a6', 'a7']) void group.add(item)
  await turns()
  assert.equal(seen.length, 2)
  const idle = group.idle()
  while (group.waiting > 0 || releases.length > 0) {
    releases.shift()?.()
    await turns()
  }
  await idle
})

test('who gathers waits for company, until there is enough of it', async () => {
  const seen: number[][] = []
  const group = batches<number, void>({
    underWayMax: 1,
    weightMax: 3,
    gather: { forMs: 60_000, quietMs: 30 },
    isTransient: never,
    run: async (items) => {
      seen.push(items)
      return items.map(() => undefined)
    },
  })
  const all = [group.add(1)]
  await turns()
  all.push(group.add(2))
  await turns()
  assert.deepEqual(seen, [])
  all.push(group.add(3))
  await Promise.all(all)
  assert.deepEqual(seen, [[1, 2, 3]])
})

test('waiting that brought nothing is left out the next time', async () => {
  const seen: number[][] = []
  const group = batches<number, void>({
    underWayMax: 1,
    weightMax: 100,
    gather: { forMs: 30, quietMs: 30 },
    isTransient: never,
    run: async (items) => {
      seen.push(items)
      return items.map(() => undefined)
    },
  })
  await group.add(1)
  const second = group.add(2)
  await turns()
  assert.deepEqual(seen, [[1], [2]])
  await second
})

test('somebody who waits ends the gathering', async () => {
  const seen: string[][] = []
  const group = batches<string, void>({
    underWayMax: 1,
    weightMax: 100,
    gather: { forMs: 60_000, quietMs: 60_000, hurries: (item) => item === 'now' },
    isTransient: never,
    run: async (items) => {
      seen.push(items)
      return items.map(() => undefined)
    },
  })
  const all = [group.add('later')]
  await turns()
  assert.deepEqual(seen, [])
  all.push(group.add('now'))
  await Promise.all(all)
  assert.deepEqual(seen, [['later', 'now']])
  await group.add('now')
  assert.deepEqual(seen.at(-1), ['now'])
})
