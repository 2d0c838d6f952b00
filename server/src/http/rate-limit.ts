// How many calls a minute a key may make: a bucket that holds a minute's worth and fills steadily, so that a caller at its
// limit waits for one call's share and not for the end of a minute. Counted by this process alone.
import { LRUCache } from 'lru-cache'

export type Rate = {
  limit: number
  /** Calls that could follow at once. */
  remaining: number
  /** Until the bucket is full again. */
  resetAfterMs: number
  /** Until this call would be taken; 0 when it was. */
  retryAfterMs: number
}

export type RateLimiter = { take(key: string, perMinute: number, nowMs: number): Rate }

const MINUTE_MS = 60_000
// Shares such as 60,000 ÷ 7 are no round numbers; the last call of a full bucket is not lost to that.
const ROUNDING_MS = 0.001
const KEYS_MAX = 100_000

/** The generic cell rate algorithm (ITU-T I.371): one number a key, when its bucket would be full. */
export function rateLimiter(): RateLimiter {
  const fullAt = new LRUCache<string, number>({ max: KEYS_MAX })
  return {
    take(key, perMinute, nowMs) {
      const shareMs = MINUTE_MS / perMinute
      const usedMs = Math.max(0, (fullAt.get(key) ?? nowMs) - nowMs)
      const tooMuchMs = usedMs + shareMs - MINUTE_MS
      const taken = tooMuchMs <= ROUNDING_MS
      const resetAfterMs = taken ? usedMs + shareMs : usedMs
      if (taken) fullAt.set(key, nowMs + resetAfterMs)
      const remaining = taken ? Math.floor((MINUTE_MS - resetAfterMs + ROUNDING_MS) / shareMs) : 0
      return { limit: perMinute, remaining, resetAfterMs, retryAfterMs: taken ? 0 : tooMuchMs }
    },
  }
}
