import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rateLimiter } from './rate-limit.ts'

test('a key has its minute at once, then one share at a time', () => {
  const limiter = rateLimiter()
  const rows: [atMs: number, remaining: number, retryAfterMs: number][] = [
    [0, 4, 0],
    [0, 3, 0],
    [0, 2, 0],
    [0, 1, 0],
    [0, 0, 0],
    [0, 0, 12_000],
    [11_999, 0, 1],
    [12_000, 0, 0],
    [12_000, 0, 12_000],
    [72_000, 4, 0],
  ]
  for (const [atMs, remaining, retryAfterMs] of rows) {
    const rate = limiter.take('key', 5, atMs)
    assert.deepEqual([rate.remaining, rate.retryAfterMs], [remaining, retryAfterMs], `at ${atMs} ms`)
  }
})

test('the bucket says when it is full again', () => {
  const limiter = rateLimiter()
  assert.equal(limiter.take('key', 60, 0).resetAfterMs, 1_000)
  assert.equal(limiter.take('key', 60, 500).resetAfterMs, 1_500)
})

test('a share that is no round number loses no call', () => {
  for (const perMinute of [1, 3, 7, 11, 599_999]) {
    const limiter = rateLimiter()
    const taken = Array.from({ length: Math.min(perMinute, 1000) }, () => limiter.take('key', perMinute, 123.456))
    assert.ok(taken.every(({ retryAfterMs }) => retryAfterMs === 0))
    if (perMinute <= 1000) assert.ok(limiter.take('key', perMinute, 123.456).retryAfterMs > 0)
  }
})

test('keys are counted apart', () => {
  const limiter = rateLimiter()
  assert.equal(limiter.take('one', 1, 0).retryAfterMs, 0)
  assert.equal(limiter.take('other', 1, 0).retryAfterMs, 0)
  assert.equal(limiter.take('one', 1, 0).retryAfterMs, 60_000)
})
