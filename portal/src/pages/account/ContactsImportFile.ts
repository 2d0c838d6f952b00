// A CSV file as contacts: what its columns seem to hold, and the rows as they are brought in.
import type { ImportRow } from '../../api/contacts.ts'
import { type Refusal, readRows } from './CsvFile.ts'
import { variableName } from './SendOrder.ts'

export interface Sheet {
  name: string
  hasHeader: boolean
  /** All of them, the header too. */
  rows: readonly string[][]
}

/** What a column is: `field` keeps it under a name that texts can be filled in with. */
export type Role = { is: 'number' } | { is: 'name' } | { is: 'leaveOut' } | { is: 'field'; name: string }

/** Without rows for a file that has none. */
export async function readSheet(file: File): Promise<Sheet | Refusal> {
  const rows = await readRows(file)
  if (typeof rows === 'string') return rows
  return { name: file.name, hasHeader: !rows[0]?.some(looksLikeNumber), rows }
}

export function bodyRows({ rows, hasHeader }: Sheet): readonly string[][] {
  return hasHeader ? rows.slice(1) : rows
}

export function columnCount({ rows }: Sheet): number {
  return rows.reduce((most, row) => Math.max(most, row.length), 0)
}

export const looksLikeNumber = (cell: string): boolean =>
  /^\+?[\d\s().-]{7,20}$/.test(cell) && /\d{7,}/.test(digitsOf(cell))
const digitsOf = (cell: string): string => cell.replaceAll(/\D/g, '')

// As people head such columns, in the portal's languages.
const NUMBER_HEADERS = /^(phone|mobile|msisdn|number|namba|simu|tel|telephone|téléphone|numéro|numero)/i
const NAME_HEADERS = /^(name|full.?name|jina|nom)/i
// Of a download of ours: the number says the one, and the other is not brought in.
const OURS = /^(country|groups)$/

/** What each column seems to be: by its header, else the one with most numbers in it. */
export function guessRoles(sheet: Sheet): Role[] {
  const headers = sheet.hasHeader ? (sheet.rows[0] ?? []) : []
  const count = columnCount(sheet)
  const sample = bodyRows(sheet).slice(0, 50)
  const scores = Array.from({ length: count }, (_, at) => sample.filter((row) => looksLikeNumber(row[at] ?? '')).length)
  const headed = headers.findIndex((header) => NUMBER_HEADERS.test(header))
  const most = Math.max(0, ...scores)
  const numberAt = headed >= 0 && (scores[headed] ?? 0) > 0 ? headed : most > 0 ? scores.indexOf(most) : headed
  const nameAt = headers.findIndex((header, at) => at !== numberAt && NAME_HEADERS.test(header))
  return Array.from({ length: count }, (_, at): Role => {
    if (at === numberAt) return { is: 'number' }
    if (at === nameAt) return { is: 'name' }
    const header = headers[at] ?? ''
    return header === '' || OURS.test(header) ? { is: 'leaveOut' } : { is: 'field', name: fieldName(header) }
  })
}

/** Of a header: letters, digits and _; `name` and `number` are every contact's own. */
export function fieldName(header: string): string {
  const name = variableName(header)
  return /^(name|number)$/i.test(name) ? `${name}_` : name
}

export function importRow(cells: readonly string[], roles: readonly Role[]): ImportRow {
  const row: ImportRow = { number: '' }
  const fields: Record<string, string> = {}
  for (const [at, role] of roles.entries()) {
    const cell = cells[at] ?? ''
    if (role.is === 'number') row.number = cell
    else if (cell === '' || role.is === 'leaveOut') continue
    else if (role.is === 'name') row.name = cell
    else if (role.is === 'field') fields[role.name] = cell
  }
  return Object.keys(fields).length === 0 ? row : { ...row, fields }
}

const ROWS_MAX = 1000
// A body takes 1 MiB, and a UTF-16 unit is three bytes at the most.
const CHARACTERS_MAX = 300_000

/** So many rows as a call takes, one batch after the other. */
export function* batches(rows: readonly string[][], roles: readonly Role[]): Generator<ImportRow[]> {
  let batch: ImportRow[] = []
  let characters = 0
  for (const cells of rows) {
    const row = importRow(cells, roles)
    const length = JSON.stringify(row).length
    if (batch.length === ROWS_MAX || (batch.length > 0 && characters + length > CHARACTERS_MAX)) {
      yield batch
      batch = []
      characters = 0
    }
    batch.push(row)
    characters += length
  }
  if (batch.length > 0) yield batch
}
