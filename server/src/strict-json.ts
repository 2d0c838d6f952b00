// What counts as JSON here: what JSON.parse takes, less what two readers of it may understand differently (RFC 8259 §4,
// §8.1, §8.2), less what PostgreSQL or a prototype would choke on later. One reader for the bodies of all dialects.
import { isUtf8 } from 'node:buffer'

export type JsonFault =
  | 'utf8' // bytes that are not UTF-8, or a text with half a surrogate pair in it
  | 'syntax'
  | 'depth'
  | 'duplicate_key'
  | 'forbidden_key'
  | 'nul' // PostgreSQL's text has no U+0000
  | 'lone_surrogate'
  | 'number' // past what a double holds: 1e400 would be read as Infinity

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/**
 * The value of a body, or why it has none. A byte order mark is skipped, as §8.1 allows: clients on Windows send one.
 * A reason is one word, never a piece of the body.
 */
export function readJson(body: string | Buffer): { ok: true; value: Json } | { ok: false; reason: JsonFault } {
  if (typeof body === 'string' ? !body.isWellFormed() : !isUtf8(body)) {
    return { ok: false, reason: 'utf8' }
  }
  const whole = typeof body === 'string' ? body : body.toString('utf8')
  const text = whole.charCodeAt(0) === BYTE_ORDER_MARK ? whole.slice(1) : whole
  let value: Json
  try {
    value = JSON.parse(text)
  } catch {
    return { ok: false, reason: 'syntax' }
  }
  // Only an escape can bring in what a well-formed text and the grammar keep out: U+0000 and half a surrogate pair.
  const found: Found = { keys: 0, fault: null, escapes: text.includes('\\u') }
  inspect(value, 1, found)
  if (found.fault === null && found.keys !== countKeys(text)) {
    found.fault = 'duplicate_key' // the text names a key that the value lost: a later one of the same name replaced it
  }
  return found.fault === null ? { ok: true, value } : { ok: false, reason: found.fault }
}

const BYTE_ORDER_MARK = 0xfeff
const DEPTH_MAX = 20
const FORBIDDEN: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

type Found = { keys: number; fault: JsonFault | null; readonly escapes: boolean }

// Goes down at most DEPTH_MAX levels, whatever the body: JSON.parse itself keeps no stack.
function inspect(value: Json, depth: number, found: Found): void {
  if (typeof value === 'string') {
    inspectString(value, found)
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value)) {
      found.fault = 'number'
    }
  } else if (typeof value === 'object' && value !== null) {
    if (depth > DEPTH_MAX) {
      found.fault = 'depth'
    } else if (Array.isArray(value)) {
      for (let i = 0; i < value.length && found.fault === null; i++) {
        inspect(value[i] as Json, depth + 1, found)
      }
    } else {
      inspectObject(value, depth, found)
    }
  }
}

function inspectObject(object: { [key: string]: Json }, depth: number, found: Found): void {
  const keys = Object.keys(object)
  found.keys += keys.length
  for (let i = 0; i < keys.length && found.fault === null; i++) {
    const key = keys[i] as string
    inspectString(key, found)
    if (FORBIDDEN.has(key)) {
      found.fault = 'forbidden_key'
    } else if (found.fault === null) {
      inspect(object[key] as Json, depth + 1, found)
    }
  }
}

function inspectString(text: string, found: Found): void {
  if (found.escapes) {
    if (text.includes('\0')) {
      found.fault = 'nul'
    } else if (!text.isWellFormed()) {
      found.fault = 'lone_surrogate'
    }
  }
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COLON = 0x3a

/** How many keys a text names, known to be JSON: outside a string, a colon stands after a key and nowhere else. */
function countKeys(text: string): number {
  let keys = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit === COLON) {
      keys++
    } else if (unit === QUOTE) {
      i++
      for (let inside = text.charCodeAt(i); inside !== QUOTE; inside = text.charCodeAt(i)) {
        i += inside === BACKSLASH ? 2 : 1
      }
    }
  }
  return keys
}
