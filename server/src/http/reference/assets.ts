// The files that the reference's pages ask for: its own, and the portal's colours and type.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { FastifyInstance } from 'fastify'

const PORTAL = new URL('../../../../portal/', import.meta.url)
const own = (file: string): URL => new URL(file, import.meta.url)
const font = createRequire(PORTAL).resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2')

const ASSETS: [name: string, file: URL | string, type: string][] = [
  ['tokens.css', new URL('src/theme/tokens.css', PORTAL), 'text/css; charset=utf-8'],
  ['reference.css', own('reference.css'), 'text/css; charset=utf-8'],
  ['code.css', own('code.css'), 'text/css; charset=utf-8'],
  ['reference.js', own('reference.js'), 'text/javascript; charset=utf-8'],
  ['mark.svg', own('mark.svg'), 'image/svg+xml'],
  ['inter.woff2', font, 'font/woff2'],
]

export function assets(app: FastifyInstance): void {
  for (const [name, file, type] of ASSETS) {
    const content = readFileSync(file)
    app.get(`/docs/${name}`, (_request, reply) =>
      reply
        .header('cache-control', 'public, max-age=3600')
        .header('x-content-type-options', 'nosniff')
        .type(type)
        .send(content),
    )
  }
}
