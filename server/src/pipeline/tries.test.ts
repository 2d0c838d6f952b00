import assert from 'node:assert/strict'
import { test } from 'node:test'
import { until } from '../../../test/harness/until.ts'
import { away, tellerBench } from './testing/teller.ts'

test('what came of a webhook is kept until the database takes it', async (t) => {
  const bench = await tellerBench(t)
  const job = bench.job()
  bench.failsToWrite = [away(), away()]
  await bench.due(job)
  const { delivered, attempts } = await until(() => bench.ended(job), 5)
  assert.deepEqual([delivered, attempts.length, bench.posted.length, bench.failsToWrite], [true, 1, 1, []])
})

test('a write that is wrong frees its job, without what it was to say', async (t) => {
  const bench = await tellerBench(t)
  const job = bench.job()
  bench.failsToWrite = [new Error('value out of range')]
  await bench.due(job)
  const { delivered, attempts, due_in } = await until(() => bench.ended(job), 5)
  assert.deepEqual([delivered, attempts, Math.round(due_in / 3600)], [null, [], 24])
})

test('a webhook whose secret cannot be opened has failed a try, and has the others before it', async (t) => {
  const bench = await tellerBench(t)
  const job = bench.job()
  bench.keys = () => {
    throw new Error('sealed by no key here')
  }
  await bench.due(job)
  const { delivered, attempts, tries } = await until(() => bench.ended(job), 5)
  assert.deepEqual([delivered, tries, attempts.map(({ error }) => error)], [null, 1, ['failed']])
  assert.deepEqual(bench.posted, [])
})

test('a webhook in an outage of the database is told after it, with no try lost', async (t) => {
  const bench = await tellerBench(t)
  const job = bench.job()
  bench.failsToRead = [away()]
  await bench.due(job)
  const heard = async () => {
    const row = await bench.ended(job)
    return row?.delivered ? row : undefined
  }
  const { attempts } = await until(heard, 5)
  assert.deepEqual([attempts.map(({ status }) => status), bench.failsToRead], [[200], []])
})
