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

export type ParkedReceipt = { carrierId: string; remoteId: string; id: string; receipt: unknown; atMs: number }

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

const PARKED_KNOWN: Statement = {
  name: 'receipts_parked_known',
  text: `select distinct p.carrier_id, p.remote_id from parked_receipts p
    where exists (select from carrier_refs f where f.carrier_id = p.carrier_id and f.remote_id = p.remote_id) limit $1`,
}

/** Parked ids that have become known since: two nodes may have written past each other. */
export async function parkedAndKnown(tx: Tx, limit: number): Promise<{ carrierId: string; remoteId: string }[]> {
  const rows = await tx.run<{ carrier_id: string; remote_id: string }>(PARKED_KNOWN, [limit])
  return rows.map((row) => ({ carrierId: row.carrier_id, remoteId: row.remote_id }))
}

// A held message was never answered, so its remote id is not known: number, sender and carrier find it, if it is the only one.
const ADOPT: Statement = {
  name: 'receipts_adopt',
  text: `with candidates as (
      select p.carrier_id, p.remote_id, m.account_id, m.id as message_id, m.segments, count(*) over (partition by p.carrier_id, p.remote_id) as n
      from parked_receipts p
        join messages m on m.carrier_id = p.carrier_id and m.msisdn = p.receipt ->> 'msisdn' and m.state = 'queued'
        join queue w on w.account_id = m.account_id and w.message_id = m.id and w.due_at = 'infinity'
        join requests q on q.account_id = m.account_id and q.id = m.request_id and lower(q.sender) = lower(p.receipt ->> 'source')
      where m.segments = 1 and p.received_at >= m.created_at
    )
    insert into carrier_refs (carrier_id, remote_id, account_id, message_id, segment, segments, created_at)
    select distinct on (message_id) carrier_id, remote_id, account_id, message_id, 1, 1, now() from candidates where n = 1
    on conflict do nothing returning remote_id`,
}

/** Matches parked receipts to messages that are held because their answer was lost. Answers how many it found. */
export async function adoptHeld(tx: Tx): Promise<number> {
  return (await tx.run(ADOPT)).length
}

const FORGET: Statement = {
  name: 'receipts_forget',
  text: `with old as (delete from parked_receipts where received_at < now() - interval '24 hours' returning 1)
    select count(*) as forgotten from old`,
}

/** Drops receipts that stayed unknown for 24 hours. */
export async function forgetParked(tx: Tx): Promise<number> {
  const row = (await tx.run<{ forgotten: bigint }>(FORGET))[0]
  return Number(row?.forgotten ?? 0n)
}
