// How a dialect's OpenAPI document is made: its head, and the schemas of its routes.

import { STATUS_CODES } from 'node:http'
import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import type { Dialect } from '../../dialects/dialect.ts'

export function openApi({ prefix, document }: Pick<Dialect, 'prefix' | 'document'>): FastifyDynamicSwaggerOptions {
  const { title, description, securitySchemes } = document
  return {
    openapi: {
      openapi: '3.1.0',
      info: { title, description, version: '1' },
      servers: [{ url: prefix }],
      components: { securitySchemes },
    },
    stripBasePath: true,
    // A schema goes by its own name in the document.
    refResolver: { buildLocalReference: (schema, _base, _fragment, index) => String(schema.$id ?? `def-${index}`) },
    transform: ({ schema, url, route }) => {
      const permission = route.config?.permission
      const response = Object.entries((schema?.response ?? {}) as Record<string, Answer>).map(described)
      const own = permission == null ? {} : { 'x-permission': permission }
      return { schema: { ...schema, ...own, response: Object.fromEntries(response) }, url }
    },
  }
}

type Answer = { description?: string }

/** An answer that says nothing of itself goes by what its status says. */
function described([status, answer]: [string, Answer]): [string, Answer] {
  if (answer.description !== undefined) return [status, answer]
  return [status, { ...answer, description: STATUS_CODES[status] ?? status }]
}
