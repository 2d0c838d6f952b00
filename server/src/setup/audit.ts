// The audit log read: its lines, and the proof that none was changed, taken out or cut off.
import { isId } from '../ids.ts'
import { sameDigest } from '../secrets.ts'
import {
  type AuditPlace,
  type AuditRow,
  accountsCalled,
  actorsCalled,
  type Chain,
  type AuditFilter as LineFilter,
  listChains,
  listLines,
  namesOfActors,
  readChain,
} from '../store/audit.ts'
import { GENESIS, lineHash } from './audit-chain.ts'
import type { Setup } from './setup.ts'

export { type AuditPlace, type AuditRow, INSTALLATION } from '../store/audit.ts'

export type AuditFilter = Omit<LineFilter, 'actors'> & {
  /** As the lines have it, or a part of a name or an e-mail. */
  actor?: string | undefined
  /** A part of it; without an account's id. */
  accountName?: string | undefined
}

// A part that more people or accounts have in common finds nobody in particular.
const CALLED_MAX = 1000

/** Newest first, before a place; of one account (or `INSTALLATION`), or of all. */
export function auditLines(
  setup: Setup,
  accountId: string | null,
  before: AuditPlace | null,
  limit: number,
  filter: AuditFilter = {},
): Promise<AuditRow[]> {
  const { actor, accountName, ...rest } = filter
  return setup.database.transaction('all', async (tx) => {
    const actors = actor === undefined ? undefined : [actor, ...(await actorsCalled(tx, actor, CALLED_MAX))]
    const named = accountName === undefined ? null : await accountsCalled(tx, accountName, CALLED_MAX)
    return listLines(tx, accountId === null ? named : [accountId], before, limit, { ...rest, actors })
  })
}

/** What these are called: `user:`, `staff-token:` and `account:` with an id. Others have no name. */
export async function namesOf(setup: Setup, actors: readonly string[]): Promise<Map<string, string>> {
  const ids = actors.map((actor) => actor.slice(actor.indexOf(':') + 1)).filter(isId)
  if (ids.length === 0) return new Map()
  const rows = await setup.database.transaction([], (tx) => namesOfActors(tx, [...new Set(ids)]))
  return new Map(rows.map(({ actor, name }) => [actor, name]))
}

/** `seq`: where the chain stops being whole. */
export type AuditBreak = { accountId: string; seq: bigint; reason: 'missing' | 'changed' | 'cut_off' }
export type AuditProof = { chains: number; lines: bigint; breaks: AuditBreak[] }

/** Reads every line of every chain, or of one account's. Of a broken chain the first break is told. */
export async function verifyAudit(setup: Setup, accountId: string | null): Promise<AuditProof> {
  const chains = await setup.database.transaction('all', (tx) => listChains(tx, accountId))
  const proof: AuditProof = { chains: chains.length, lines: 0n, breaks: [] }
  for (const chain of chains) {
    const { lines, found } = await follow(setup, chain)
    proof.lines += lines
    if (found) proof.breaks.push(found)
  }
  return proof
}

const PAGE = 1000

async function follow(setup: Setup, chain: Chain): Promise<{ lines: bigint; found: AuditBreak | null }> {
  const accountId = chain.account_id
  let seq = 0n
  let hash = GENESIS
  for (;;) {
    const page = await setup.database.transaction([accountId], (tx) => readChain(tx, accountId, seq, PAGE))
    for (const line of page) {
      if (line.seq !== seq + 1n) return { lines: seq, found: { accountId, seq: seq + 1n, reason: 'missing' } }
      const whole = sameDigest(line.prev_hash, hash) && sameDigest(line.hash, lineHash(line))
      if (!whole) return { lines: seq, found: { accountId, seq: line.seq, reason: 'changed' } }
      ;({ seq, hash } = line)
    }
    if (page.length === PAGE) continue
    // The head was read first: lines added since are beyond it.
    const reached = chain.seq !== null && seq >= chain.seq
    return { lines: seq, found: reached ? null : { accountId, seq: seq + 1n, reason: 'cut_off' } }
  }
}
