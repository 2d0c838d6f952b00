// A client of MsGine, as its customers write them.
import { setTimeout as wait } from 'node:timers/promises'
import type { TestServer } from '../../../../../test/harness/server.ts'
import { MESSAGES, SEND } from '../conformance.ts'
import type { MessageAnswer } from '../response.ts'

export const TO = '+256701521269'

/** Whatever came: each call has some of it. */
type Body = MessageAnswer & {
  updatedAt: string
  data: { id: string; status: string; to: string[]; message: string; cost: number; createdAt: string }[]
  pagination: { page: number; limit: number; total: number; pages: number }
  error: { code: string; message: string; details?: Record<string, unknown>; retryAfter?: number }
  meta: { requestId: string }
}
export type Answer = { status: number; headers: Headers; body: Body }

export function clientOf(server: Pick<TestServer, 'url'>, headers: Record<string, string>) {
  async function call(path: string, who = headers, body?: unknown): Promise<Answer> {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
    const sent = { ...who, ...(body !== undefined && { 'content-type': 'application/json' }) }
    const response = await fetch(`${server.url}/msgine${path}`, { ...init, headers: sent })
    return { status: response.status, headers: response.headers, body: (await response.json()) as Body }
  }
  return {
    call,
    send: (change: object, who = headers) => call(SEND, who, { to: TO, message: 'Hello', ...change }),
    /** Polls until it has that status. */
    async until(id: string, status: string): Promise<Body> {
      for (;;) {
        const { body } = await call(`${MESSAGES}/${id}`)
        if (body.status === status) return body
        await wait(25)
      }
    },
  }
}
