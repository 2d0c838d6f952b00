// A file of rows for a spreadsheet.
import Papa from 'papaparse'

/** The columns that are named, in their order. What a spreadsheet would take for a formula stays text. */
export function csvOf<Row extends object>(columns: readonly (keyof Row & string)[], rows: readonly Row[]): Blob {
  const text = Papa.unparse(
    { fields: [...columns], data: rows.map((row) => columns.map((column) => row[column])) },
    { escapeFormulae: /^[=@\t\r]|^[+-](?![\d.]+$)/ },
  )
  return new Blob(['\uFEFF', text], { type: 'text/csv;charset=utf-8' })
}
