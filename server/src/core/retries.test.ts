import assert from 'node:assert/strict'
import { test } from 'node:test'
import { afterTemporary, afterUncertain, callbackRetryMs, goesAlone, webhookRetryMs } from './retries.ts'

test('a temporary refusal is tried again until its tries are used up', () => {
  const rows = [
    [1, 3, { retry: true, afterMs: 500 }],
    [2, 3, { retry: true, afterMs: 1500 }],
    [3, 3, { retry: false }],
    [5, 9, { retry: true, afterMs: 30_000 }],
    [8, 9, { retry: true, afterMs: 30_000 }],
  ] as const
  for (const [tries, max, expected] of rows) assert.deepEqual(afterTemporary(tries, max), expected)
})

test('a lost answer: who is sent again', () => {
  const rows = [
    ['resend', 0, true, 'a bystander goes again'],
    ['resend', 1, true, 'the suspect goes once more'],
    ['resend', 2, false, 'and not twice'],
    ['hold', 0, false, 'hold never sends again'],
  ] as const
  for (const [policy, suspected, expected, says] of rows)
    assert.equal(afterUncertain(policy, suspected), expected, says)
})

test('what was lost twice goes alone', () => {
  assert.deepEqual([0, 1, 2, 3].map(goesAlone), [false, false, true, true])
})

test('webhooks: 10 tries over 75 h 35 min', () => {
  const gaps = Array.from({ length: 9 }, (_, index) => webhookRetryMs(index + 1, 0.5) as number)
  assert.equal(
    gaps.reduce((sum, gap) => sum + gap, 0),
    (75 * 60 + 35) * 60_000 + 5_000,
  )
  assert.equal(webhookRetryMs(10, 0.5), null)
  assert.equal(webhookRetryMs(1, 0), 4500)
})

test('callbacks: 5 s, then five times as long, up to 6 h', () => {
  const gaps = (tries: number, chance: number) =>
    Array.from({ length: tries }, (_, index) => callbackRetryMs(index + 1, tries, chance))
  assert.deepEqual(gaps(5, 0.5), [5_000, 25_000, 125_000, 625_000, null])
  assert.deepEqual(gaps(10, 0.5).slice(4), [3_125_000, 15_625_000, 21_600_000, 21_600_000, 21_600_000, null])
  assert.deepEqual(gaps(10, 0).slice(5, 7), [14_062_500, 19_440_000])
  assert.deepEqual(gaps(10, 0.999_999).slice(5, 7), [17_187_497, 21_600_000])
})
