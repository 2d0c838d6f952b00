// Secrets that we hand out: made here, shown once, kept as a hash. With 256 random bits a fast hash is enough (OWASP ASVS
// 11.4.2 wants a slow one for passwords), so a check costs microseconds.
import { hash, randomBytes, timingSafeEqual } from 'node:crypto'
import { crc32 } from 'node:zlib'

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const RANDOM_CHARS = 43 // 43 × log2(62) = 256.03 bits
const CHECKSUM_CHARS = 6 // 62^6 > 2^32

/**
 * A token: `prefix` (`ms_live_`, `sk_`, …), 43 random characters, then the CRC-32 of all before in 6, as GitHub's tokens
 * have it: a scanner can tell a leaked one from a look-alike, and a mistyped one costs no look-up.
 */
export function newToken(prefix: string): string {
  const body = prefix + randomBase62(RANDOM_CHARS)
  return body + checksum(body)
}

/** Whether a text is a token that we may have made. Says nothing of whether it is still good. */
export function checksumHolds(token: string): boolean {
  const end = token.length - CHECKSUM_CHARS
  return end >= RANDOM_CHARS && checksum(token.slice(0, end)) === token.slice(end)
}

/** SHA-256 of one secret, or of several that count only together (a public and a secret half). */
export function secretHash(...parts: string[]): Buffer {
  // Each with its length, so that 'ab','c' and 'a','bc' differ.
  return hash('sha256', parts.map((part) => `${part.length}:${part}`).join(''), 'buffer')
}

/** Compares two digests in the same time wherever they differ. */
export function sameDigest(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}

function randomBase62(length: number): string {
  let text = ''
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      // 248 is 4 × 62: the 8 values above it would make the first characters likelier.
      if (byte < 248 && text.length < length) {
        text += BASE62[byte % 62]
      }
    }
  }
  return text
}

function checksum(text: string): string {
  let rest = crc32(text)
  let digits = ''
  for (let i = 0; i < CHECKSUM_CHARS; i++) {
    digits = (BASE62[rest % 62] as string) + digits
    rest = Math.floor(rest / 62)
  }
  return digits
}
