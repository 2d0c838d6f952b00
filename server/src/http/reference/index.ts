// The reference that people read, at /docs: a page for each dialect, out of the same document that programs read, and that
// document as a Postman collection.
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { assets } from './assets.ts'
import type { OpenApi } from './document.ts'
import { dialectPage, indexPage } from './page.ts'
import { postmanCollection } from './postman.ts'
import { referencesOf } from './references.ts'
import { type Served, served } from './served.ts'

type Named = { Params: { name: string } }

/**
 * `documents` gives the OpenAPI document of each dialect, once all routes are known; `brand` is the portal's, where there is
 * one.
 */
export function referencePages(
  app: FastifyInstance,
  documents: ReadonlyMap<string, () => object>,
  brand: () => Promise<Served['brand']> = async () => null,
): void {
  const read = new Map<string, OpenApi>()
  const all = (): ReadonlyMap<string, OpenApi> => {
    if (read.size > 0) return read
    for (const [name, document] of documents)
      for (const [page, part] of referencesOf(name, document() as OpenApi)) read.set(page, part)
    return read
  }
  const pages = new Map<string, string>()

  const as = async (request: FastifyRequest): Promise<Served> => {
    return { origin: originOf(request), nowMs: Date.now(), brand: await brand() }
  }

  app.get('/docs', async (request, reply) => page(request, reply, served(indexPage(all()).markup, await as(request))))
  app.get<Named>('/docs/:name', async (request, reply) => {
    const { name } = request.params
    const document = all().get(name)
    if (!document) return reply.callNotFound()
    const made = pages.get(name) ?? dialectPage(all(), name, document).markup
    pages.set(name, made)
    return page(request, reply, served(made, await as(request)))
  })
  app.get<Named>('/docs/:name/postman.json', async (request, reply) => {
    const { name } = request.params
    const document = all().get(name)
    if (!document) return reply.callNotFound()
    const collection = JSON.stringify(postmanCollection(document, name), null, 2)
    reply.header('content-disposition', `attachment; filename="${name}.postman_collection.json"`)
    reply.type('application/json; charset=utf-8')
    return compressed(request, reply, served(collection, await as(request)))
  })
  assets(app)
}

// Nothing from elsewhere, nothing inline: what a description might smuggle in does nothing.
const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

function page(request: FastifyRequest, reply: FastifyReply, markup: string): Promise<FastifyReply> {
  reply
    .header('content-security-policy', POLICY)
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer')
    .type('text/html; charset=utf-8')
  return compressed(request, reply, markup)
}

const shrunk = promisify(gzip)

/** Half a megabyte of our own API is 50 kB so, which is what a phone on 3G waits for. */
async function compressed(request: FastifyRequest, reply: FastifyReply, text: string): Promise<FastifyReply> {
  reply.header('cache-control', 'no-cache').header('vary', 'accept-encoding, host')
  if (!/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) return reply.send(text)
  return reply.header('content-encoding', 'gzip').send(await shrunk(text))
}

const HOST = /^[A-Za-z0-9.-]+(?::\d{1,5})?$|^\[[0-9A-Fa-f:.]+\](?::\d{1,5})?$/

/** Where the reader is, for examples that work as they stand. A host that is none is not repeated to anybody. */
function originOf(request: FastifyRequest): string {
  return HOST.test(request.host) ? `${request.protocol}://${request.host}` : 'https://sms.example.com'
}
