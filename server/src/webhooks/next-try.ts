// When a webhook that was not heard is tried again: by its style's schedule, or later where the receiver asked for it.
import type { CallbackStyle } from '../core/webhooks.ts'

const ASKED_FOR_MAX_MS = 86_400_000

/**
 * How long after its nth failed try; null when it is given up. A receiver that asks for more than a day, or than the
 * schedule has left, gets no more than that.
 */
export function nextTryMs(
  retryMs: CallbackStyle['retryMs'],
  tries: number,
  chance: number,
  retryAfterMs: number | null,
): number | null {
  const pause = retryMs(tries, chance)
  if (pause === null || retryAfterMs === null || retryAfterMs <= pause) return pause
  let left = pause
  for (let n = tries + 1; left < ASKED_FOR_MAX_MS; n++) {
    const more = retryMs(n, chance)
    if (more === null) break
    left += more
  }
  return Math.max(pause, Math.min(retryAfterMs, left, ASKED_FOR_MAX_MS))
}
