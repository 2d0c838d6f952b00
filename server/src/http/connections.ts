// How many callers are connected at once. What is more is closed as it comes: each connection may keep a file and 64 KiB of
// headers for ten seconds before it says who it is, and without an end to them nobody else would be heard.
import type { Server } from 'node:http'
import type { Logger } from '../log.ts'

// Thirty times what a busy node was measured with. Node raises its limit of open files to the hard one, which is seldom less.
export const CONNECTIONS_MAX = 4096

export function limitConnections(server: Server, log: Logger): void {
  server.maxConnections = CONNECTIONS_MAX
  let dropped = 0
  server.on('drop', () => {
    dropped++
    if (Number.isInteger(Math.log2(dropped)))
      log.warn({ dropped, max: server.maxConnections }, 'too many connections: further ones are closed')
  })
}
