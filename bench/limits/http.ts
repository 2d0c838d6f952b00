// The limit of HTTP on this machine: Fastify 5 that answers a JSON body with itself.
import { join } from 'node:path'
import { startChild } from '../child.ts'
import { load } from '../load/load.ts'
import { httpRequest } from '../load/order.ts'

const ECHO = join(import.meta.dirname, 'echo.main.ts')
const BODY = '{"to":["+@TO@"],"sender":"BENCH","text":"Hello from the benchmark, your code is @SEQ@"}'

/** Requests a second over so many connections. */
export async function echoPerSecond(calls: number, connections: number): Promise<number> {
  const echo = await startChild(ECHO)
  try {
    const request = httpRequest('POST', '/echo', {}, BODY)
    const order = {
      port: echo.port,
      request,
      recipientsPerCall: 1,
      base: 255_710_000_000,
      connections,
      callsPerSecond: null,
    }
    await load({ ...order, calls: Math.ceil(calls / 10) }) // compiled before it is measured
    return calls / (await load({ ...order, calls })).seconds
  } finally {
    await echo.stop()
  }
}
