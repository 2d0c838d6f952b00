// /v1/messages.csv: what the list of messages shows, as a file, however long it is.
import type { Caller } from '../../../core/accounts.ts'
import { maskedMsisdn, numbersAreMasked } from '../../../core/masking.ts'
import type { MessageFilter, Network, Platform } from '../../../pipeline/platform.ts'
import { errorAnswers } from '../answers.ts'
import { type Cells, csvAnswer, sendCsv } from '../csv.ts'
import { messageAnswer } from '../response.ts'
import type { NativeApp } from '../scope.ts'
import { filterOf, MessageFilters } from './messages.ts'

const CSV_PAGE = 1000

export function messagesCsvRoute(app: NativeApp, platform: Platform): void {
  app.get(
    '/messages.csv',
    {
      config: { permission: 'messages:read' },
      schema: {
        tags: ['Messages'],
        operationId: 'downloadMessages',
        summary: 'Download messages',
        description: 'All that the filters keep, the newest first.',
        querystring: MessageFilters,
        response: { 200: csvAnswer('The messages.'), ...errorAnswers() },
      },
    },
    async ({ query, caller }, reply) => {
      const network = await platform.network()
      const filter = filterOf(query, network)
      return sendCsv(reply, 'messages.csv', COLUMNS, filter ? pagesOf(platform, caller, filter, network) : [])
    },
  )
}

/** Each page is a short read of its own: a download may take as long as its line does, and holds one page in memory. */
async function* pagesOf(
  platform: Platform,
  caller: Caller,
  filter: MessageFilter,
  network: Network,
): AsyncGenerator<Cells[]> {
  const hides = numbersAreMasked(caller)
  let beforeId: string | null = null
  for (;;) {
    const { rows, lookedTo } = await platform.messages(caller.account.id, filter, beforeId, CSV_PAGE)
    yield rows.map((row) => {
      const { to, ...message } = messageAnswer(row, caller.account, network)
      return cells({ ...message, to: hides ? `+${maskedMsisdn(row.msisdn)}` : to })
    })
    const lastId = rows.length < CSV_PAGE ? lookedTo : (rows.at(-1)?.id ?? null)
    if (lastId === null) return
    beforeId = lastId
  }
}

const COLUMNS = [
  'created_at',
  'to',
  'country',
  'sender',
  'text',
  'state',
  'reason',
  'encoding',
  'segments',
  'cost',
  'charged',
  'currency',
  'route',
  'sent_at',
  'done_at',
  'id',
  'request_id',
] as const

const cells = (message: ReturnType<typeof messageAnswer>): Cells => COLUMNS.map((column) => message[column])
