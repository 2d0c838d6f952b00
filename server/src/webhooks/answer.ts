// What is kept of a receiver's answer: enough for the endpoint's owner to see what went wrong, safe to show and to store.
const EXCERPT_BYTES = 1024
// C0 and C1, DEL, line and paragraph separators, and what turns text round: an answer must not forge a log line, colour a
// terminal or be refused by PostgreSQL for its U+0000.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g

/** The first 1,024 bytes read as UTF-8, a character cut at the end left out, each unsafe character a space. */
export function excerptOf(chunks: readonly Buffer[]): string {
  const first = chunks[0]
  if (first === undefined) {
    return ''
  }
  const bytes = chunks.length === 1 ? first : Buffer.concat(chunks)
  const text = new TextDecoder().decode(bytes.subarray(0, EXCERPT_BYTES), { stream: bytes.length > EXCERPT_BYTES })
  return text.replace(UNSAFE, ' ')
}

/** How much more of an answer's start is wanted. */
export function excerptLacks(bytesKept: number): boolean {
  return bytesKept <= EXCERPT_BYTES
}

/** Retry-After (RFC 9110 §10.2.3) from now, in seconds or as a date; null when it says neither. Never negative. */
export function parseRetryAfter(header: string | string[] | undefined, nowMs: number): number | null {
  const value = (Array.isArray(header) ? header[0] : header)?.trim() ?? ''
  if (/^\d{1,9}$/.test(value)) {
    return Number(value) * 1000
  }
  // Date.parse takes more than HTTP has: a date of HTTP begins with the day's name and ends in GMT.
  const at = /^[A-Z][a-z]{2,8},? .*GMT$/.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs)
}
