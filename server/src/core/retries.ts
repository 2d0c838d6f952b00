// When a message is tried again, and when it no longer is.
import type { UncertainPolicy } from './routes.ts'

/** A throttled message waits this long; the carrier slows down for all of them. It does not count as a try. */
export const THROTTLE_PAUSE_MS = 500

const TEMPORARY_MS = [500, 1500, 4000, 10_000, 30_000]

/** After the nth temporary refusal of at most `triesMax`. */
export function afterTemporary(tries: number, triesMax: number): { retry: true; afterMs: number } | { retry: false } {
  if (tries >= triesMax) return { retry: false }
  return { retry: true, afterMs: TEMPORARY_MS[Math.min(tries, TEMPORARY_MS.length) - 1] as number }
}

/**
 * Whether a message whose answer was lost is sent again. `hold` never does. `resend` does so once where the message is the
 * likeliest cause of the loss (the oldest unanswered one, or the one the response timer ran out on); one that only stood
 * behind it in the window was most likely never read, and goes again.
 */
export function afterUncertain(policy: UncertainPolicy, suspected: number): boolean {
  return policy === 'resend' && suspected <= 1
}

const LOSSES_IN_A_WINDOW_MAX = 2

/**
 * Whether a message that was lost so often goes out with nothing beside it in the window. Then a further loss is its own,
 * so that it is sent four times at most, however many others of its window cut the link.
 */
export function goesAlone(losses: number): boolean {
  return losses >= LOSSES_IN_A_WINDOW_MAX
}

// Standard Webhooks: 10 tries over 75 h 35 min.
const WEBHOOK_MS = [5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 50_400_000, 72_000_000, 86_400_000]

/** How long after its nth failed try a webhook is tried again, ±10 % by `chance` in [0, 1); null when it is given up. */
export function webhookRetryMs(tries: number, chance: number): number | null {
  const base = WEBHOOK_MS[tries - 1]
  return base === undefined ? null : Math.round(base * (0.9 + 0.2 * chance))
}

const CALLBACK_FIRST_MS = 5_000
const CALLBACK_GAP_MAX_MS = 6 * 3_600_000

/**
 * How long after its nth failed try of at most `triesMax` a callback of a dialect without a schedule of its own is tried
 * again: 5 s, then five times as long each time, ±10 % by `chance` in [0, 1), never above 6 h; null when it is given up.
 */
export function callbackRetryMs(tries: number, triesMax: number, chance: number): number | null {
  if (tries >= triesMax) return null
  const base = Math.min(CALLBACK_GAP_MAX_MS, CALLBACK_FIRST_MS * 5 ** (tries - 1))
  return Math.min(CALLBACK_GAP_MAX_MS, Math.round(base * (0.9 + 0.2 * chance)))
}
