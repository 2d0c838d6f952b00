// How a receiver knows that a webhook is ours, and not an old one again: Standard Webhooks 1.0, over id, time and body.
import { createHmac, createSecretKey, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto'

export type SignedHeaders = {
  'webhook-id': string
  'webhook-timestamp': string
  'webhook-signature': string
}

/**
 * The three headers. `keys` are the endpoint's active secrets decoded once by `webhookKey`: two while one replaces the
 * other, so that a receiver may change over at any moment between. `id` is the same on every try of one webhook.
 */
export function signWebhook(
  keys: readonly KeyObject[],
  id: string,
  nowMs: number,
  body: string | Buffer,
): SignedHeaders {
  const timestamp = String(Math.floor(nowMs / 1000))
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': keys.map((key) => `v1,${signature(key, id, timestamp, body)}`).join(' '),
  }
}

/** What signs for one receiver. */
export type SigningKeys = {
  /** Of Standard Webhooks: the secret decoded; two while one replaces the other. */
  standard: readonly KeyObject[]
  /** The newest secret's whole string, as some published APIs use it; null where there is none. */
  whole: KeyObject | null
}

/** HMAC-SHA256 of the body in hex; empty where there is no secret to sign with. */
export function hmacOf(key: KeyObject | null, body: string | Buffer): string {
  return key ? createHmac('sha256', key).update(body).digest('hex') : ''
}

const PREFIX = 'whsec_'
const TOLERANCE_SECONDS = 300 // what the reference libraries allow between the two clocks, either way

/** A new secret as its owner sees it: `whsec_` and 32 random bytes in base64. */
export function newWebhookSecret(): string {
  return PREFIX + randomBytes(32).toString('base64')
}

/** The key that signs, from a secret as its owner sees it. Throws when it is none, without saying what it was. */
export function webhookKey(secret: string): KeyObject {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64')
  // 24 to 64 bytes: Standard Webhooks, "Signature scheme". The way back shows what `from` skipped in silence.
  const whole = key.length >= 24 && key.length <= 64 && PREFIX + key.toString('base64') === secret
  if (!whole) {
    throw new TypeError('not a webhook secret')
  }
  return createSecretKey(key) // 3 µs to a signature; 18 with the bytes, which become a key object each time
}

/** What a receiver does. True when any signature in the list is of any of `keys` and the time is within five minutes. */
export function verifyWebhook(
  keys: readonly KeyObject[],
  headers: SignedHeaders,
  body: string | Buffer,
  nowMs: number,
): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': list } = headers
  const age = Math.abs(nowMs / 1000 - Number(timestamp))
  if (!(age <= TOLERANCE_SECONDS)) {
    return false
  }
  const given = list.split(' ').map((one) => Buffer.from(one))
  return keys.some((key) => {
    const wanted = Buffer.from(`v1,${signature(key, id, timestamp, body)}`)
    return given.some((one) => one.length === wanted.length && timingSafeEqual(one, wanted))
  })
}

function signature(key: KeyObject, id: string, timestamp: string, body: string | Buffer): string {
  return createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')
}
