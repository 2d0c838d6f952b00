// Tokens of staff, for the command line and for programs of the operator. The first one is made at the first start and lies
// in the data folder, so that whoever may read that folder is the operator.
import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { refuse } from '../core/errors.ts'
import { isId, newId } from '../ids.ts'
import { newToken, secretHash } from '../secrets.ts'
import {
  addStaffToken,
  listStaffTokenRows,
  revokeStaffToken as revokeRow,
  type StaffRole,
  type StaffTokenRow,
  staffTokenOfHash,
} from '../store/users.ts'
import { line } from './fields.ts'
import { OPERATOR, personBehind } from './persons.ts'
import { type Actor, changeInstallation, type Outcome, type Setup } from './setup.ts'

export type { StaffRole, StaffTokenRow } from '../store/users.ts'

/** Who of the staff calls. */
export type Staff = { id: string; name: string; role: StaffRole; actor: Actor }

const PREFIX = 'nj_staff_'

/** Null for a token that is unknown or revoked. Asked of the database each time: staff are few. */
export async function staffOfHash(setup: Setup, hash: Buffer): Promise<Staff | null> {
  const row = await setup.database.transaction([], (tx) => staffTokenOfHash(tx, hash))
  return row && { ...row, actor: `staff-token:${row.id}` }
}

/** The token is shown this once. */
export function createStaffToken(
  setup: Setup,
  actor: Actor,
  input: { name: string; role: StaffRole },
): Outcome<{ row: StaffTokenRow; token: string }> {
  return changeInstallation(setup, actor, async ({ tx, nowMs, audit }) => {
    const token = newToken(PREFIX)
    const name = line(input.name, 'name', 100)
    const created_by = await personBehind(tx, actor)
    const row = { id: newId(nowMs), name, role: input.role, created_by, created_at: new Date(nowMs) }
    const added = (await addStaffToken(tx, row, secretHash(token))) as StaffTokenRow
    audit('staff_token.created', row.id, { name, role: input.role })
    return { row: added, token }
  })
}

export function revokeStaffToken(setup: Setup, actor: Actor, tokenId: string): Outcome<StaffTokenRow> {
  return changeInstallation(setup, actor, async ({ tx, nowMs, audit }) => {
    const row = isId(tokenId) ? await revokeRow(tx, tokenId, nowMs) : null
    if (!row) refuse({ code: 'not_found' })
    audit('staff_token.revoked', tokenId, { name: row.name })
    return row
  })
}

export function listStaffTokens(setup: Setup, beforeId: string | null, limit: number): Promise<StaffTokenRow[]> {
  return setup.database.transaction([], (tx) => listStaffTokenRows(tx, beforeId, limit))
}

/** The operator's token: read from the file, or made there (mode 0600); the database is brought to know it. */
export async function ensureOperatorToken(setup: Setup, path: string): Promise<string> {
  const token = readToken(path) ?? createToken(path)
  await changeInstallation(setup, 'installation', async ({ tx, nowMs, audit }) => {
    const made = { created_by: OPERATOR, created_at: new Date(nowMs) }
    const row = { id: newId(nowMs), name: 'operator', role: 'admin', ...made } as const
    const added = await addStaffToken(tx, row, secretHash(token))
    if (added) audit('staff_token.created', row.id, { name: row.name, role: row.role })
  })
  return token
}

function readToken(path: string): string | null {
  try {
    const token = readFileSync(path, 'utf8').trim()
    if (!token.startsWith(PREFIX)) throw new Error(`${path} holds no operator's token; remove it to get a new one`)
    return token
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

// Written whole under another name, then linked: of two processes that start at once, both use the token of the first.
function createToken(path: string): string {
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, `${newToken(PREFIX)}\n`, { mode: 0o600, flag: 'wx', flush: true })
  try {
    linkSync(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
  return readToken(path) as string
}
