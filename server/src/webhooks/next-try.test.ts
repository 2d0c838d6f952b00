import assert from 'node:assert/strict'
import { test } from 'node:test'
import { webhookRetryMs } from '../core/retries.ts'
import { nextTryMs } from './next-try.ts'

const SECOND = 1000
const DAY = 86_400 * SECOND
const short = (tries: number): number | null => [10 * SECOND, 30 * SECOND][tries - 1] ?? null

const ROWS = [
  { what: 'no Retry-After', schedule: webhookRetryMs, tries: 1, after: null, next: 5 * SECOND },
  { what: 'a shorter one', schedule: webhookRetryMs, tries: 2, after: 60 * SECOND, next: 300 * SECOND },
  { what: 'a longer one', schedule: webhookRetryMs, tries: 1, after: 60 * SECOND, next: 60 * SECOND },
  { what: 'one of 30 years', schedule: webhookRetryMs, tries: 1, after: 1e12, next: DAY },
  { what: 'one of 30 years after the last but one', schedule: webhookRetryMs, tries: 9, after: 1e12, next: DAY },
  { what: 'one beyond what the schedule has left', schedule: short, tries: 1, after: DAY, next: 40 * SECOND },
  { what: 'one beyond its last pause', schedule: short, tries: 2, after: DAY, next: 30 * SECOND },
  { what: 'one after the last try', schedule: short, tries: 3, after: DAY, next: null },
]
for (const { what, schedule, tries, after, next } of ROWS) {
  test(`${what}, after try ${tries}`, () => assert.equal(nextTryMs(schedule, tries, 0.5, after), next))
}

test('a pause of the schedule that is longer than a day is not cut', () => {
  assert.equal(nextTryMs(webhookRetryMs, 9, 1, 1e12), 95_040 * SECOND)
})
