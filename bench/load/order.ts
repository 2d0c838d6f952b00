// What the load generator is told to do, and what it answers.

export type LoadOrder = {
  port: number
  /** A whole HTTP request. Each `@TO@` is the next recipient, `@SEQ@` the first one of the call: 12 digits both. */
  request: string
  /** How many `@TO@` it has. */
  recipientsPerCall: number
  /** The first recipient. */
  base: number
  calls: number
  connections: number
  /** null: each connection sends when its answer came. A number: on a fixed schedule, latency from the scheduled moment. */
  callsPerSecond: number | null
}

export type LoadResult = {
  seconds: number
  /** Date.now() at the first call. */
  startedMs: number
  answered2xx: number
  /** Calls answered otherwise, or not at all. */
  failed: number
  /** The first failure, for a person. */
  failure: string | null
  p50Ms: number
  p95Ms: number
  p99Ms: number
  maxMs: number
}

/** With the length of the body as it will be. */
export function httpRequest(method: 'GET' | 'POST', path: string, headers: Record<string, string>, body = ''): string {
  const length = Buffer.byteLength(body.replaceAll(/@TO@|@SEQ@/g, '0'.repeat(12)))
  const all = {
    host: '127.0.0.1',
    ...headers,
    ...(body && { 'content-type': 'application/json', 'content-length': length }),
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`
}

/** The request of a call: the recipients of one call follow those of the call before. */
export function requestOf({
  request,
  base,
  recipientsPerCall,
}: Pick<LoadOrder, 'request' | 'base' | 'recipientsPerCall'>): (call: number) => string {
  const parts = request.split(/@TO@|@SEQ@/)
  const tokens = request.match(/@TO@|@SEQ@/g) ?? []
  return (call) => {
    const first = base + call * recipientsPerCall
    let recipient = first
    let text = parts[0] as string
    for (let at = 0; at < tokens.length; at++) {
      text += (tokens[at] === '@TO@' ? recipient++ : first) + (parts[at + 1] as string)
    }
    return text
  }
}
