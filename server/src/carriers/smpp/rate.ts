// carriers/smpp/rate.ts: how many submits may go out now. A token bucket whose rate is what the operator set, or less while
// the carrier throttles: then what it last took in a second, and from there up again by small steps.
export type Rate = {
  /** Whole submits that may go out at this moment. */
  tokens(nowMs: number): number
  /** Submits went out. A long message may take more than there are; the next ones wait for it. */
  take(submits: number, nowMs: number): void
  accepted(nowMs: number): void
  throttled(nowMs: number): void
  /** Until some more may go out; 0 when they may. */
  waitMs(nowMs: number): number
  /** The rate now; null while there is none. */
  perSecond(): number | null
}

const BURST_S = 0.05 // so that no second sees 10 % more than the rate
const WAKE_S = 0.01 // tokens are handed out in hundredths of a second rather than one by one
const INTERVAL_MS = 1000
const INTERVAL_MAX_MS = 5000
const ANSWERS_PER_INTERVAL = 20 // fewer say little about a rate
const PRESSING = 5 // throttled answers in an interval; fewer may be about a single number
const BOUND = 0.8 // of the rate used up
const NEGLIGIBLE = 0.01 // of the answers
const SETTLE = 0.97 // of what the carrier took: just below its limit
const STEP = 0.02 // of the settled rate, each interval
const PATIENCE = 1.1 // of the settled rate: past it the limit has moved, and steps become strides
const SLOW_START = 100 // submits a second, halved where a few throttled answers are all there is to go by
const PER_SECOND_MIN = 1
const UNLIMITED_FROM = 10_000
const IDLE_MS = 60_000

export function createRate(perSecondMax: number | null): Rate {
  const max = perSecondMax ?? Number.POSITIVE_INFINITY
  let limit = max
  /** Just below where the carrier last throttled; unknown before. */
  let settled = Number.POSITIVE_INFINITY
  let tokens = burst()
  let filledMs = Number.NEGATIVE_INFINITY
  let pausedUntilMs = Number.NEGATIVE_INFINITY
  let startMs = Number.NEGATIVE_INFINITY
  let endMs = Number.NEGATIVE_INFINITY
  let isPause = false
  let hasSlowed = false
  let sent = 0
  let taken = 0
  let refused = 0

  function burst(): number {
    return Math.max(1, limit * BURST_S)
  }

  function open(nowMs: number): void {
    // Far below the limit there is nothing to measure, and every second of it is lost.
    const lengthMs = limit < settled ? INTERVAL_MS : (ANSWERS_PER_INTERVAL / limit) * 1000
    startMs = nowMs
    endMs = nowMs + Math.min(Math.max(lengthMs, INTERVAL_MS), INTERVAL_MAX_MS)
    isPause = false
    sent = 0
    taken = 0
    refused = 0
  }

  function advance(nowMs: number): void {
    if (nowMs - endMs > IDLE_MS) {
      limit = max
      settled = Number.POSITIVE_INFINITY
      tokens = burst()
      filledMs = nowMs
      open(nowMs)
    }
    while (nowMs >= endMs) {
      fill(endMs)
      adjust()
      open(endMs)
    }
    fill(nowMs)
  }

  function fill(nowMs: number): void {
    if (nowMs <= filledMs) return
    tokens = Math.min(burst(), tokens + (limit * (nowMs - filledMs)) / 1000)
    filledMs = nowMs
  }

  /** At the end of an interval: what its answers say of the rate. */
  function adjust(): void {
    const seconds = (endMs - startMs) / 1000
    // Whether the rate was what held us back, so that refusals are about the rate.
    const isBound = refused >= PRESSING || sent >= BOUND * limit * seconds
    const hold = hasSlowed
    hasSlowed = false
    if (refused <= NEGLIGIBLE * (refused + taken)) grow()
    // A carrier that counts by the second refuses until its second is over, whatever our rate is by then.
    else if (hold && taken > 0) return
    else if (taken === 0 || !isBound) slow(Math.min(limit, Math.max(sent, SLOW_START)) / 2)
    else {
      slow((SETTLE * taken) / seconds)
      // What it takes at a stroke says little about a second's worth.
      if (!isPause) settled = limit
    }
  }

  function slow(perSecond: number): void {
    limit = Math.min(max, Math.max(PER_SECOND_MIN, perSecond))
    tokens = Math.min(tokens, burst())
    hasSlowed = true
  }

  function grow(): void {
    if (limit >= max) return
    if (limit < settled) limit = Math.min(limit * 2, settled)
    else if (limit < settled * PATIENCE) limit += settled * STEP
    else limit *= 1.5
    limit = limit > UNLIMITED_FROM ? max : Math.min(limit, max)
  }

  return {
    tokens(nowMs) {
      advance(nowMs)
      if (nowMs < pausedUntilMs) return 0
      return limit === Number.POSITIVE_INFINITY ? limit : Math.max(0, Math.floor(tokens))
    },
    take(submits, nowMs) {
      advance(nowMs)
      sent += submits
      tokens -= submits
    },
    accepted(nowMs) {
      advance(nowMs)
      taken++
    },
    throttled(nowMs) {
      advance(nowMs)
      refused++
      // With no rate of ours a whole window was refused at once: one quiet second tells what it does take in one.
      const pressing = refused >= PRESSING && refused * 10 >= taken
      if (limit === Number.POSITIVE_INFINITY && pressing && nowMs >= pausedUntilMs) {
        pausedUntilMs = nowMs + INTERVAL_MS
        endMs = pausedUntilMs
        isPause = true
      }
    },
    waitMs(nowMs) {
      advance(nowMs)
      if (nowMs < pausedUntilMs) return pausedUntilMs - nowMs
      if (tokens >= 1) return 0
      const wanted = Math.min(burst(), Math.max(1, limit * WAKE_S))
      return ((wanted - tokens) / limit) * 1000
    },
    perSecond: () => (limit === Number.POSITIVE_INFINITY ? null : limit),
  }
}
