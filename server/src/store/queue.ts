// Every statement on the queue and on the nodes that hold parts of it. The queue has one small row a message that is not
// final; a row with an owner is in that node's memory, one without may be claimed when it is due.
import { plainArray } from './arrays.ts'
import type { Statement, Tx } from './database.ts'

/** What the dispatcher needs of a message. */
export type QueuedRow = {
  account_id: string
  message_id: string
  request_id: string
  route_id: string
  uncertain: number
  source: string
  msisdn: string
  text: string
  segments: number
  state: string
  expires_at: Date
  /** It waited for its time, and the recipient has opted out meanwhile. */
  opted_out: boolean
}

const FREE = 'owner is null and not suspended'
const DUE: Statement = {
  name: 'queue_due',
  text: `select account_id, message_id from queue where ${FREE} and due_at <= now()
    order by due_at limit $1 for update skip locked`,
}
// In the order of their time over all accounts one would read past all that the excepted ones have: so from one account to
// the next by the index, and of each no more than twice its share of what is asked for.
const DUE_OF_OTHERS: Statement = {
  name: 'queue_due_of_others',
  text: `with recursive head as (
      (select account_id, due_at from queue where ${FREE} order by account_id, due_at limit 1)
      union all
      select n.account_id, n.due_at from head h cross join lateral (
        select account_id, due_at from queue where ${FREE} and account_id > h.account_id order by account_id, due_at limit 1
      ) n
    ), others as (
      select account_id from head where due_at <= now() and account_id <> all ($2::uuid[]) order by due_at limit $1
    )
    select q.account_id, q.message_id from others o cross join lateral (
      select account_id, message_id, due_at from queue where ${FREE} and account_id = o.account_id and due_at <= now()
      order by account_id, due_at limit (select ceil(2.0 * $1 / greatest(count(*), 1)) from others) for update skip locked
    ) q
    order by q.due_at limit $1`,
}
// Of a queue that has just grown the planner knows nothing: it would read and sort all that an account has.
const BY_INDEX: Statement = { name: 'queue_by_index', text: 'set local enable_sort = off' }
const CLAIM: Statement = {
  name: 'queue_claim',
  text: `update queue q set owner = $1 from unnest($2::uuid[], $3::uuid[]) as x (a, i)
    where q.account_id = x.a and q.message_id = x.i and q.owner is null returning q.account_id, q.message_id`,
}
const TIME_CAME: Statement = {
  name: 'queue_time_came',
  text: `with came as (
      update queue q set waits_in = null from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as x (a, i, o)
      where q.account_id = x.a and q.message_id = x.i and q.owner = x.o
      returning q.account_id, q.message_id
    )
    update messages m set state = 'queued' from came c
    where m.account_id = c.account_id and m.id = c.message_id and m.state = 'scheduled'`,
}
// By key, a row at a time: an array says how many there are, so the planner reads no table from end to end.
const LOAD: Statement = {
  name: 'queue_load',
  text: `select x.a as account_id, x.i as message_id, q.route_id, q.uncertain, q.expires_at, m.request_id, r.sender as source,
      m.msisdn, coalesce(m.text, r.text) as text, m.segments, m.state, false as opted_out
    from unnest($1::uuid[], $2::uuid[]) as x (a, i)
      cross join lateral (select * from queue q where q.account_id = x.a and q.message_id = x.i offset 0) q
      cross join lateral (select * from messages m where m.account_id = x.a and m.id = x.i offset 0) m
      cross join lateral (select * from requests r where r.account_id = x.a and r.id = m.request_id offset 0) r
    order by x.i`,
}

const OPTED_OUT: Statement = {
  name: 'queue_opted_out',
  text: `select o.account_id, o.msisdn from unnest($1::uuid[], $2::text[]) as x (a, n)
    join opt_outs o on o.account_id = x.a and o.msisdn = x.n`,
}

/**
 * Claims up to `limit` due messages for a node, none of `except` accounts (they have their fair share in memory). One whose
 * recipient has opted out stays scheduled until its end is written: a node that takes it over looks again.
 */
export async function claim(tx: Tx, owner: string, limit: number, except: readonly string[]): Promise<QueuedRow[]> {
  if (except.length > 0) void tx.run(BY_INDEX)
  const due = await (except.length > 0
    ? tx.run<Key>(DUE_OF_OTHERS, [limit, plainArray(except)])
    : tx.run<Key>(DUE, [limit]))
  if (due.length === 0) return []
  const claimed = await tx.run<Key>(CLAIM, [owner, ...keysOf(due)])
  if (claimed.length === 0) return []
  const rows = await tx.run<QueuedRow>(LOAD, keysOf(claimed))
  const scheduled = rows.filter((row) => row.state === 'scheduled')
  if (scheduled.length === 0) return rows
  const accounts = plainArray(scheduled.map((row) => row.account_id))
  const msisdns = plainArray(scheduled.map((row) => row.msisdn))
  const gone = await tx.run<{ account_id: string; msisdn: string }>(OPTED_OUT, [accounts, msisdns])
  const optedOut = new Set(gone.map((row) => `${row.account_id} ${row.msisdn}`))
  for (const row of scheduled) row.opted_out = optedOut.has(`${row.account_id} ${row.msisdn}`)
  const came = scheduled.filter((row) => !row.opted_out)
  void timeCame(
    tx,
    came.map((row) => ({ accountId: row.account_id, messageId: row.message_id, owner })),
  )
  return rows
}

/** What waited for its time, and `owner` has, is queued from here on. */
export async function timeCame(
  tx: Tx,
  rows: readonly { accountId: string; messageId: string; owner: string }[],
): Promise<void> {
  if (rows.length === 0) return
  await tx.run(TIME_CAME, [
    plainArray(rows.map((row) => row.accountId)),
    plainArray(rows.map((row) => row.messageId)),
    plainArray(rows.map((row) => row.owner)),
  ])
}

type Key = { account_id: string; message_id: string }
const keysOf = (rows: readonly Key[]): [string, string] => [
  plainArray(rows.map((row) => row.account_id)),
  plainArray(rows.map((row) => row.message_id)),
]

const RELEASE: Statement = {
  name: 'queue_release',
  text: `with released as (
      update queue q set owner = null, due_at = to_timestamp(r.due / 1000.0), uncertain = r.u
      from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::float8[], $5::int[], $6::uuid[]) as r (a, i, o, due, u, c)
      where q.account_id = r.a and q.message_id = r.i and q.owner = r.o
      returning q.account_id, q.message_id, r.c
    )
    update messages m set carrier_id = x.c from released x
    where m.account_id = x.account_id and m.id = x.message_id and m.state = 'queued' and x.c is not null`,
}

/**
 * Gives messages back that `owner` has, to be claimed when they are due. `dueMs` of null is never: only a receipt, which
 * is looked for at `carrierId`, or the expiry ends it.
 */
export function release(
  tx: Tx,
  rows: readonly {
    accountId: string
    messageId: string
    owner: string
    dueMs: number | null
    uncertain: number
    carrierId: string | null
  }[],
): Promise<unknown> {
  return tx.run(RELEASE, [
    plainArray(rows.map((row) => row.accountId)),
    plainArray(rows.map((row) => row.messageId)),
    plainArray(rows.map((row) => row.owner)),
    plainArray(rows.map((row) => row.dueMs ?? 'Infinity')),
    plainArray(rows.map((row) => row.uncertain)),
    plainArray(rows.map((row) => row.carrierId)),
  ])
}

const MARK: Statement = {
  name: 'queue_mark',
  text: `with marked as (
      update queue q set uncertain = q.uncertain + 1
      from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[]) as r (a, i, o, c)
      where q.account_id = r.a and q.message_id = r.i and q.owner = r.o
      returning q.account_id, q.message_id, r.c
    )
    update messages m set carrier_id = x.c from marked x
    where m.account_id = x.account_id and m.id = x.message_id and m.state = 'queued'
    returning m.id`,
}

/** Before the bytes of a route that holds: from here on the message may be at the carrier. Answers the ids still ours. */
export async function markBeforeSubmit(
  tx: Tx,
  rows: readonly { accountId: string; messageId: string; owner: string; carrierId: string }[],
): Promise<Set<string>> {
  const marked = await tx.run<{ id: string }>(MARK, [
    plainArray(rows.map((row) => row.accountId)),
    plainArray(rows.map((row) => row.messageId)),
    plainArray(rows.map((row) => row.owner)),
    plainArray(rows.map((row) => row.carrierId)),
  ])
  return new Set(marked.map((row) => row.id))
}

const EXPIRED: Statement = {
  name: 'queue_expired',
  text: 'select account_id, message_id from queue where expires_at <= now() order by expires_at limit $1',
}

export function expired(tx: Tx, limit: number): Promise<{ account_id: string; message_id: string }[]> {
  return tx.run(EXPIRED, [limit])
}

const NODE_ADD: Statement = {
  name: 'node_add',
  text: `insert into nodes (id, lease_until, started_at) values ($1, now() + $2 * interval '1 millisecond', now())`,
}
const NODE_RENEW: Statement = {
  name: 'node_renew',
  text: `update nodes set lease_until = now() + $2 * interval '1 millisecond' where id = $1 and lease_until > now() returning id`,
}

export async function addNode(tx: Tx, id: string, leaseMs: number): Promise<void> {
  await tx.run(NODE_ADD, [id, leaseMs])
}

/** False when the lease has lapsed: what this node held may be another's by now. */
export async function renewNode(tx: Tx, id: string, leaseMs: number): Promise<boolean> {
  return (await tx.run(NODE_RENEW, [id, leaseMs])).length === 1
}

// A transaction that a dying node had sent may still commit after its lease: so three looks, the last a minute later.
const NODE_TAKE: Statement = {
  name: 'node_take',
  text: `update nodes set takeovers = takeovers + 1 where id = any (
      select id from nodes where id <> $1 and lease_until
        + (array[interval '0', interval '3 seconds', interval '60 seconds'])[takeovers + 1] <= now()
      limit 10 for update skip locked)
    returning id`,
}
const NODE_FORGET: Statement = { name: 'node_forget', text: 'delete from nodes where takeovers >= 3' }
const RECLAIM: Statement = {
  name: 'queue_reclaim',
  text: `update queue q set owner = null,
      due_at = case when r.uncertain_policy = 'hold' and q.uncertain > 0 then 'infinity' else q.due_at end
    from routes r, messages m
    where q.owner = any ($1::uuid[]) and r.id = q.route_id
      and m.account_id = q.account_id and m.id = q.message_id and m.state in ('queued', 'scheduled')`,
}
const RECLAIM_WEBHOOKS: Statement = {
  name: 'webhook_jobs_reclaim',
  text: 'update webhook_jobs set owner = null where owner = any ($1::uuid[])',
}

/**
 * Takes over what nodes with a lapsed lease held: free to claim again, but for messages of routes that hold which may be
 * at the carrier.
 */
export async function reclaim(tx: Tx, self: string): Promise<number> {
  const dead = await tx.run<{ id: string }>(NODE_TAKE, [self])
  if (dead.length === 0) return 0
  const ids = plainArray(dead.map((row) => row.id))
  await Promise.all([tx.run(RECLAIM, [ids]), tx.run(RECLAIM_WEBHOOKS, [ids]), tx.run(NODE_FORGET)])
  return dead.length
}

const NODE_LEAVE: Statement = {
  name: 'node_leave',
  text: `insert into nodes (id, lease_until, started_at) values ($1, now(), now())
    on conflict (id) do update set lease_until = now(), takeovers = 0`,
}

/**
 * What this node held is free at once. The looks at it begin anew, though others may have taken over already: of a node
 * that was frozen a commit may have come since.
 */
export async function leave(tx: Tx, id: string): Promise<void> {
  await tx.run(NODE_LEAVE, [id])
}

const OTHERS_LEAVE: Statement = {
  name: 'nodes_others_leave',
  text: 'update nodes set lease_until = now() where id <> $1 and lease_until > now()',
}

/** For the one node of an embedded database, which knows that the others are dead. */
export async function leaveOthers(tx: Tx, id: string): Promise<void> {
  await tx.run(OTHERS_LEAVE, [id])
}
