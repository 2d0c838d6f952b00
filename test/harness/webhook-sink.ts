// test/harness/webhook-sink.ts: a customer's server that is told of messages, and remembers every try.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Told = { webhookId: string; event: string; messageId: string; sequence: number; status: number }

export type WebhookSink = { url: string; told: Told[] }

/** `status` is what it answers the nth try of all, from 1 on. */
export async function webhookSink(
  t: { after(done: () => Promise<void>): void },
  status: (nth: number) => number = () => 200,
): Promise<WebhookSink> {
  const told: Told[] = []
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const { type, data } = JSON.parse(text)
    const answer = status(told.length + 1)
    const webhookId = request.headers['webhook-id'] as string
    told.push({ webhookId, event: type, messageId: data.id, sequence: data.sequence, status: answer })
    response.writeHead(answer).end()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  t.after(async () => {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/told`, told }
}
