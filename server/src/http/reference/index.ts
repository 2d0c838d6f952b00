// The reference that people read, at /docs: a page for each dialect, out of the same document that programs read.
import { readFileSync } from 'node:fs'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { OpenApi } from './document.ts'
import { ORIGIN } from './examples.ts'
import { dialectPage, indexPage } from './page.ts'

/** `documents` gives the OpenAPI document of each dialect, once all routes are known. */
export function referencePages(app: FastifyInstance, documents: ReadonlyMap<string, () => object>): void {
  const read = new Map<string, OpenApi>()
  const all = (): ReadonlyMap<string, OpenApi> => {
    if (read.size === 0) for (const [name, document] of documents) read.set(name, document() as OpenApi)
    return read
  }
  const pages = new Map<string, string>()

  app.get('/docs', (_request, reply) => page(reply, indexPage(all()).markup))
  app.get<{ Params: { dialect: string } }>('/docs/:dialect', (request, reply) => {
    const { dialect } = request.params
    const document = all().get(dialect)
    if (!document) return reply.callNotFound()
    const made = pages.get(dialect) ?? dialectPage(all(), dialect, document).markup
    pages.set(dialect, made)
    return page(reply, made.replaceAll(ORIGIN, originOf(request)))
  })
  for (const [file, type] of ASSETS) {
    const content = readFileSync(new URL(file, import.meta.url))
    app.get(`/docs/${file}`, (_request, reply) =>
      reply
        .header('cache-control', 'public, max-age=3600')
        .header('x-content-type-options', 'nosniff')
        .type(type)
        .send(content),
    )
  }
}

const ASSETS = [
  ['reference.css', 'text/css; charset=utf-8'],
  ['reference.js', 'text/javascript; charset=utf-8'],
  ['mark.svg', 'image/svg+xml'],
] as const

// Nothing from elsewhere, nothing inline: what a description might smuggle in does nothing.
const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

function page(reply: FastifyReply, markup: string): FastifyReply {
  return reply
    .header('content-security-policy', POLICY)
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer')
    .header('cache-control', 'no-cache')
    .type('text/html; charset=utf-8')
    .send(markup)
}

const HOST = /^[A-Za-z0-9.-]+(?::\d{1,5})?$|^\[[0-9A-Fa-f:.]+\](?::\d{1,5})?$/

/** Where the reader is, for examples that work as they stand. A host that is none is not repeated to anybody. */
function originOf(request: FastifyRequest): string {
  return HOST.test(request.host) ? `${request.protocol}://${request.host}` : 'https://sms.example.com'
}
