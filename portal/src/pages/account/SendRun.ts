// A send from its price to its last part: what is refused by itself is left out and named, what stops the rest can go on.
import { ApiError } from '../../api/client.ts'
import type { Quote, SendBody, Sent } from '../../api/sending.ts'
import { bodyOf, chunksOf, type Order, partsOf, type Recipient, refusedAt, sumOf } from './SendOrder.ts'

export interface Refused {
  to: string
  why: ApiError
}

export interface Priced {
  recipients: Recipient[]
  refused: Refused[]
  cost: string
}

export interface Progress {
  done: number
  of: number
}

/** Each in a call of its own would be a long way round; beyond these, something is wrong with all of them. */
const REFUSED_MAX = 500

export async function priceAll(
  order: Order,
  quote: (body: SendBody) => Promise<Quote>,
  onProgress: (progress: Progress) => void,
): Promise<Priced> {
  const left: Recipient[] = []
  const refused: Refused[] = []
  const costs: string[] = []
  for (const chunk of chunksOf(order)) {
    const { kept, answer } = await withoutRefused(chunk, refused, (recipients) =>
      quote(bodyOf({ ...order, recipients })),
    )
    left.push(...kept)
    if (answer) costs.push(answer.cost)
    onProgress({ done: left.length + refused.length, of: order.recipients.length })
  }
  return { recipients: left, refused, cost: sumOf(costs) }
}

export interface Run {
  /** Of all parts so far. */
  messages: number
  cost: string
  refused: Refused[]
  /** The first message, and when the first part was accepted. */
  first: { id: string; at: string } | null
  /** Parts that have been accepted; the next one is what an interrupted run goes on with. */
  parts: number
}

export const NOTHING_SENT: Run = { messages: 0, cost: '0', refused: [], first: null, parts: 0 }

/** Of the parts that have not been accepted. */
export function unsentOf(order: Order, { parts }: Run): Recipient[] {
  return partsOf(order).slice(parts).flat()
}

/** Goes on from `run`, until `stopped` says so between two parts. The same part is sent under the same key, so that one whose answer was lost goes out once. */
export async function sendAll(
  order: Order,
  run: Run,
  key: string,
  send: (body: SendBody, idempotencyKey: string) => Promise<Sent>,
  onProgress: (run: Run) => void,
  stopped: () => boolean = () => false,
): Promise<Run> {
  let current = run
  const chunks = partsOf(order)
  for (let part = run.parts; part < chunks.length && !stopped(); part++) {
    const refused = [...current.refused]
    const { answer } = await withoutRefused(chunks[part] as Recipient[], refused, (recipients) =>
      send(bodyOf({ ...order, recipients }), `${key} ${part} ${recipients.length}`),
    )
    const [first] = answer?.messages ?? []
    current = {
      messages: current.messages + (answer?.message_count ?? 0),
      cost: answer ? sumOf([current.cost, answer.cost]) : current.cost,
      refused,
      first: current.first ?? (answer && first ? { id: first.id, at: answer.created_at } : null),
      parts: part + 1,
    }
    onProgress(current)
  }
  return current
}

/** The server refuses a whole call for one number; here the rest goes on without it. */
async function withoutRefused<Answer>(
  chunk: readonly Recipient[],
  refused: Refused[],
  ask: (recipients: Recipient[]) => Promise<Answer>,
): Promise<{ kept: Recipient[]; answer: Answer | null }> {
  const kept = [...chunk]
  while (kept.length > 0) {
    try {
      return { kept, answer: await ask(kept) }
    } catch (error) {
      const index = error instanceof ApiError && error.status === 422 ? refusedAt(error.field) : null
      const [out] = index === null ? [] : kept.splice(index, 1)
      if (out === undefined || refused.length >= REFUSED_MAX) throw error
      refused.push({ to: out.to, why: error as ApiError })
    }
  }
  return { kept, answer: null }
}
