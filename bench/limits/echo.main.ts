// The limit of HTTP, a process of its own: Fastify that answers a JSON body with itself.
import type { AddressInfo } from 'node:net'
import fastify from 'fastify'

const app = fastify()
app.post('/echo', (request, reply) => reply.code(202).send(request.body))
await app.listen({ port: 0, host: '127.0.0.1' })
process.send?.({ type: 'listening', port: (app.server.address() as AddressInfo).port })
process.once('disconnect', () => process.exit(0))
