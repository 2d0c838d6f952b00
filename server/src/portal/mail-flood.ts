// How often somebody who has not signed in may have us write to an address: twice a minute to it, ten times from one place.
import { refuse } from '../core/errors.ts'
import type { RateLimiter } from '../http/rate-limit.ts'
import { normalEmail } from '../setup/users.ts'

const TO_ADDRESS_PER_MINUTE = 2 // who mistyped asks again at once
const FROM_PLACE_PER_MINUTE = 10

/** The same for an address that nobody has. */
export function refuseFlood(rates: RateLimiter, email: string, address: string): void {
  const nowMs = performance.now()
  const waits = [
    rates.take(`mail from ${address}`, FROM_PLACE_PER_MINUTE, nowMs),
    rates.take(`mail to ${normalEmail(email)}`, TO_ADDRESS_PER_MINUTE, nowMs),
  ].map(({ retryAfterMs }) => retryAfterMs)
  const waitMs = Math.max(...waits)
  if (waitMs > 0) refuse({ code: 'rate_limited', retryAfterSeconds: Math.ceil(waitMs / 1000) })
}
