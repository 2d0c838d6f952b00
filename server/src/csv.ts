// CSV as RFC 4180 has it, and safe to open in a spreadsheet: what a person typed never starts a formula there.

/** In front of a file, so that a spreadsheet reads it as UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF'

/** One record with its line end. Null is an empty cell. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

// What a spreadsheet takes for the start of a formula (OWASP, "CSV Injection").
const FORMULA = /^[=+\-@\t\r\n]/
// Of those the harmless ones: an amount below zero, and a phone number. They stay as they are, for a program reads them.
const FIGURE = /^(-\d+(\.\d+)?|\+\d+)$/
const QUOTED = /[",\r\n\t]|^\+|^\s|\s$/

function cell(value: string | number | null): string {
  if (value === null) return ''
  const text = String(value)
  const safe = FORMULA.test(text) && !FIGURE.test(text) ? `'${text}` : text
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
