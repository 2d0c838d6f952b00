// How audit lines hang together: each has the hash of the one before it in its own, so that a line that was changed, taken
// out or put in between shows (S28).
import { createHash } from 'node:crypto'
import { type AuditHead, type AuditRow, addLines } from '../store/audit.ts'
import type { Tx } from '../store/database.ts'

/** Before the first line. */
export const GENESIS: Buffer = Buffer.alloc(32)

/** `detail` holds no secret and no message text. */
export type AuditLine = { action: string; target: string; detail: Record<string, unknown> }

export async function appendLines(
  tx: Tx,
  chain: { accountId: string; head: AuditHead },
  lines: readonly AuditLine[],
  actor: string,
  atMs: number,
): Promise<void> {
  let { seq, hash } = chain.head
  const rows = lines.map((line): AuditRow => {
    seq += 1n
    const row = { account_id: chain.accountId, seq, at: new Date(atMs), actor, ...line, prev_hash: hash }
    hash = lineHash(row)
    return { ...row, hash }
  })
  await addLines(tx, chain.accountId, rows)
}

/** SHA-256 over the hash before and the line as canonical JSON. */
export function lineHash(line: Omit<AuditRow, 'hash'>): Buffer {
  const { account_id, seq, at, actor, action, target, detail } = line
  const text = canonicalJson({ account_id, seq: String(seq), at: at.toISOString(), actor, action, target, detail })
  return createHash('sha256').update(line.prev_hash).update(text).digest()
}

/** Names in order and no blanks, as RFC 8785 has it: PostgreSQL keeps a jsonb's names in an order of its own. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  fields.sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`).join(',')}}`
}
