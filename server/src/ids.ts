// Ids: UUID version 7 (RFC 9562 §5.7), made here and not in the database, rising within a process even inside one millisecond.
import { randomFillSync } from 'node:crypto'

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const pool = new Uint8Array(8192)
let used = pool.length
let lastMs = 0
let counter = 0

/** A UUIDv7 for this moment. 12 bits of counter follow the time (method 1 of §6.2); 62 random bits end it. */
export function newId(nowMs: number = Date.now()): string {
  if (nowMs > lastMs) {
    lastMs = nowMs
    counter = 0
  } else if (++counter > 0xfff) {
    lastMs++ // more than 4,096 in a millisecond: borrow from the next one rather than repeat
    counter = 0
  }
  if (used + 8 > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const time = lastMs.toString(16).padStart(12, '0')
  const at = used
  used += 8
  const byte = (i: number): string => HEX[pool[at + i] as number] as string
  const variant = HEX[((pool[at] as number) & 0x3f) | 0x80] as string
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${variant}${byte(1)}-${byte(2)}${byte(3)}${byte(4)}${byte(5)}${byte(6)}${byte(7)}`
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** True for a UUID as we print it. Anything else is the id of nothing here. */
export function isId(text: string): boolean {
  return text.length === 36 && UUID.test(text)
}

/** Where the ids of that millisecond begin: none of an earlier one sorts behind it. */
export function firstIdAt(ms: number): string {
  const time = ms.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`
}

/** The moment in a UUIDv7, in milliseconds. */
export function timeOfId(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
}
