// test/hostile/wire.ts: an HTTP/1.1 connection that writes whatever bytes it is given, which no client of Node's would.
import { connect, type Socket } from 'node:net'
import type { Input } from './inputs.ts'

export type Reply = { status: number; headers: Map<string, string>; text: string }

export type Wire = {
  /** Null when the connection ended without an answer. */
  ask(input: Pick<Input, 'method' | 'path' | 'headers' | 'body'>): Promise<Reply | null>
  close(): void
}

const WITHIN_MS = 30_000

export function wire(url: string): Wire {
  const { hostname, port } = new URL(url)
  let socket: Socket | null = null

  async function exchange(bytes: Buffer, isHead: boolean): Promise<Reply | null> {
    const open = socket ?? connect(Number(port), hostname)
    socket = open
    return new Promise((resolve) => {
      let read = Buffer.alloc(0)
      const settle = (reply: Reply | null): void => {
        open.removeAllListeners().on('error', () => {})
        clearTimeout(late)
        if (reply === null || reply.headers.get('connection') === 'close') forget(open)
        resolve(reply)
      }
      const late = setTimeout(() => settle(null), WITHIN_MS)
      open.on('data', (data) => {
        read = Buffer.concat([read, data])
        const reply = replyIn(read, isHead)
        if (reply) settle(reply)
      })
      open.on('error', () => settle(null))
      open.on('close', () => settle(null))
      open.write(bytes)
    })
  }

  function forget(gone: Socket): void {
    gone.destroy()
    if (socket === gone) socket = null
  }

  return {
    async ask({ method, path, headers, body }) {
      const lines = [
        `${method} ${path} HTTP/1.1`,
        'host: 127.0.0.1',
        ...headers.map(([name, value]) => `${name}: ${value}`),
      ]
      if (body !== null) lines.push(`content-length: ${body.length}`)
      const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1')
      const bytes = body === null ? head : Buffer.concat([head, body])
      // An idle connection may be closed by the server just as we write.
      const reused = socket !== null
      return (await exchange(bytes, method === 'HEAD')) ?? (reused ? exchange(bytes, method === 'HEAD') : null)
    },
    close: () => socket?.destroy(),
  }
}

/** Null until it is whole. */
function replyIn(read: Buffer, isHead: boolean): Reply | null {
  const end = read.indexOf('\r\n\r\n')
  if (end === -1) return null
  const [first = '', ...lines] = read.subarray(0, end).toString('latin1').split('\r\n')
  const headers = new Map(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  )
  const status = Number(first.split(' ')[1])
  if (status === 100) return replyIn(read.subarray(end + 4), isHead)
  const body = read.subarray(end + 4)
  const whole = (content: Buffer): Reply => ({ status, headers, text: content.toString('utf8') })
  if (isHead) return whole(Buffer.alloc(0))
  if (headers.get('transfer-encoding') === 'chunked') {
    const chunks = chunksIn(body)
    return chunks === null ? null : whole(chunks)
  }
  const length = Number(headers.get('content-length') ?? 0)
  return body.length < length ? null : whole(body.subarray(0, length))
}

/** What chunks hold (RFC 9112 §7.1); null until the last one is there. */
function chunksIn(body: Buffer): Buffer | null {
  const chunks: Buffer[] = []
  for (let at = 0; ; ) {
    const end = body.indexOf('\r\n', at)
    if (end === -1) return null
    const size = Number.parseInt(body.subarray(at, end).toString('latin1'), 16)
    if (body.length < end + size + 4) return null
    if (size === 0) return Buffer.concat(chunks)
    chunks.push(body.subarray(end + 2, end + 2 + size))
    at = end + size + 4
  }
}
