// The built portal: its files by name, and its page at each path that it has.
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { pathOf } from '../http/failures.ts'
import { pagePolicy, protect } from './headers.ts'

export type Pages = {
  serve(app: FastifyInstance): Promise<void>
  /** Answers somebody who has come to a path that there is not with the page that says so; false when nobody has. */
  notFound(request: FastifyRequest, reply: FastifyReply): boolean
}

/** `folder` is what the build made; null where it was never built. */
export function builtPages(folder: string): Pages | null {
  if (!existsSync(join(folder, 'index.html'))) return null
  // Each answer has a nonce of its own in this place: see portal/vite.config.ts.
  const page = readFileSync(join(folder, 'index.html'), 'utf8').split('NJIWA-NONCE')
  const paths = JSON.parse(readFileSync(join(folder, 'paths.json'), 'utf8')) as string[]

  const send = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const nonce = randomBytes(16).toString('base64')
    protect(request, reply)
    return reply
      .header('content-security-policy', pagePolicy(nonce))
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(page.join(nonce))
  }

  return {
    async serve(app) {
      for (const path of paths) app.get(path, send)
      await app.register(fastifyStatic, {
        root: join(folder, 'assets'),
        prefix: '/assets/',
        index: false,
        preCompressed: true,
        // Their names change with what is in them.
        maxAge: '365d',
        immutable: true,
        decorateReply: false,
      })
      app.get('/favicon.svg', (_request, reply) =>
        reply
          .header('cache-control', 'public, max-age=86400')
          .type('image/svg+xml')
          .send(readFileSync(join(folder, 'favicon.svg'))),
      )
    },
    notFound(request, reply) {
      const path = pathOf(request.url)
      const isVisit = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html')
      const isPage = !path.startsWith('/assets/') && !path.startsWith('/portal/')
      if (!isVisit || !isPage) return false
      send(request, reply.code(404))
      return true
    },
  }
}
