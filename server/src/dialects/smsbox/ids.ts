// Ids of SMSBox: `sms-`, the UTC time to the second in 14 digits, and 20 hexadecimal digits, as its document shows them. They
// are the request's own id written otherwise, so nothing is stored for them.
//
// A UUIDv7 has 48 bits of time, 12 of counter and 62 of chance. Beside the second, 10 bits of milliseconds, the counter and 58
// bits of chance fill the 20 digits; the last 4 bits are left out, and found by where the request stands in its key.
import { firstIdAt, timeOfId } from '../../ids.ts'

const CHANCE_BITS = 58n
const COUNTER_BITS = 12n
const WRITTEN = /^sms-([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9a-f]{20})$/

export function messageId(requestId: string): string {
  const ms = timeOfId(requestId)
  const bits = BigInt(`0x${requestId.replaceAll('-', '')}`)
  const counter = (bits >> 64n) & 0xfffn
  const chance = (bits & 0x3fff_ffff_ffff_ffffn) >> 4n
  const rest = (((BigInt(ms % 1000) << COUNTER_BITS) | counter) << CHANCE_BITS) | chance
  const time = new Date(ms).toISOString().slice(0, 19).replaceAll(/[-T:]/g, '')
  return `sms-${time}${rest.toString(16).padStart(20, '0')}`
}

/** The id right behind all that are written so; null for what is the id of nothing. */
export function behindIdsOf(written: string): string | null {
  const found = WRITTEN.exec(written)
  if (!found) return null
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map(Number) as [number, ...number[]]
  const bits = BigInt(`0x${found[7]}`)
  const ms = Number(bits >> (COUNTER_BITS + CHANCE_BITS))
  const atMs = Date.UTC(year, (month as number) - 1, day, hour, minute, second) + ms
  const counter = (bits >> CHANCE_BITS) & 0xfffn
  const chance = (bits & ((1n << CHANCE_BITS) - 1n)) << 4n
  const start = BigInt(`0x${firstIdAt(atMs).replaceAll('-', '')}`)
  const first = idOf(start + (counter << 64n) + chance)
  // What is no time, or has more milliseconds than a second, is written differently.
  return messageId(first) === written ? idOf(start + (counter << 64n) + chance + 16n) : null
}

function idOf(bits: bigint): string {
  const digits = bits.toString(16).padStart(32, '0')
  return [0, 8, 12, 16, 20].map((from, index) => digits.slice(from, [8, 12, 16, 20, 32][index])).join('-')
}
