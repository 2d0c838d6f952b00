// The rows of a CSV file that somebody gives, or why there are none: a spreadsheet's own format is no text.

export type Refusal = 'tooLarge' | 'unreadable'

const BYTES_MAX = 50_000_000

/** Cells without blanks around them, rows without any cell left out. */
export async function readRows(file: File): Promise<string[][] | Refusal> {
  if (file.size > BYTES_MAX) return 'tooLarge'
  try {
    const { default: papa } = await import('papaparse')
    const text = await file.text()
    if (text.includes('\0')) return 'unreadable'
    const { data } = papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: 'greedy' })
    return data.map((row) => row.map(plain))
  } catch {
    return 'unreadable' // moved or changed since it was chosen
  }
}

/** A download of ours has `'` before what would start a formula. */
const plain = (cell: string): string => cell.trim().replace(/^'(?=[=+\-@\t\r\n])/, '')
