// A send with an Idempotency-Key happens once: whoever repeats it within 24 hours gets the first answer, byte for byte.
// The key is taken in the transaction that accepts the request; a refusal keeps nothing, so it may be tried again.
import { hash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { RefusedError, refuse } from '../core/errors.ts'
import type { Platform, SendOrder } from '../pipeline/platform.ts'
import { sameDigest } from '../secrets.ts'
import { pathOf } from './failures.ts'

export type Answer = { status: number; body: unknown }
type Key = NonNullable<SendOrder['idempotency']>

/** What a dialect's send is made of. */
export type Send<Body> = {
  /** Sends, and says what came of it; throws the refusal when nothing did. */
  first(request: FastifyRequest<{ Body: Body }>, idempotency: Key | null): Promise<Answer>
  /** The answer to a request that was accepted earlier, from what is stored of it. */
  again(request: FastifyRequest<{ Body: Body }>, requestId: string): Promise<Answer>
}

// The longest that a send itself takes is 10 s (it waits for carriers), then it keeps its answer.
const WAIT_MS = 15_000
const POLL_MS = 200
const KEY = /^[ -~]{1,255}$/

/**
 * The handler of a route that sends. The route sets `attachValidation`, so that a key is judged before the fields are:
 * a repetition is answered as the first call was, though it would not be accepted today.
 */
export function once<Body>(platform: Pick<Platform, 'idempotency'>, send: Send<Body>, waitMs = WAIT_MS) {
  return async (request: FastifyRequest<{ Body: Body }>, reply: FastifyReply): Promise<FastifyReply> => {
    const header = request.headers['idempotency-key']
    if (header === undefined) {
      if (request.validationError) throw request.validationError
      const { status, body } = await send.first(request, null)
      return reply.code(status).send(body)
    }
    if (typeof header !== 'string' || !KEY.test(header)) refuse({ code: 'idempotency_key_invalid' })
    const key: Key = { key: header, bodyHash: bodyHash(request) }
    const { status, text } = await oneByOne(`${request.caller.account.id} ${header}`, waitMs, () =>
      keyed(request, reply, key),
    )
    return reply.code(status).header('content-type', 'application/json; charset=utf-8').send(text)
  }

  async function keyed(request: FastifyRequest<{ Body: Body }>, reply: FastifyReply, key: Key): Promise<Kept> {
    const earlier = await answered(request, reply, key)
    if (earlier) return earlier
    if (request.validationError) throw request.validationError
    try {
      return await keep(request, reply, key, await send.first(request, key))
    } catch (error) {
      const taken = error instanceof RefusedError && error.refusal.code === 'idempotency_key_busy'
      const theirs = taken ? await answered(request, reply, key) : null // another node was faster
      if (!theirs) throw error
      return theirs
    }
  }

  /** The answer to the call that took the key; null when nobody did. */
  async function answered(
    request: FastifyRequest<{ Body: Body }>,
    reply: FastifyReply,
    key: Key,
  ): Promise<Kept | null> {
    const accountId = request.caller.account.id
    const untilMs = performance.now() + waitMs
    let row = await platform.idempotency.find(accountId, key.key)
    if (row && !sameDigest(row.body_hash, key.bodyHash)) refuse({ code: 'idempotency_key_reused' })
    // Whoever took the key a moment ago may be at its answer still, on another node.
    while (row?.answer === null && performance.now() < untilMs && Date.now() - row.created_at.getTime() < waitMs) {
      await wait(POLL_MS)
      row = await platform.idempotency.find(accountId, key.key)
    }
    if (!row) return null
    if (row.answer !== null && row.status !== null) return { status: row.status, text: row.answer }
    return keep(request, reply, key, await send.again(request, row.request_id))
  }

  /** What is stored is what is sent: of two who render the same answer again, the first one's counts for both. */
  async function keep(request: FastifyRequest, reply: FastifyReply, key: Key, answer: Answer): Promise<Kept> {
    const text = reply.code(answer.status).serialize(answer.body) as string
    const accountId = request.caller.account.id
    await platform.idempotency.keep(accountId, key.key, answer.status, text)
    const row = await platform.idempotency.find(accountId, key.key)
    return row?.answer && row.status ? { status: row.status, text: row.answer } : { status: answer.status, text }
  }
}

type Kept = { status: number; text: string }

function bodyHash(request: FastifyRequest): Buffer {
  const path = Buffer.from(`${pathOf(request.url)}\n`)
  return hash('sha256', request.bytes ? Buffer.concat([path, request.bytes]) : path, 'buffer')
}

/** What runs in this process, by account and key. */
const running = new Map<string, Promise<unknown>>()

async function oneByOne<T>(name: string, waitMs: number, work: () => Promise<T>): Promise<T> {
  const untilMs = performance.now() + waitMs
  for (let before = running.get(name); before !== undefined; before = running.get(name)) {
    if (!(await endsWithin(before, untilMs - performance.now()))) refuse({ code: 'idempotency_key_busy' })
  }
  const mine = work()
  running.set(
    name,
    mine.catch(() => {}),
  )
  return mine.finally(() => running.delete(name))
}

async function endsWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  const ended = new AbortController()
  const late = wait(ms, false, { signal: ended.signal }).catch(() => false)
  try {
    return await Promise.race([work.then(() => true), late])
  } finally {
    ended.abort()
  }
}
