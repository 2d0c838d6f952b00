// The invariants of the book and of messages (I1–I8 of what exists), proved by SQL on a running system: each answers the
// rows that break it. One repeatable-read look, so that work under way disturbs nothing.
import { NEVER_TAKEN } from '../core/ledger.ts'
import type { Database } from '../store/database.ts'

export type Breach = { invariant: string; says: string; rows: Record<string, unknown>[] }
export type Verdict = { holds: boolean; checked: { invariant: string; says: string }[]; breaches: Breach[] }

const ROWS_MAX = '20'

const CHECKS: { invariant: string; says: string; text: string }[] = [
  {
    invariant: 'I1',
    says: 'a message that is not final is on the queue, and none other is; none is past its validity by an hour',
    text: `select coalesce(m.account_id, q.account_id) as account_id, coalesce(m.id, q.message_id) as message_id, m.state, q.expires_at
      from (select * from messages where state not in ('delivered', 'failed', 'cancelled')) m
        full join queue q on q.account_id = m.account_id and q.message_id = m.id
      where m.id is null or q.message_id is null or q.expires_at < now() - interval '1 hour'`,
  },
  {
    invariant: 'I2',
    says: 'a request has the messages it was accepted with, and every message has its request',
    text: `select coalesce(r.account_id, m.account_id) as account_id, coalesce(r.id, m.request_id) as request_id, r.message_count, m.n
      from requests r full join (select account_id, request_id, count(*) as n from messages group by 1, 2) m
        on m.account_id = r.account_id and m.request_id = r.id
      where r.id is null or m.n is distinct from r.message_count`,
  },
  {
    invariant: 'I3',
    says: 'a wallet is the sum of its movements: available + held = balance, held = held, none negative',
    text: `with books as (
        select account_id,
          sum(case when credit = 'available' then amount when debit = 'available' then -amount else 0 end) as available,
          sum(case when credit = 'held' then amount when debit = 'held' then -amount else 0 end) as held
        from transfers group by account_id)
      select w.account_id, w.balance, w.held, b.available as book_available, b.held as book_held
      from wallets w full join books b on b.account_id = w.account_id
      where w.account_id is null or w.held is distinct from coalesce(b.held, 0)
        or w.balance is distinct from coalesce(b.available + b.held, 0) or w.held < 0 or w.balance < w.held`,
  },
  {
    invariant: 'I4',
    says: 'what a request holds is the sum of its messages, once',
    text: `select r.account_id, r.id as request_id, m.amount, t.amount as held
      from requests r
        join (select account_id, request_id, sum(amount) as amount from messages group by 1, 2) m on m.account_id = r.account_id and m.request_id = r.id
        left join (select account_id, subject_id, sum(case kind when 'hold' then amount else -amount end) as amount from transfers
          where step = 'hold' or step like 'change %' group by 1, 2) t on t.account_id = r.account_id and t.subject_id = r.id
      where coalesce(t.amount, 0) <> m.amount`,
  },
  {
    invariant: 'I5',
    says: 'a final message is settled once: captured when delivered, released when the refund policy says so, else captured',
    text: `select m.account_id, m.id as message_id, m.state, m.reason, m.amount, t.kind, t.amount as settled
      from messages m join requests r on r.account_id = m.account_id and r.id = m.request_id
        left join transfers t on t.account_id = m.account_id and t.subject_id = m.id and t.step = 'settle'
      where case
        when m.state not in ('delivered', 'failed', 'cancelled') or m.amount = 0 then t.id is not null
        else t.id is null or t.amount <> m.amount or t.kind <> case
          when m.state = 'delivered' then 'capture'
          when m.state = 'failed' and r.refund_policy = 'on_rejection' and m.reason <> all ('{${NEVER_TAKEN}}'::text[]) then 'capture'
          else 'release' end
        end`,
  },
  {
    invariant: 'I6',
    says: 'what is held in all is what messages that are not final are worth',
    text: `select w.account_id, w.held, coalesce(m.amount, 0) as open
      from wallets w left join (select account_id, sum(amount) as amount from messages
        where state not in ('delivered', 'failed', 'cancelled') group by 1) m on m.account_id = w.account_id
      where w.held <> coalesce(m.amount, 0)`,
  },
  {
    invariant: 'I7',
    says: 'a message that a carrier took names the carrier; one cancelled before that names none',
    text: `select account_id, id as message_id, state, reason from messages
      where (state in ('sent', 'delivered') and (carrier_id is null or sent_at is null)) or (state = 'cancelled' and sent_at is not null)`,
  },
  {
    invariant: 'I8',
    says: 'a message ends once: one final state in its story, which is its state',
    text: `select m.account_id, m.id as message_id, m.state, e.ends
      from messages m left join (
        select account_id, message_id, array_agg(kind) as ends from message_events where kind in ('delivered', 'failed', 'cancelled') group by 1, 2
      ) e on e.account_id = m.account_id and e.message_id = m.id
      where (m.state in ('delivered', 'failed', 'cancelled')) <> (e.ends is not null)
        or (e.ends is not null and e.ends <> array[m.state])`,
  },
]

/** Proves every invariant and names the rows that break one, at most 20 each. */
export function verify(database: Database): Promise<Verdict> {
  return database.snapshot('all', async (tx) => {
    const breaches: Breach[] = []
    for (const { invariant, says, text } of CHECKS) {
      const rows = await tx.run({ name: `verify_${invariant}`, text: `${text} limit ${ROWS_MAX}` })
      if (rows.length > 0) breaches.push({ invariant, says, rows })
    }
    const checked = CHECKS.map(({ invariant, says }) => ({ invariant, says }))
    return { holds: breaches.length === 0, checked, breaches }
  })
}
