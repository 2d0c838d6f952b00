// The sink, a process of its own: the cheapest HTTP server that still counts exactly. It answers 200 to whatever it is told,
// and keeps how often each recipient's message was said to be over, and a sample of what it was told.

import type { AddressInfo } from 'node:net'
import net from 'node:net'
import { Requests } from './requests.ts'

export type SinkOrder = {
  /** A request that matches tells how a message ended. */
  final: string
  /** The first recipient, and how many follow: 12 digits, found by the first run of them. */
  base: number
  count: number
  /** Every so many of them one is kept whole. */
  sampleEvery: number
}

export type SinkCounts = {
  requests: number
  finals: number
  /** Recipients told of at least once. */
  unique: number
  /** Told again. */
  duplicates: number
  /** Of no recipient that was asked for. */
  unknown: number
  lastFinalMs: number
  samples: { head: string; body: string }[]
}

const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'
const NUMBER = /255\d{9}/

let order: SinkOrder = { final: '$^', base: 0, count: 0, sampleEvery: 1 }
let final = /$^/
let seen = new Uint8Array(0)
let counts = zero()

process.on('message', (asked: { type: 'expect' | 'counts'; id: number } & SinkOrder) => {
  if (asked.type === 'expect') {
    order = asked
    final = new RegExp(asked.final)
    seen = new Uint8Array(asked.count)
    counts = zero()
  }
  process.send?.({ type: asked.type, id: asked.id, ...counts })
})
process.once('disconnect', () => process.exit(0))

const server = net.createServer((socket) => {
  socket.setNoDelay(true)
  socket.setEncoding('latin1')
  const requests = new Requests(count)
  socket.on('error', () => {}) // the other side went away
  socket.on('data', (data) => {
    const answers = requests.read(data as unknown as string)
    if (answers > 0) socket.write(OK.repeat(answers))
  })
})
server.listen(0, '127.0.0.1', 4096, () => {
  process.send?.({ type: 'listening', port: (server.address() as AddressInfo).port })
})

/** What tells of a recipient is in the body of a POST, and in the request line of a GET. */
function count(head: string, body: string): void {
  counts.requests++
  const text = body === '' ? head.slice(0, head.indexOf('\r\n')) : body
  if (!final.test(text)) return
  counts.lastFinalMs = Date.now()
  if (counts.finals++ % order.sampleEvery === 0) counts.samples.push({ head, body })
  const index = Number(NUMBER.exec(text)?.[0] ?? 0) - order.base
  const before = seen[index]
  if (before === undefined) counts.unknown++
  else if (before === 0) counts.unique++
  else counts.duplicates++
  if (before !== undefined && before < 0xff) seen[index] = before + 1
}

function zero(): SinkCounts {
  return { requests: 0, finals: 0, unique: 0, duplicates: 0, unknown: 0, lastFinalMs: 0, samples: [] }
}
