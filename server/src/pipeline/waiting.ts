// Callers who wait until each message of their request is out of the queue: told as the answers become durable.
import type { FailureReason, MessageState } from '../core/messages.ts'
import type { MessageRow } from '../store/messages.ts'

export type OutOfQueue = { messageId: string; state: MessageState; reason: FailureReason | null; refunded: boolean }

/** What is to be known of a message that left the queue. */
export type Recorded = Pick<MessageRow, 'id' | 'request_id' | 'state' | 'reason' | 'refund_policy'>

export type Waiting = {
  /** A request of so many messages was accepted, and its caller will ask. */
  expect(requestId: string, messages: number): void
  recorded(message: Recorded): void
  /** Resolves with what left the queue, when all has or the time is over. Asked once a request. */
  until(requestId: string, timeoutMs: number): Promise<Map<string, OutOfQueue>>
}

type Expected = { left: number; out: Map<string, OutOfQueue>; done: (() => void) | null }

export function waiting(refunds: (message: Recorded) => boolean): Waiting {
  const expected = new Map<string, Expected>()
  return {
    expect(requestId, messages) {
      expected.set(requestId, { left: messages, out: new Map(), done: null })
    },
    recorded(message) {
      const entry = expected.get(message.request_id)
      if (!entry) return
      if (!entry.out.has(message.id)) entry.left--
      const { id, state, reason } = message
      entry.out.set(id, { messageId: id, state, reason, refunded: state === 'failed' && refunds(message) })
      if (entry.left === 0) entry.done?.()
    },
    async until(requestId, timeoutMs) {
      const entry = expected.get(requestId)
      if (!entry) return new Map()
      if (entry.left > 0) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, timeoutMs)
          entry.done = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      expected.delete(requestId)
      return entry.out
    },
  }
}
