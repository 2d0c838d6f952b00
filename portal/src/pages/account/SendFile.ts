// A CSV file as recipients: its first row are the columns, one of them has the numbers.
import { looksLikeNumber } from './ContactsImportFile.ts'
import { type Refusal, readRows } from './CsvFile.ts'
import type { Recipient } from './SendOrder.ts'
import { numbersIn, variableName } from './SendOrder.ts'

export interface SheetFile {
  name: string
  columns: readonly { header: string; variable: string }[]
  rows: readonly string[][]
}

export const ROWS_MAX = 50_000

/** `empty`: without a row beneath its headers. */
export async function readSheet(file: File): Promise<SheetFile | Refusal | 'empty'> {
  const read = await readRows(file)
  if (typeof read === 'string') return read
  const [headers = [], ...rows] = read
  if (rows.length === 0) return 'empty'
  const taken = new Set<string>()
  const columns = headers.map((header, index) => {
    let variable = variableName(header)
    if (taken.has(variable)) variable = `${variable.slice(0, 28)}_${index + 1}`
    taken.add(variable)
    return { header: header === '' ? `${index + 1}` : header, variable }
  })
  return { name: file.name, columns, rows: rows.slice(0, ROWS_MAX) }
}

/** The column that looks most like numbers. */
export function numberColumn({ columns, rows }: SheetFile): number {
  const sample = rows.slice(0, 50)
  const scores = columns.map((_, index) => sample.filter((row) => looksLikeNumber(row[index] ?? '')).length)
  return scores.indexOf(Math.max(...scores))
}

/** Rows without a number that can be read are counted and left out; a number of the same column's twice stays, for its
 * text may differ. */
export function recipientsOf(
  { columns, rows }: SheetFile,
  numberAt: number,
  nameAt: number | null,
  callingCode: string | null,
): { recipients: Recipient[]; unreadable: number[] } {
  const recipients: Recipient[] = []
  const unreadable: number[] = []
  rows.forEach((row, index) => {
    const [to, another] = numbersIn(row[numberAt] ?? '', callingCode).numbers
    if (to === undefined || another !== undefined)
      unreadable.push(index + 2) // as a spreadsheet numbers it
    else {
      const variables = Object.fromEntries(columns.map(({ variable }, at) => [variable, (row[at] ?? '').trim()]))
      if (nameAt !== null) variables.RECEIVERNAME = (row[nameAt] ?? '').trim()
      recipients.push({ to, variables })
    }
  })
  return { recipients, unreadable }
}
