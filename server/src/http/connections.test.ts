import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { test } from 'node:test'
import { serveEdge } from '../../../test/harness/edge.ts'
import { CONNECTIONS_MAX } from './connections.ts'

test('a connection too many is closed, and one is taken again when another has ended', async (t) => {
  const { server, logged } = await serveEdge(t, { dialects: [] })
  assert.equal(server.maxConnections, CONNECTIONS_MAX)
  server.maxConnections = 2
  const { port } = server.address() as AddressInfo
  const open = () => {
    const socket = connect(port, '127.0.0.1').setEncoding('utf8')
    t.after(() => socket.destroy())
    return socket
  }
  const answer = async (socket = open()): Promise<string> => {
    socket.write('GET /livez HTTP/1.1\r\nhost: a\r\n\r\n')
    // A write to a connection that was closed may be answered by a reset.
    return Promise.race([once(socket, 'data'), once(socket, 'close')]).then(
      ([data]) => (typeof data === 'string' ? data.slice(0, 15) : 'closed'),
      () => 'closed',
    )
  }
  const first = open()
  assert.deepEqual([await answer(first), await answer()], ['HTTP/1.1 200 OK', 'HTTP/1.1 200 OK'])
  assert.deepEqual([await answer(), await answer(), await answer()], ['closed', 'closed', 'closed'])
  assert.deepEqual(
    logged.filter(({ level }) => level === 40).map(({ dropped, max }) => [dropped, max]),
    [
      [1, 2],
      [2, 2],
    ],
  )
  assert.equal(await answer(first), 'HTTP/1.1 200 OK', 'those that are there are served on')
  const ended = new Promise<void>((resolve) =>
    server.once('request', (request) => request.socket.once('close', resolve)),
  )
  first.write('GET /livez HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n')
  await ended
  assert.equal(await answer(), 'HTTP/1.1 200 OK')
})
