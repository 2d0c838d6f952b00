// core/endpoint-health.ts: when an endpoint that nothing is heard at is no longer told: the rule of Svix, where an outage of
// some days costs nobody an endpoint, and an address that is gone is given up.
const DAY_MS = 86_400_000
/** From when its clock starts. */
const DISABLED_AFTER_MS = 5 * DAY_MS
/** The clock starts once failures lie so far apart: an evening's outage starts none. */
const SPREAD_MS = DAY_MS
/** Nothing was tried for so long: what failed before says nothing about today. */
const QUIET_MS = DISABLED_AFTER_MS
// So that an endpoint that fails a hundred times a second is written once a minute.
const NOTED_EVERY_MS = 60_000

/** Why we disabled it: `gone` is its own word (410), `failing` is ours. */
export const DISABLED_REASONS = ['failing', 'gone'] as const
export type DisabledReason = (typeof DISABLED_REASONS)[number]

/** Since the last try that was heard. */
export type Failing = { sinceMs: number; clockMs: number | null; lastMs: number }

/** How it stands after one more try that was not heard, and whether that was one too many. */
export function afterFailure(before: Failing | null, atMs: number): { failing: Failing; disable: boolean } {
  if (before === null || atMs - before.lastMs >= QUIET_MS) {
    return { failing: { sinceMs: atMs, clockMs: null, lastMs: atMs }, disable: false }
  }
  const { sinceMs } = before
  const clockMs = before.clockMs ?? (atMs - sinceMs >= SPREAD_MS ? atMs : null)
  const disable = clockMs !== null && atMs - clockMs >= DISABLED_AFTER_MS
  return { failing: { sinceMs, clockMs, lastMs: atMs }, disable }
}

/** Whether `after` says more than what is kept of `before`. */
export function isNews(before: Failing | null, after: Failing): boolean {
  if (before === null || before.sinceMs !== after.sinceMs || before.clockMs !== after.clockMs) return true
  return after.lastMs - before.lastMs >= NOTED_EVERY_MS
}
