// A caller of eSMS Africa, as its tests make one.
import assert from 'node:assert/strict'
import type { TestServer } from '../../../../../test/harness/server.ts'
import { bearer, MESSAGES, SEND } from '../conformance.ts'
import type { MessageStory, SentAnswer } from '../response.ts'

export type Detail = string | { code: string; balance: number; cost: number } | { loc: string[]; type: string }[]
type Body = SentAnswer & MessageStory & { detail?: Detail }
type Reply<B = Body> = { status: number; text: string; body: B }

/** Of the dialect's calls; `send` changes the fields of a good body. */
export function clientOf({ url }: Pick<TestServer, 'url'>, token: string) {
  async function call<B = Body>(
    method: string,
    path: string,
    given: { body?: unknown; headers?: object } = {},
  ): Promise<Reply<B>> {
    const response = await fetch(`${url}/esms${path}`, {
      method,
      headers: {
        ...bearer(token),
        ...(given.body !== undefined && { 'content-type': 'application/json' }),
        ...given.headers,
      },
      ...(given.body !== undefined && { body: JSON.stringify(given.body) }),
    })
    const text = await response.text()
    return { status: response.status, text, body: JSON.parse(text) }
  }
  const send = (change: object = {}, headers: object = {}) =>
    call('POST', SEND, { body: { to: '+254712345678', text: 'Hello', sender_id: 'MyApp', ...change }, headers })
  const read = (id: string) => call('GET', `${MESSAGES}/${id}`)
  const retry = (id: string, headers: object = {}) => call('POST', `${MESSAGES}/${id}/retry`, { headers })
  const balance = async (): Promise<number> => (await call<{ balance: number }>('GET', '/api/balance')).body.balance

  /** The message once its status is that. */
  async function until(id: string, status: string): Promise<Body> {
    for (;;) {
      const { body } = await read(id)
      if (body.status === status) return body
      await new Promise((again) => setTimeout(again, 20))
    }
  }
  return { call, send, read, retry, balance, until }
}

/** Where the faults of a 422 are. */
export function faults(detail: Detail | undefined): string[] {
  assert.ok(Array.isArray(detail), JSON.stringify(detail))
  return detail.map(({ loc }) => loc.join('.'))
}
