// Pages of a list. A cursor is opaque to callers: it names the last row they have seen.
import { refuse } from '../../core/errors.ts'
import { isId } from '../../ids.ts'

export const LIMIT_DEFAULT = 50

/** The id of the last row seen, or null for the first page. */
export function lastSeen(cursor: string | undefined): string | null {
  if (cursor === undefined) return null
  const id = Buffer.from(cursor, 'base64url').toString('latin1')
  if (!isId(id))
    refuse({ code: 'field_invalid', field: 'cursor', message: 'cursor must be the "next" of the page before.' })
  return id
}

/**
 * The page out of `limit + 1` rows asked for: one more than shown says that there is a next one. `lookedTo`: fewer came, for
 * nothing older than that was looked at.
 */
export function page<R extends { id: string }, T>(
  rows: readonly R[],
  limit: number,
  show: (row: R) => T,
  lookedTo: string | null = null,
): { data: T[]; next: string | null } {
  const shown = rows.slice(0, limit)
  const lastId = rows.length > limit ? shown.at(-1)?.id : lookedTo
  return { data: shown.map(show), next: lastId ? Buffer.from(lastId, 'latin1').toString('base64url') : null }
}
