// Answers that are CSV files, written as they are read: the first bytes leave before the last row is known.
import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { BYTE_ORDER_MARK, csvLine } from '../../csv.ts'

export type Cells = readonly (string | number | null)[]

/** `pages`: rows by the page, as they come from the database. */
export function sendCsv(
  reply: FastifyReply,
  filename: string,
  header: readonly string[],
  pages: AsyncIterable<readonly Cells[]> | Iterable<readonly Cells[]>,
): FastifyReply {
  reply.header('content-type', 'text/csv; charset=utf-8; header=present')
  reply.header('content-disposition', `attachment; filename="${filename}"`)
  return reply.send(Readable.from(textOf(header, pages), { objectMode: false }))
}

async function* textOf(header: readonly string[], pages: Parameters<typeof sendCsv>[3]): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine(header)
  for await (const page of pages) yield page.map(csvLine).join('')
}

/** For a route's schema. */
export const csvAnswer = (description: string) => ({
  description: `${description} As CSV (RFC 4180), UTF-8 with a byte order mark; what would start a formula has \`'\` before it.`,
  content: { 'text/csv': { schema: { type: 'string' } } },
})
