// Rows for people: columns as wide as what is in them, amounts and counts at the right so that their digits align.

export type Cell = string | number | boolean | null | undefined

/** A column: its heading, and what of a row stands under it. */
export type Columns<Row> = Record<string, (row: Row) => Cell>

export function table<Row>(rows: readonly Row[], columns: Columns<Row>): string {
  const headings = Object.keys(columns)
  const cells = rows.map((row) => Object.values(columns).map((cell) => textOf(cell(row))))
  const widths = headings.map((heading, column) =>
    Math.max(width(heading), ...cells.map((row) => width(row[column] as string))),
  )
  const rights = headings.map((_, column) => areAmounts(cells.map((row) => row[column] as string)))
  const line = (row: string[]): string =>
    row
      .map((cell, column) => pad(cell, widths[column] as number, rights[column] as boolean))
      .join('  ')
      .trimEnd()
  return `${[headings, ...cells].map(line).join('\n')}\n`
}

/** One thing: its fields under each other. */
export function fields(of: Record<string, Cell>): string {
  const names = Object.keys(of)
  const widest = Math.max(...names.map(width))
  return names.map((name) => `${pad(name, widest, false)}  ${textOf(of[name])}\n`).join('')
}

const NOTHING = '-'

function textOf(cell: Cell): string {
  if (cell === null || cell === undefined || cell === '') return NOTHING
  if (cell === true) return 'yes'
  if (cell === false) return 'no'
  // A name that a customer chose must not move the cursor or colour the terminal.
  return String(cell).replace(/\p{C}/gu, '?')
}

function areAmounts(cells: string[]): boolean {
  const given = cells.filter((cell) => cell !== NOTHING)
  return given.length > 0 && given.every((cell) => /^-?\d+(\.\d+)?( [A-Za-z]+)?$/.test(cell))
}

function pad(text: string, to: number, right: boolean): string {
  const blanks = ' '.repeat(to - width(text))
  return right ? blanks + text : text + blanks
}

function width(text: string): number {
  return [...text].length
}
