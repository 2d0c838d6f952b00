// Every statement on the audit log: a chain of lines an account, and one for the installation. The role we sign in as may
// add lines and read them.
import { plainArray, textArray } from './arrays.ts'
import type { Statement, Tx } from './database.ts'

/** The chain of what belongs to no account. */
export const INSTALLATION = '00000000-0000-0000-0000-000000000000'

export type AuditHead = { seq: bigint; hash: Buffer }

export type AuditRow = {
  account_id: string
  seq: bigint
  at: Date
  actor: string
  action: string
  target: string
  detail: Record<string, unknown>
  prev_hash: Buffer
  hash: Buffer
}

const LOCK_HEAD: Statement = {
  name: 'audit_head_lock',
  text: `insert into audit_heads (account_id, seq, hash) values ($1, 0, $2)
    on conflict (account_id) do update set seq = audit_heads.seq returning seq, hash`,
}

/** The end of a chain, which nobody else lengthens before this transaction ends; `genesis` begins a new one. */
export async function lockHead(tx: Tx, accountId: string, genesis: Buffer): Promise<AuditHead> {
  return (await tx.run<AuditHead>(LOCK_HEAD, [accountId, genesis]))[0] as AuditHead
}

const ADD: Statement = {
  name: 'audit_add',
  text: `insert into audit_log (account_id, seq, at, actor, action, target, detail, prev_hash, hash)
    select $1, s, to_timestamp(at / 1000.0), a, c, t, d, p, h
    from unnest($2::bigint[], $3::float8[], $4::text[], $5::text[], $6::text[], $7::jsonb[], $8::bytea[], $9::bytea[])
      as l (s, at, a, c, t, d, p, h)`,
}
const MOVE_HEAD: Statement = {
  name: 'audit_head_move',
  text: 'update audit_heads set seq = $2, hash = $3 where account_id = $1',
}

/** Adds lines of one chain, in order, and moves its end. */
export async function addLines(tx: Tx, accountId: string, lines: readonly AuditRow[]): Promise<void> {
  const last = lines.at(-1)
  if (!last) return
  void tx.run(ADD, [
    accountId,
    plainArray(lines.map((line) => line.seq)),
    plainArray(lines.map((line) => line.at.getTime())),
    textArray(lines.map((line) => line.actor)),
    textArray(lines.map((line) => line.action)),
    textArray(lines.map((line) => line.target)),
    textArray(lines.map((line) => JSON.stringify(line.detail))),
    textArray(lines.map((line) => hex(line.prev_hash))),
    textArray(lines.map((line) => hex(line.hash))),
  ])
  await tx.run(MOVE_HEAD, [accountId, last.seq, last.hash])
}

const hex = (bytes: Buffer): string => `\\x${bytes.toString('hex')}`

const LINE = 'account_id, seq, at, actor, action, target, detail, prev_hash, hash'
const CHAIN: Statement = {
  name: 'audit_chain',
  text: `select ${LINE} from audit_log where account_id = $1 and seq > $2 order by seq limit $3`,
}

/** A chain from its beginning on, after line `afterSeq`. */
export function readChain(tx: Tx, accountId: string, afterSeq: bigint, limit: number): Promise<AuditRow[]> {
  return tx.run<AuditRow>(CHAIN, [accountId, afterSeq, limit])
}

const CHAINS: Statement = {
  name: 'audit_chains',
  // A chain whose head was taken away is one too.
  text: `select c.account_id, h.seq, h.hash
    from (select account_id from audit_heads union select distinct account_id from audit_log) c
      left join audit_heads h on h.account_id = c.account_id
    where $1::uuid is null or c.account_id = $1 order by c.account_id`,
}

export type Chain = { account_id: string; seq: bigint | null; hash: Buffer | null }

/** Every chain with its end, or one account's. */
export function listChains(tx: Tx, accountId: string | null): Promise<Chain[]> {
  return tx.run<Chain>(CHAINS, [accountId])
}

const LIST: Statement = {
  name: 'audit_list',
  text: `select ${LINE} from audit_log
    where ($1::uuid[] is null or account_id = any ($1))
      and ($2::float8 is null or (at, account_id, seq) < (to_timestamp($2 / 1000.0), $3::uuid, $4::bigint))
      and ($6::text is null or starts_with(action, $6)) and ($7::text[] is null or actor = any ($7)) and ($8::text is null or target = $8)
      and ($9::timestamptz is null or at >= $9) and ($10::timestamptz is null or at < $10)
    order by at desc, account_id desc, seq desc limit $5`,
}

export type AuditFilter = {
  /** Its beginning: `credit` is every credit. */
  action?: string | undefined
  /** Any of them. */
  actors?: readonly string[] | undefined
  target?: string | undefined
  fromMs?: number | undefined
  toMs?: number | undefined
}

export type AuditPlace = { atMs: number; accountId: string; seq: bigint }

/** Newest first, before a place; of these accounts, or of all. */
export function listLines(
  tx: Tx,
  accountIds: readonly string[] | null,
  before: AuditPlace | null,
  limit: number,
  filter: AuditFilter,
): Promise<AuditRow[]> {
  return tx.run<AuditRow>(LIST, [
    accountIds,
    before?.atMs ?? null,
    before?.accountId ?? null,
    before?.seq ?? null,
    limit,
    filter.action ?? null,
    filter.actors ?? null,
    filter.target ?? null,
    filter.fromMs === undefined ? null : new Date(filter.fromMs),
    filter.toMs === undefined ? null : new Date(filter.toMs),
  ])
}

const NAMES: Statement = {
  name: 'audit_names',
  text: `select 'user:' || id as actor, name from users where id = any ($1::uuid[])
    union all select 'staff-token:' || id, name from staff_tokens where id = any ($1::uuid[])
    union all select 'account:' || id, name from accounts where id = any ($1::uuid[])`,
}

/** Of people, tokens of staff and accounts, by the id that each ends with. */
export function namesOfActors(tx: Tx, ids: readonly string[]): Promise<{ actor: string; name: string }[]> {
  return tx.run<{ actor: string; name: string }>(NAMES, [ids])
}

const ACTORS_CALLED: Statement = {
  name: 'audit_actors_called',
  text: `select 'user:' || id as actor from users where position(lower($1) in lower(name)) > 0 or position(lower($1) in email) > 0
    union all select 'staff-token:' || id from staff_tokens where position(lower($1) in lower(name)) > 0
    limit $2`,
}

/** People and tokens of staff, by a part of what they are called or of an e-mail, in any case. */
export async function actorsCalled(tx: Tx, part: string, limit: number): Promise<string[]> {
  return (await tx.run<{ actor: string }>(ACTORS_CALLED, [part, limit])).map(({ actor }) => actor)
}

const ACCOUNTS_CALLED: Statement = {
  name: 'audit_accounts_called',
  text: 'select id from accounts where position(lower($1) in lower(name)) > 0 limit $2',
}

/** By a part of the name, in any case. */
export async function accountsCalled(tx: Tx, part: string, limit: number): Promise<string[]> {
  return (await tx.run<{ id: string }>(ACCOUNTS_CALLED, [part, limit])).map(({ id }) => id)
}
