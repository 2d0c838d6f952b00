// Brings the rows of a file in, batch after batch, and says how far it is.
import type { ImportAnswer, ImportRow } from '../../api/contacts.ts'
import type { Role } from './ContactsImportFile.ts'
import { batches } from './ContactsImportFile.ts'

export interface Progress {
  done: number
  added: number
  changed: number
  unchanged: number
  /** By their place among the rows, from 0. */
  refused: readonly { at: number; field: 'number' | 'name' | 'fields' }[]
}

export const NOT_BEGUN: Progress = { done: 0, added: 0, changed: 0, unchanged: 0, refused: [] }

/** Ends early when `stopped` says so; what was brought in stays. An error of `send` ends it too. */
export async function runImport(parts: {
  rows: readonly string[][]
  roles: readonly Role[]
  send(rows: ImportRow[]): Promise<ImportAnswer>
  onProgress(progress: Progress): void
  stopped(): boolean
  /** Where an earlier run ended. */
  from: Progress
}): Promise<Progress> {
  const { rows, roles, send, onProgress, stopped, from } = parts
  let progress = from
  for (const batch of batches(rows.slice(from.done), roles)) {
    if (stopped()) break
    progress = after(progress, batch.length, await send(batch))
    onProgress(progress)
  }
  return progress
}

function after(before: Progress, count: number, answer: ImportAnswer): Progress {
  const refused = answer.rows.flatMap(({ result, field }, at) =>
    result === 'refused' ? [{ at: before.done + at, field: field ?? 'number' }] : [],
  )
  return {
    done: before.done + count,
    added: before.added + answer.added,
    changed: before.changed + answer.changed,
    unchanged: before.unchanged + answer.unchanged,
    refused: [...before.refused, ...refused],
  }
}
