import assert from 'node:assert/strict'
import { test } from 'node:test'
import { until } from '../../../test/harness/until.ts'
import { tellerBench } from './testing/teller.ts'

test('a lease that is renewed late stops nothing for longer than it is late', async (t) => {
  const bench = await tellerBench(t)
  const job = bench.job()
  bench.holds = false
  bench.take(job)
  assert.deepEqual(bench.teller.depth(), { inMemory: 1, underWay: 0 })
  bench.holds = true
  await until(() => bench.posted.length === 1, 5)
  assert.deepEqual(bench.teller.depth().inMemory, 0)
})
