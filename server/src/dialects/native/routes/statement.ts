// /v1/statement: what moved the wallet, and what was there after each movement.
import { type Static, Type } from 'typebox'
import { refuse } from '../../../core/errors.ts'
import { MOVEMENTS, type TransferKind } from '../../../core/ledger.ts'
import type { Platform, StatementPage, TransferFilter, TransferRow } from '../../../pipeline/platform.ts'
import { errorAnswers } from '../answers.ts'
import { type Cells, csvAnswer, sendCsv } from '../csv.ts'
import { LIMIT_DEFAULT, lastSeen, page } from '../cursor.ts'
import { Amount, Currency, Id, list, nullable, oneOf, PageQuery, Time } from '../schema.ts'
import type { NativeApp } from '../scope.ts'
import { amountText } from '../wallet.ts'

const tags = ['Money']
const config = { permission: 'balance:read' }

export function statementRoutes(app: NativeApp, platform: Platform): void {
  app.get(
    '/statement',
    {
      config,
      schema: {
        tags,
        operationId: 'getStatement',
        summary: 'Read the statement',
        description:
          'Every movement of the wallet, the newest first. A request is held for; each of its messages is captured or released.',
        querystring: Type.Object({ ...Filters, ...PageQuery }),
        response: { 200: list(Movement, 'A page of movements'), ...errorAnswers() },
      },
    },
    async ({ query, caller: { account } }) => {
      const { cursor, limit = LIMIT_DEFAULT } = query
      const filter = filterOf(query)
      const statement = await platform.statement(account.id, filter, lastSeen(cursor), limit + 1)
      return page(withBalances(statement, filter), limit, (row) => movement(row, account.currency))
    },
  )

  app.get(
    '/statement.csv',
    {
      config,
      schema: {
        tags,
        operationId: 'downloadStatement',
        summary: 'Download the statement',
        description: 'All of it that the filters keep, the newest first.',
        querystring: Type.Object(Filters),
        response: { 200: csvAnswer('The statement.'), ...errorAnswers() },
      },
    },
    async ({ query, caller: { account } }, reply) =>
      sendCsv(reply, 'statement.csv', COLUMNS, statementPages(platform, account, filterOf(query))),
  )
}

const CSV_PAGE = 1000

/** Each page is a short transaction of its own: a download may take as long as its line does. */
async function* statementPages(
  platform: Platform,
  account: { id: string; currency: string },
  filter: TransferFilter,
): AsyncGenerator<Cells[]> {
  let beforeId: string | null = null
  let freeAfter: bigint | null = null
  for (;;) {
    const read = await platform.statement(account.id, filter, beforeId, CSV_PAGE)
    // Counted on from the first page: what is booked while we write is newer than all of this.
    if (beforeId !== null) read.freeAfter = freeAfter
    const rows = withBalances(read, filter)
    yield rows.map((row) => cells(movement(row, account.currency)))
    const last = rows.at(-1)
    if (last === undefined || rows.length < CSV_PAGE) return
    beforeId = last.id
    freeAfter = last.freeAfter === null ? null : last.freeAfter - changeOf(last)
  }
}

const KINDS = Object.keys(MOVEMENTS) as TransferKind[]

const Filters = {
  kind: Type.Optional(oneOf(KINDS)),
  from: Type.Optional({ ...Time, description: 'At this time or later' }),
  to: Type.Optional({ ...Time, description: 'Before this time' }),
}

function filterOf({ kind, from, to }: { kind?: TransferKind; from?: string; to?: string }): TransferFilter {
  return {
    kind: kind ?? null,
    fromMs: from === undefined ? null : momentOf(from, 'from'),
    toMs: to === undefined ? null : momentOf(to, 'to'),
  }
}

/** Nothing was booked before 1970, and a leap second is in the form but no moment of ours. */
function momentOf(text: string, field: string): number {
  const ms = Date.parse(text)
  if (Number.isNaN(ms)) refuse({ code: 'field_invalid', field, message: `${field} is no time that can be read.` })
  return Math.max(0, ms)
}

const Movement = Type.Object({
  id: Id,
  at: Time,
  kind: oneOf(KINDS, { examples: ['hold'] }),
  amount: Amount,
  change: {
    ...Amount,
    description: 'What it did to the balance; 0 for a capture, which was held before',
    examples: ['-1.2022'],
  },
  balance: nullable(Amount, {
    description: 'What could be spent after it; null in a list of one kind, and where it is long ago',
    examples: ['997.5956'],
  }),
  currency: Currency,
  subject_type: oneOf(['request', 'message', 'credit'], { description: 'What it was for', examples: ['request'] }),
  subject_id: Id,
  note: nullable(Type.String()),
})

const SUBJECTS: Record<TransferKind, 'request' | 'message' | 'credit'> = {
  topup: 'credit',
  hold: 'request',
  capture: 'message',
  release: 'message',
  adjust_up: 'credit',
  adjust_down: 'credit',
}

type MovementRow = TransferRow & { freeAfter: bigint | null }

/** What it did to what may be spent. */
export function changeOf({ kind, amount }: TransferRow): bigint {
  const { debit, credit } = MOVEMENTS[kind]
  return credit === 'available' ? amount : debit === 'available' ? -amount : 0n
}

/** Counted back from the newest one, where none is left out between them. */
export function withBalances(
  { rows, freeAfter }: StatementPage,
  { kind }: Pick<TransferFilter, 'kind'>,
): MovementRow[] {
  let balance = kind === null ? freeAfter : null
  return rows.map((row) => {
    const after = balance
    if (balance !== null) balance -= changeOf(row)
    return { ...row, freeAfter: after }
  })
}

function movement(row: MovementRow, currency: string): Static<typeof Movement> {
  return {
    id: row.id,
    at: row.at.toISOString(),
    kind: row.kind,
    amount: amountText(currency, row.amount),
    change: amountText(currency, changeOf(row)),
    balance: row.freeAfter === null ? null : amountText(currency, row.freeAfter),
    currency,
    subject_type: SUBJECTS[row.kind],
    subject_id: row.subject_id,
    note: row.note,
  }
}

const COLUMNS = ['at', 'kind', 'amount', 'change', 'balance', 'currency', 'subject_type', 'subject_id', 'note', 'id']

function cells(row: Static<typeof Movement>): Cells {
  const { at, kind, amount, change, balance, currency, subject_type, subject_id, note, id } = row
  return [at, kind, amount, change, balance, currency, subject_type, subject_id, note, id]
}
