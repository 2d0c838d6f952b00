// How long the answer to a wrong credential waits: not at all for the slips of an honest client, longer and longer for
// somebody who tries one after another. Only wrong ones wait, so nobody is locked out by another's tries.
import ipaddr from 'ipaddr.js'
import { LRUCache } from 'lru-cache'

export type Guesses = {
  /** Counts a wrong try; answers how long to wait before saying so. */
  delayMs(principal: string, address: string, nowMs: number): number
}

const WINDOW_MS = 60_000
const FREE_PER_WINDOW = 30
const FIRST_DELAY_MS = 100
const DELAY_MAX_MS = 5_000
const KEYS_MAX = 50_000

export function guesses(): Guesses {
  const tries = new LRUCache<string, { count: number; sinceMs: number }>({ max: KEYS_MAX })
  return {
    delayMs(principal, address, nowMs) {
      const key = `${networkOf(address)} ${principal}`
      let seen = tries.get(key)
      if (seen === undefined || nowMs - seen.sinceMs >= WINDOW_MS) {
        seen = { count: 0, sinceMs: nowMs }
        tries.set(key, seen)
      }
      seen.count += 1
      const excess = seen.count - FREE_PER_WINDOW
      return excess <= 0 ? 0 : Math.min(DELAY_MAX_MS, FIRST_DELAY_MS * 2 ** Math.min(excess - 1, 16))
    },
  }
}

/** Whoever has one address of these has them all: a /24 of IPv4, a /64 of IPv6. */
function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address
  const parsed = ipaddr.process(address) // an IPv4 address in IPv6 clothes is the IPv4 one
  return parsed
    .toByteArray()
    .slice(0, parsed.kind() === 'ipv4' ? 3 : 8)
    .join('.')
}
