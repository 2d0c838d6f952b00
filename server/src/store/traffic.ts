// How many messages of an account there are, by state: counted over a range of the key, which follows time.
import type { MessageState } from '../core/messages.ts'
import { firstIdAt } from '../ids.ts'
import type { Statement, Tx } from './database.ts'

type StateCount = { state: MessageState; messages: number }

const COUNTS: Statement = {
  name: 'messages_by_state',
  text: `select state, count(*)::integer as messages from messages
    where account_id = $1 and id >= $2 and id < $3 group by state`,
}

/** Of the messages accepted from `fromMs` on and before `toMs`. */
export function countByState(tx: Tx, accountId: string, fromMs: number, toMs: number): Promise<StateCount[]> {
  return tx.run<StateCount>(COUNTS, [accountId, firstIdAt(fromMs), firstIdAt(toMs)])
}

type DayCount = { day: string; route_id: string; state: MessageState; messages: number; segments: number }

const DAYS: Statement = {
  name: 'messages_by_day',
  text: `select day::text, route_id, state, messages, segments from (
      select (created_at at time zone $4)::date as day, route_id, state, count(*)::integer as messages, sum(segments)::integer as segments
      from messages where account_id = $1 and id >= $2 and id < $3 group by 1, 2, 3
    ) counted`,
}

/** The same by day of the time zone (an IANA name that is known) and route. */
export function countByDay(tx: Tx, accountId: string, fromMs: number, toMs: number, zone: string): Promise<DayCount[]> {
  return tx.run<DayCount>(DAYS, [accountId, firstIdAt(fromMs), firstIdAt(toMs), zone])
}
