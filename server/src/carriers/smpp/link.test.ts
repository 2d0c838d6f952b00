import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reconnectMs } from './link.ts'

for (const [failures, chance, ms] of [
  [1, 0, 500],
  [1, 1, 1000],
  [2, 1, 2000],
  [5, 1, 16_000],
  [6, 1, 30_000],
  [6, 0, 15_000],
  [1000, 1, 30_000],
] as const) {
  test(`after ${failures} failures, at chance ${chance}, it waits ${ms} ms`, () => {
    assert.equal(reconnectMs(failures, 1000, 30_000, chance), ms)
  })
}
