// test/documents/recorder.ts: stands between a program and the server, and remembers what was asked and answered. A delivery
// report is held until it is there: documents say to wait 30 seconds for it.
import { createServer, type IncomingHttpHeaders, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'

export type Seen = { call: string; status: number; text: string }
type Passed = { status: number; headers: IncomingHttpHeaders; body: Buffer }

export type Recorder = {
  /** What stands for the server's address in one program, under that host name if any; its calls are told by the name. */
  urlFor(name: string, host?: string): string
  seen(name: string): Seen[]
}

const POLL_MS = 50

/** `t`: whoever says when it can go. */
export async function recorder(t: { after(done: () => Promise<void>): void }, upstream: string): Promise<Recorder> {
  const seen = new Map<string, Seen[]>()
  const hosts = new Map<string, string>()
  const server = createServer(async (asked, answer) => {
    const [, name = '', path = ''] = /^\/([^/]+)(\/.*)$/.exec(asked.url ?? '') ?? []
    const { method = 'GET' } = asked
    const body = await buffer(asked)
    const pass = () =>
      passOn(upstream + path, method, { ...asked.headers, host: hosts.get(name) ?? new URL(upstream).host }, body)
    let passed = await pass()
    while (passed.status === 404 && passed.body.includes('Report not yet available')) {
      await wait(POLL_MS)
      passed = await pass()
    }
    seen.get(name)?.push({ call: `${method} ${path}`, status: passed.status, text: passed.body.toString('utf8') })
    answer.writeHead(passed.status, passed.headers).end(passed.body)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  t.after(async () => {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  })
  const { port } = server.address() as AddressInfo
  return {
    urlFor(name, host) {
      seen.set(name, [])
      if (host !== undefined) hosts.set(name, host)
      return `http://127.0.0.1:${port}/${name}`
    },
    seen: (name) => seen.get(name) ?? [],
  }
}

/** With the headers just as the program wrote them: a client of ours would add its own. */
function passOn(url: string, method: string, headers: IncomingHttpHeaders, body: Buffer): Promise<Passed> {
  return new Promise((resolve, reject) => {
    const { 'transfer-encoding': _, ...sent } = { ...headers, connection: 'close' }
    if (body.length > 0) Object.assign(sent, { 'content-length': body.length })
    const passing = request(url, { method, headers: sent }, (answered) => {
      const { connection, 'keep-alive': alive, 'transfer-encoding': coding, ...kept } = answered.headers
      buffer(answered).then((body) => resolve({ status: answered.statusCode ?? 0, headers: kept, body }), reject)
    })
    passing.on('error', reject)
    passing.end(body)
  })
}
