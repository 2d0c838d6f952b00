// What can be asked of a running simulator over HTTP, on 127.0.0.1 alone.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { InboundMessage } from './inbound.ts'
import type { Simulator } from './simulator.ts'

const BODY_MAX = 64 * 1024

/** Resolves with the port; 0 picks a free one. */
export function serveControl(simulator: Simulator, port: number): Promise<number> {
  const server = createServer((request, response) => {
    // What fails here is the request's own connection.
    handle(simulator, request, response).catch(() => response.destroy())
  })
  server.unref()
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
}

async function handle(simulator: Simulator, request: IncomingMessage, response: ServerResponse): Promise<void> {
  switch (`${request.method} ${request.url}`) {
    case 'GET /stats':
      return json(response, 200, processStats(simulator))
    case 'GET /seen':
      response.setHeader('content-type', 'application/octet-stream')
      response.end(simulator.seen())
      return
    case 'POST /reset':
      simulator.reset()
      return json(response, 200, {})
    case 'POST /inbound':
      return inbound(simulator, request, response)
    default:
      return json(response, 404, { error: 'GET /stats, GET /seen, POST /reset, POST /inbound' })
  }
}

/** 200 when the ESME answered, 202 when none is bound and the message waits for one. */
async function inbound(simulator: Simulator, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const message = inboundMessage(await body(request))
  if (message === undefined) return json(response, 400, { error: 'a JSON object with from, to and text' })
  try {
    const answer = simulator.inbound(message)
    if (simulator.stats().receivers > 0) json(response, 200, await answer)
    else json(response, 202, await Promise.race([answer, { waiting: true }]))
  } catch (error) {
    json(response, 400, { error: (error as Error).message })
  }
}

/** Counters, and what the process has used: the bench asks for both at once. */
export function processStats(simulator: Simulator): object {
  const { user, system } = process.cpuUsage()
  const rssMiB = Math.round(process.memoryUsage.rss() / 2 ** 20)
  return { ...simulator.stats(), cpuSeconds: (user + system) / 1e6, rssMiB }
}

/** undefined for anything that is no message. */
export function inboundMessage(value: unknown): InboundMessage | undefined {
  const { from, to, text } = (value ?? {}) as Record<string, unknown>
  return typeof from === 'string' && typeof to === 'string' && typeof text === 'string' ? { from, to, text } : undefined
}

async function body(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > BODY_MAX) return undefined
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString())
  } catch {
    return undefined
  }
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(`${JSON.stringify(value)}\n`)
}
