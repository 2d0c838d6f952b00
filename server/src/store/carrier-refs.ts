// Every statement on carrier_refs and parked_receipts: how a carrier's own ids lead back to messages. Not tenant tables:
// a receipt comes without an account.
import { plainArray, textArray } from './arrays.ts'
import type { Statement, Tx } from './database.ts'

export type CarrierRef = {
  carrierId: string
  remoteId: string
  accountId: string
  messageId: string
  segment: number
  segments: number
}

const ADD: Statement = {
  name: 'carrier_refs_add',
  text: `insert into carrier_refs (carrier_id, remote_id, account_id, message_id, segment, segments, created_at)
    select c, r, a, m, s, n, to_timestamp($7 / 1000.0)
    from unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::int[], $6::int[]) as x (c, r, a, m, s, n)
    on conflict do nothing`,
}

export function addRefs(tx: Tx, refs: readonly CarrierRef[], atMs: number): Promise<unknown> {
  if (refs.length === 0) return Promise.resolve()
  return tx.run(ADD, [
    plainArray(refs.map((ref) => ref.carrierId)),
    textArray(refs.map((ref) => ref.remoteId)),
    plainArray(refs.map((ref) => ref.accountId)),
    plainArray(refs.map((ref) => ref.messageId)),
    plainArray(refs.map((ref) => ref.segment)),
    plainArray(refs.map((ref) => ref.segments)),
    atMs,
  ])
}

type RefRow = {
  carrier_id: string
  remote_id: string
  account_id: string
  message_id: string
  segment: number
  segments: number
}
const toRef = (row: RefRow): CarrierRef => ({
  carrierId: row.carrier_id,
  remoteId: row.remote_id,
  accountId: row.account_id,
  messageId: row.message_id,
  segment: row.segment,
  segments: row.segments,
})

// A carrier may count its ids anew after a restart: the newest message of that id is the one meant.
const FIND: Statement = {
  name: 'carrier_refs_find',
  text: `select distinct on (f.carrier_id, f.remote_id) f.carrier_id, f.remote_id, f.account_id, f.message_id, f.segment, f.segments
    from unnest($1::uuid[], $2::text[]) as x (c, r) join carrier_refs f on f.carrier_id = x.c and f.remote_id = x.r
    order by f.carrier_id, f.remote_id, f.created_at desc`,
}

export async function findRefs(
  tx: Tx,
  keys: readonly { carrierId: string; remoteId: string }[],
): Promise<CarrierRef[]> {
  const rows = await tx.run<RefRow>(FIND, [
    plainArray(keys.map((key) => key.carrierId)),
    textArray(keys.map((key) => key.remoteId)),
  ])
  return rows.map(toRef)
}

const OUTCOME: Statement = {
  name: 'carrier_refs_outcome',
  text: `update carrier_refs f set outcome = x.o
    from unnest($1::uuid[], $2::text[], $3::uuid[], $4::int[], $5::text[]) as x (c, r, m, s, o)
    where f.carrier_id = x.c and f.remote_id = x.r and f.message_id = x.m and f.segment = x.s and f.outcome is null`,
}
const OUTCOMES: Statement = {
  name: 'carrier_refs_outcomes',
  text: `select message_id, segment, outcome from carrier_refs
    where segments > 1 and message_id = any ($1::uuid[])`,
}
/** Notes how segments ended, once each, and answers how all segments of those messages stand. */
export async function noteOutcomes(
  tx: Tx,
  rows: readonly { ref: CarrierRef; outcome: string }[],
): Promise<{ message_id: string; segment: number; outcome: string | null }[]> {
  void tx.run(OUTCOME, [
    plainArray(rows.map((row) => row.ref.carrierId)),
    textArray(rows.map((row) => row.ref.remoteId)),
    plainArray(rows.map((row) => row.ref.messageId)),
    plainArray(rows.map((row) => row.ref.segment)),
    textArray(rows.map((row) => row.outcome)),
  ])
  return tx.run(OUTCOMES, [plainArray(rows.map((row) => row.ref.messageId))])
}

type ParkedReceipt = { carrierId: string; remoteId: string; id: string; receipt: unknown; atMs: number }

const PARK: Statement = {
  name: 'receipts_park',
  text: `insert into parked_receipts (carrier_id, remote_id, id, receipt, received_at)
    select c, r, i, d, to_timestamp(at / 1000.0)
    from unnest($1::uuid[], $2::text[], $3::uuid[], $4::jsonb[], $5::float8[]) as x (c, r, i, d, at)`,
}

/** Keeps receipts of messages not known (yet): a receipt may overtake its submit response. */
export function park(tx: Tx, rows: readonly ParkedReceipt[]): Promise<unknown> {
  if (rows.length === 0) return Promise.resolve()
  return tx.run(PARK, [
    plainArray(rows.map((row) => row.carrierId)),
    textArray(rows.map((row) => row.remoteId)),
    plainArray(rows.map((row) => row.id)),
    textArray(rows.map((row) => JSON.stringify(row.receipt))),
    plainArray(rows.map((row) => row.atMs)),
  ])
}

type ParkedRow = { carrier_id: string; remote_id: string; id: string; receipt: unknown; received_at: Date }
const toParked = (row: ParkedRow): ParkedReceipt => ({
  carrierId: row.carrier_id,
  remoteId: row.remote_id,
  id: row.id,
  receipt: row.receipt,
  atMs: row.received_at.getTime(),
})

const UNPARK: Statement = {
  name: 'receipts_unpark',
  text: `delete from parked_receipts p using unnest($1::uuid[], $2::text[]) as x (c, r)
    where p.carrier_id = x.c and p.remote_id = x.r returning p.carrier_id, p.remote_id, p.id, p.receipt, p.received_at`,
}

/** Takes out what had come early for these ids. */
export async function unpark(
  tx: Tx,
  keys: readonly { carrierId: string; remoteId: string }[],
): Promise<ParkedReceipt[]> {
  if (keys.length === 0) return []
  const rows = await tx.run<ParkedRow>(UNPARK, [
    plainArray(keys.map((key) => key.carrierId)),
    textArray(keys.map((key) => key.remoteId)),
  ])
  return rows.map(toParked)
}

const ANY_PARKED: Statement = { name: 'receipts_any_parked', text: 'select from parked_receipts limit 1' }

export async function anyParked(tx: Tx): Promise<boolean> {
  return (await tx.run(ANY_PARKED)).length > 0
}

/** How far a round over a table has come, by its key; null begins anew. Each look of it costs what it shows. */
export type Place = readonly [string, string] | null

const NIL = '00000000-0000-0000-0000-000000000000'
const REFS =
  'select true as known from carrier_refs f where f.carrier_id = p.carrier_id and f.remote_id = p.remote_id limit 1'
const PARKED_PAGE: Statement = {
  name: 'receipts_parked_page',
  text: `select p.carrier_id, p.remote_id, f.known is not null as known
    from (select carrier_id, remote_id from parked_receipts where (carrier_id, remote_id) > ($1::uuid, $2::text)
      order by carrier_id, remote_id limit $3) p left join lateral (${REFS}) f on true
    order by p.carrier_id, p.remote_id`,
}
const PARKED_LATELY: Statement = {
  name: 'receipts_parked_lately',
  text: `select p.carrier_id, p.remote_id
    from (select carrier_id, remote_id from parked_receipts order by received_at desc limit $1) p
      cross join lateral (${REFS}) f`,
}

type Key = { carrierId: string; remoteId: string }
type KeyRow = { carrier_id: string; remote_id: string }
const toKey = ({ carrier_id, remote_id }: KeyRow): Key => ({ carrierId: carrier_id, remoteId: remote_id })

/**
 * Parked ids that have become known since, for two nodes may have written past each other: among the `limit` newest, and
 * among the `limit` behind `from`.
 */
export async function parkedAndKnown(tx: Tx, from: Place, limit: number): Promise<{ keys: Key[]; next: Place }> {
  const [lately, page] = await Promise.all([
    tx.run<KeyRow>(PARKED_LATELY, [limit]),
    tx.run<KeyRow & { known: boolean }>(PARKED_PAGE, [...(from ?? [NIL, '']), limit]),
  ])
  const known = [...lately, ...page.filter((row) => row.known)]
  const keys = new Map(known.map((row) => [`${row.carrier_id} ${row.remote_id}`, toKey(row)]))
  const last = page.length === limit ? page.at(-1) : undefined
  return { keys: [...keys.values()], next: last ? [last.carrier_id, last.remote_id] : null }
}

// A held message was never answered, so its remote id is not known: number, sender and carrier find it, if it is the only
// one. From the held ones, which are few, by key: receipts that belong to nobody may be many. Of those that may be its own
// the earliest could be the fewest others'.
const ADOPT: Statement = {
  name: 'receipts_adopt',
  text: `with held as (
      select account_id, message_id from queue
      where due_at = 'infinity' and (account_id, message_id) > ($1::uuid, $2::uuid) order by account_id, message_id limit $3
    ), adopted as (
      insert into carrier_refs (carrier_id, remote_id, account_id, message_id, segment, segments, created_at)
      select p.carrier_id, p.remote_id, m.account_id, m.id, 1, 1, now()
      from held h
        cross join lateral (select * from messages m where m.account_id = h.account_id and m.id = h.message_id offset 0) m
        cross join lateral (select lower(sender) as sender from requests q where q.account_id = m.account_id and q.id = m.request_id offset 0) q
        cross join lateral (
          select p.carrier_id, p.remote_id, p.received_at from parked_receipts p
          where p.carrier_id = m.carrier_id and p.receipt ->> 'msisdn' = m.msisdn and p.received_at >= m.created_at
            and lower(p.receipt ->> 'source') = q.sender and not exists (${REFS})
          order by p.received_at limit 1
        ) p
      where m.state = 'queued' and m.segments = 1 and not exists (
        select from (select * from messages o where o.msisdn = m.msisdn and o.state = 'queued' and o.segments = 1
            and o.carrier_id = m.carrier_id and o.created_at <= p.received_at and o.id <> m.id offset 0) o
        where exists (select from queue w where w.account_id = o.account_id and w.message_id = o.id and w.due_at = 'infinity')
          and exists (select from requests r where r.account_id = o.account_id and r.id = o.request_id and lower(r.sender) = q.sender)
      )
      on conflict do nothing returning carrier_id, remote_id
    )
    select h.account_id, h.message_id, null as carrier_id, null as remote_id from held h
    union all select null, null, carrier_id, remote_id from adopted
    order by account_id, message_id`,
}

type AdoptRow = { account_id: string; message_id: string; carrier_id: null } | (KeyRow & { account_id: null })

/**
 * Matches parked receipts to messages that are held because their answer was lost, of the `limit` held ones behind `from`.
 * Answers the ids that are known by that.
 */
export async function adoptHeld(tx: Tx, from: Place, limit: number): Promise<{ keys: Key[]; next: Place }> {
  const rows = await tx.run<AdoptRow>(ADOPT, [...(from ?? [NIL, NIL]), limit])
  const held = rows.filter((row) => row.account_id !== null)
  const last = held.length === limit ? held.at(-1) : undefined
  return {
    keys: rows.filter((row) => row.account_id === null).map(toKey),
    next: last ? [last.account_id, last.message_id] : null,
  }
}

const FORGET: Statement = {
  name: 'receipts_forget',
  text: `delete from parked_receipts p using (
      select carrier_id, remote_id, id from parked_receipts where received_at < now() - interval '24 hours'
      order by received_at limit $1
    ) old
    where p.carrier_id = old.carrier_id and p.remote_id = old.remote_id and p.id = old.id returning 1`,
}

/** Drops receipts that stayed unknown for 24 hours, so many at most. Answers how many. */
export async function forgetParked(tx: Tx, limit: number): Promise<number> {
  return (await tx.run(FORGET, [limit])).length
}
