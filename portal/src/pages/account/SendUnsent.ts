// Whom a send that ended early has not reached: as the form can have them again, and as a file.
import { save } from '../../api/download.ts'
import type { Audience } from './SendAudience.ts'
import type { SheetFile } from './SendFile.ts'
import type { Recipient } from './SendOrder.ts'

const FILE = 'unsent.csv'

/** Numbers stay numbers; who came out of a file or a group is in a file now, with what the text has of each. */
export function audienceOf(before: Audience, unsent: readonly Recipient[]): Audience {
  if (before.by === 'numbers') return { ...before, pasted: unsent.map(({ to }) => to).join('\n') }
  const sheet = sheetOf(unsent)
  const nameAt = sheet.columns.findIndex(({ variable }) => variable === 'RECEIVERNAME')
  return { ...before, by: 'file', sheet, numberAt: 0, nameAt: nameAt === -1 ? null : nameAt }
}

export async function saveUnsent(unsent: readonly Recipient[]): Promise<void> {
  const { default: papa } = await import('papaparse')
  const { columns, rows } = sheetOf(unsent)
  const text = papa.unparse([columns.map(({ header }) => header), ...rows], { escapeFormulae: FORMULA })
  save(FILE, new Blob([`\uFEFF${text}`], { type: 'text/csv' }))
}

// What a spreadsheet would reckon with; a number with its plus is none.
const FORMULA = /^[=@\t\r]|^[+-](?!\d+$)/

function sheetOf(unsent: readonly Recipient[]): SheetFile {
  const names = [...new Set(unsent.flatMap(({ variables }) => Object.keys(variables)))].filter((name) => name !== 'to')
  return {
    name: FILE,
    columns: ['to', ...names].map((name) => ({ header: name, variable: name })),
    rows: unsent.map(({ to, variables }) => [to, ...names.map((name) => variables[name] ?? '')]),
  }
}
