// A client of SMSBox, as its customers write them.
import { setTimeout as wait } from 'node:timers/promises'
import type { TestServer } from '../../../../../test/harness/server.ts'
import { basic, CALLS, type Keys } from '../conformance.ts'

// biome-ignore lint/suspicious/noExplicitAny: a test names the fields it expects, and fails where they are not
export type Answer = { status: number; headers: Headers; text: string; body: any }

export const TO = '+22687161524'

export function clientOf(server: Pick<TestServer, 'url'>, keys: Keys) {
  async function call(
    method: string,
    path: string,
    { json, xml, headers = {} }: { json?: unknown; xml?: string; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const body = json === undefined ? xml : JSON.stringify(json)
    const type = json === undefined ? 'application/xml' : 'application/json'
    const response = await fetch(`${server.url}/smsbox${CALLS}/${path}`, {
      method,
      headers: { ...basic(keys), ...(body !== undefined && { 'content-type': type }), ...headers },
      ...(body !== undefined && { body }),
    })
    const text = await response.text()
    const isJson = text !== '' && response.headers.get('content-type')?.startsWith('application/json')
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : null }
  }

  const get = (path: string, query: Record<string, string> = {}) => call('GET', `${path}?${new URLSearchParams(query)}`)
  const good = { source_addr: 'INFO', message: 'Hello', recipients: [{ dest_addr: TO }] }

  return {
    call,
    get,
    /** A good send, changed. */
    send: (change: object = {}) => call('POST', 'send_sms', { json: { ...good, ...change } }),
    async balance(): Promise<number> {
      return (await get('query_sms_balance')).body.data[0].balance_money
    },
    change: (messageId: string, query: Record<string, string>) =>
      get('change_sms_info', { message_id: messageId, ...query }),
    reports: async (messageId: string): Promise<{ dest_addr: string; status: string; request_id: string }[]> =>
      (await get('delivery_reports', { request_id: messageId })).body.data,
    /** Polls until all of its recipients have that status. */
    async until(messageId: string, status: string): Promise<void> {
      while (!(await this.reports(messageId)).every((report) => report.status === status)) await wait(25)
    },
  }
}

export const idIn = ({ body }: Answer): string => body.data.slice('message_id:'.length)
