// Every statement of the console's first page: what waits for somebody, and what was sent since a moment.
import type { MessageState } from '../core/messages.ts'
import { firstIdAt } from '../ids.ts'
import type { Statement, Tx } from './database.ts'

export type Waiting = {
  sender_ids: number
  number_requests: number
  purchases: number
  credits: number
  accounts: number
}

const WAITING: Statement = {
  name: 'overview_waiting',
  text: `select
    (select count(*) from sender_ids where status = 'pending')::integer as sender_ids,
    (select count(*) from number_requests where status = 'pending')::integer as number_requests,
    (select count(*) from purchases where status = 'pending')::integer as purchases,
    (select count(*) from credits where status = 'pending')::integer as credits,
    (select count(*) from accounts where status = 'pending')::integer as accounts`,
}

/** What staff have to decide. */
export async function waitingForStaff(tx: Tx): Promise<Waiting> {
  return (await tx.run<Waiting>(WAITING))[0] as Waiting
}

const TRAFFIC: Statement = {
  name: 'overview_traffic',
  text: `select date_bin('1 hour', m.created_at, $2) as hour, m.state, count(*)::integer as messages, sum(m.segments)::integer as segments
    from accounts a join messages m on m.account_id = a.id and m.id >= $1 group by 1, m.state order by 1`,
}

/** `hour` is when it begins, counted from the moment asked about. */
export type HourOfState = { hour: Date; state: MessageState; messages: number; segments: number }

/** Of all accounts, accepted from that moment on. */
export function trafficSince(tx: Tx, fromMs: number): Promise<HourOfState[]> {
  return tx.run<HourOfState>(TRAFFIC, [firstIdAt(fromMs), new Date(fromMs)])
}
