// The built portal: its files by name, and its page at each path that it has.
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { pathOf } from '../http/failures.ts'
import type { Brand } from './branding.ts'
import { pagePolicy, protect } from './headers.ts'

export type Pages = {
  serve(app: FastifyInstance): Promise<void>
  /** Answers somebody who has come to a path that there is not with the page that says so; false when nobody has. */
  notFound(request: FastifyRequest, reply: FastifyReply): boolean
}

/** `folder` is what the build made; null where it was never built. */
export function builtPages(folder: string, brand: () => Promise<Brand>): Pages | null {
  if (!existsSync(join(folder, 'index.html'))) return null
  const page = latestPage(folder)
  const paths = JSON.parse(readFileSync(join(folder, 'paths.json'), 'utf8')) as string[]

  const send = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const nonce = randomBytes(16).toString('base64')
    protect(request, reply)
    const shown = await brand()
    // In these places of portal/index.html and portal/vite.config.ts; each answer has a nonce of its own.
    const parts: Record<string, string> = { NONCE: nonce, NAME: shown.name, BRAND: JSON.stringify(shown) }
    return reply
      .header('content-security-policy', pagePolicy(nonce))
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(page().replaceAll(/NJIWA-(NONCE|NAME|BRAND)/g, (_, part: string) => escaped(parts[part] as string)))
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
      void send(request, reply.code(404))
      return true
    },
  }
}

/** The page as it was built last: it may be built anew beneath a running server, and what it names is replaced then. */
function latestPage(folder: string): () => string {
  const file = join(folder, 'index.html')
  let page = readFileSync(file, 'utf8')
  let builtMs = statSync(file).mtimeMs
  return () => {
    const found = statSync(file, { throwIfNoEntry: false })
    if (found && found.mtimeMs !== builtMs) {
      const next = readFileSync(file, 'utf8')
      if (isWhole(folder, next)) {
        page = next
        builtMs = found.mtimeMs
      }
    }
    return page
  }
}

/** All of it is written, and every file that it names is there: a build is under way otherwise. */
function isWhole(folder: string, page: string): boolean {
  const named = [...page.matchAll(/"\/(assets\/[^"]+)"/g)].map(([, name]) => name as string)
  return page.trimEnd().endsWith('</html>') && named.every((name) => existsSync(join(folder, name)))
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] as string)
