// A link and an event stream cannot carry a header: in a read, the account may be named in the address.
import type { FastifyRequest } from 'fastify'

export async function accountOfAddress(request: FastifyRequest): Promise<void> {
  const { account } = request.query as { account?: unknown }
  if (request.method !== 'GET' || typeof account !== 'string') return
  request.headers['x-account'] ??= account
}
