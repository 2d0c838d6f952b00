// Every statement on traffic by day: rows of days that are closed, and the same counted from the messages of days that are
// not. A day is one of UTC.
import { NEVER_TAKEN } from '../core/ledger.ts'
import { firstIdAt } from '../ids.ts'
import { plainArray, textArray } from './arrays.ts'
import type { Statement, Tx } from './database.ts'

export const DAY_MS = 86_400_000
const NO_CARRIER = '00000000-0000-0000-0000-000000000000'

// An account's day is a range of the key: read a range at a time, however many accounts there are. A message costs what its
// route did when it was accepted; one that a carrier took costs, and one that its wallet paid earns (core/ledger.ts).
const OPEN = `open as (
    select a.id as account_id, d.day, d.first_id, d.last_id
    from accounts a left join traffic_closed c on c.account_id = a.id
      cross join unnest($1::date[], $2::uuid[], $3::uuid[]) as d (day, first_id, last_id)
    where ($4::uuid is null or a.id = $4) and (c.account_id is null or d.day > c.through or d.day = any (c.open_days))
  ), costs as (
    select route_id, cost, currency,
      case when lag(effective_at) over w is null then '-infinity' else effective_at end as from_at,
      coalesce(lead(effective_at) over w, 'infinity') as to_at
    from route_costs window w as (partition by route_id order by effective_at)
  ), live as (
    select o.account_id, o.day, t.* from open o cross join lateral (
      select m.route_id, coalesce(m.carrier_id, '${NO_CARRIER}') as carrier_id, coalesce(k.currency, 'USD') as cost_currency,
        count(*)::integer as messages, sum(m.segments) as segments,
        count(*) filter (where m.state = 'delivered')::integer as delivered,
        count(*) filter (where m.state = 'failed')::integer as failed,
        count(*) filter (where m.state = 'cancelled')::integer as cancelled,
        coalesce(sum(m.amount) filter (where m.state = 'delivered'
          or (m.state = 'failed' and m.reason <> all ('{${NEVER_TAKEN}}'::text[])
            and (select r.refund_policy from requests r where r.account_id = m.account_id and r.id = m.request_id) = 'on_rejection')
        ), 0)::bigint as price,
        coalesce(sum(m.segments * k.cost) filter (where m.sent_at is not null), 0)::bigint as cost,
        bool_and(m.done_at is not null) as is_closed
      from messages m left join costs k on k.route_id = m.route_id and m.created_at >= k.from_at and m.created_at < k.to_at
      where m.account_id = o.account_id and m.id >= o.first_id and m.id < o.last_id
      group by m.route_id, m.carrier_id, k.currency
    ) t
  )`

type DayRow = {
  day: string
  route_id: string
  carrier_id: string
  cost_currency: string
  messages: number
  segments: bigint
  delivered: number
  failed: number
  cancelled: number
  price: bigint
  cost: bigint
  is_closed: boolean
}

const OPEN_DAYS: Statement = {
  name: 'traffic_open_days',
  text: `with ${OPEN} select day::text, route_id, carrier_id, cost_currency, messages, segments, delivered, failed, cancelled, price, cost,
      is_closed from live`,
}

/** What those of these days hold that are not closed in one account. */
export function openDays(tx: Tx, accountId: string, days: readonly number[]): Promise<DayRow[]> {
  return tx.run<DayRow>(OPEN_DAYS, [...rangesOf(days), accountId])
}

export type Grouping = 'day' | 'account' | 'route' | 'carrier'
export type ReportFilter = { accountId: string | null; routeId: string | null; carrierId: string | null }

/** In the currencies that it came in: the wallet's (with what its plan sells a unit for), and the route's. */
export type ReportRow = {
  key: string
  currency: string
  unit_price: bigint
  unit_currency: string
  cost_currency: string
  messages: bigint
  segments: bigint
  delivered: bigint
  failed: bigint
  cancelled: bigint
  price: bigint
  cost: bigint
}

const REPORT: Statement = {
  name: 'traffic_report',
  text: `with ${OPEN}, counted as (
      select account_id, day, route_id, carrier_id, cost_currency, messages, segments, delivered, failed, cancelled, price, cost
      from traffic_days where day = any ($1) and ($4::uuid is null or account_id = $4)
      union all
      select account_id, day, route_id, carrier_id, cost_currency, messages, segments, delivered, failed, cancelled, price, cost from live
    )
    select case $5 when 'day' then r.day::text when 'account' then r.account_id::text when 'route' then r.route_id::text
        else r.carrier_id::text end as key,
      w.currency, p.unit_price, p.unit_currency, r.cost_currency,
      sum(r.messages)::bigint as messages, sum(r.segments)::bigint as segments, sum(r.delivered)::bigint as delivered,
      sum(r.failed)::bigint as failed, sum(r.cancelled)::bigint as cancelled, sum(r.price)::bigint as price, sum(r.cost)::bigint as cost
    from counted r join accounts a on a.id = r.account_id join wallets w on w.account_id = a.id join rate_plans p on p.id = a.rate_plan_id
    where ($6::uuid is null or r.route_id = $6) and ($7::uuid is null or r.carrier_id = $7)
    group by 1, 2, 3, 4, 5`,
}

/** `days` are their first milliseconds. */
export function trafficReport(
  tx: Tx,
  days: readonly number[],
  grouping: Grouping,
  { accountId, routeId, carrierId }: ReportFilter,
): Promise<ReportRow[]> {
  return tx.run<ReportRow>(REPORT, [...rangesOf(days), accountId, grouping, routeId, carrierId])
}

const NAMES: Record<Exclude<Grouping, 'day'>, Statement> = {
  account: { name: 'report_accounts', text: 'select id, name from accounts where id = any ($1::uuid[])' },
  route: { name: 'report_routes', text: 'select id, code as name from routes where id = any ($1::uuid[])' },
  carrier: { name: 'report_carriers', text: 'select id, name from carriers where id = any ($1::uuid[])' },
}

export async function namesOfGroups(
  tx: Tx,
  grouping: Exclude<Grouping, 'day'>,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx.run<{ id: string; name: string }>(NAMES[grouping], [ids])
  return new Map(rows.map(({ id, name }) => [id, name]))
}

const TO_CLOSE: Statement = {
  name: 'traffic_to_close',
  text: `select a.id from accounts a left join traffic_closed c on c.account_id = a.id
    where c.account_id is null or c.through < $1::date or c.open_days <> '{}'`,
}

/** Accounts with a day before or on this one that is not closed. */
export async function accountsToClose(tx: Tx, lastDay: number): Promise<string[]> {
  return (await tx.run<{ id: string }>(TO_CLOSE, [dayText(lastDay)])).map(({ id }) => id)
}

const FIRST: Statement = {
  name: 'traffic_first_message',
  text: 'select id from messages where account_id = $1 order by id limit 1',
}

export async function firstMessageId(tx: Tx, accountId: string): Promise<string | null> {
  return (await tx.run<{ id: string }>(FIRST, [accountId]))[0]?.id ?? null
}

const READ_CLOSED: Statement = {
  name: 'traffic_closed_read',
  text: 'select through::text, open_days::text[] from traffic_closed where account_id = $1 for update',
}

/** How far an account is closed, and nobody else closes it before this transaction ends; null where it was never begun. */
export async function readClosed(tx: Tx, accountId: string): Promise<{ through: number; openDays: number[] } | null> {
  const row = (await tx.run<{ through: string; open_days: string[] }>(READ_CLOSED, [accountId]))[0]
  return row ? { through: Date.parse(row.through), openDays: row.open_days.map((day) => Date.parse(day)) } : null
}

const WRITE_CLOSED: Statement = {
  name: 'traffic_closed_write',
  text: `insert into traffic_closed (account_id, through, open_days) values ($1, $2, $3)
    on conflict (account_id) do update set through = excluded.through, open_days = excluded.open_days`,
}

export async function writeClosed(
  tx: Tx,
  accountId: string,
  { through, openDays }: { through: number; openDays: readonly number[] },
): Promise<void> {
  await tx.run(WRITE_CLOSED, [accountId, dayText(through), openDays.map(dayText)])
}

const ADD: Statement = {
  name: 'traffic_days_add',
  text: `insert into traffic_days (account_id, day, route_id, carrier_id, cost_currency, messages, segments, delivered, failed, cancelled,
      price, cost)
    select $1, d, r, k, u, m, s, l, f, c, p, o
    from unnest($2::date[], $3::uuid[], $4::uuid[], $5::text[], $6::integer[], $7::bigint[], $8::integer[], $9::integer[], $10::integer[],
      $11::bigint[], $12::bigint[]) as x (d, r, k, u, m, s, l, f, c, p, o)
    on conflict do nothing`,
}

export async function addDays(tx: Tx, accountId: string, rows: readonly DayRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx.run(ADD, [
    accountId,
    plainArray(rows.map((row) => row.day)),
    plainArray(rows.map((row) => row.route_id)),
    plainArray(rows.map((row) => row.carrier_id)),
    textArray(rows.map((row) => row.cost_currency)),
    plainArray(rows.map((row) => row.messages)),
    plainArray(rows.map((row) => row.segments)),
    plainArray(rows.map((row) => row.delivered)),
    plainArray(rows.map((row) => row.failed)),
    plainArray(rows.map((row) => row.cancelled)),
    plainArray(rows.map((row) => row.price)),
    plainArray(rows.map((row) => row.cost)),
  ])
}

const REOPEN: Statement = {
  name: 'traffic_reopen',
  text: 'with gone as (delete from traffic_days where account_id = $1) delete from traffic_closed where account_id = $1',
}

/** Messages of the past were added to an account: its days are counted anew. */
export async function reopenDays(tx: Tx, accountId: string): Promise<void> {
  await tx.run(REOPEN, [accountId])
}

export const dayText = (day: number): string => new Date(day).toISOString().slice(0, 10)

function rangesOf(days: readonly number[]): [string[], string[], string[]] {
  return [days.map(dayText), days.map(firstIdAt), days.map((day) => firstIdAt(day + DAY_MS))]
}
