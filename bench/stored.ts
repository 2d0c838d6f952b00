// Messages that are not sent but stored, as many as are wanted: for what is measured of reading them.
import pg from 'pg'
import { startEmbedded } from '../server/src/store/embedded.ts'
import { SENDER } from './operator.ts'

/** Of the account of that name, as a shop would have sent them: 50,000 people, every twentieth message failed. The server is down. */
export async function storeMessages(dataDir: string, accountName: string, count: number, days: number): Promise<void> {
  const silent = { info: () => {}, warn: () => {} }
  const database = await startEmbedded({ dataDir, log: silent })
  const client = new pg.Client(database.ownerUrl)
  await client.connect()
  const { rows } = await client.query<{ id: string }>('select id from accounts where name = $1', [accountName])
  const accountId = rows[0]?.id
  await client.query(`set njiwa.scope = 'all'`)
  const step = 100_000
  for (let from = 0; from < count; from += step) {
    process.stderr.write(`bench: ${from.toLocaleString('en')} of ${count.toLocaleString('en')} stored\n`)
    // A UUIDv7 of the time: what is newer sorts behind.
    await client.query(
      `with n as (
         select i, now() - interval '1 day' * $5 * (1 - i / $4::float8) as at, (i * 7919::bigint) % 50000 as person from generate_series($2::int, $3::int) i
       ), ids as (
         select n.*, (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(i % 4096), 3, '0')
           || '8' || lpad(to_hex(i), 15, '0'))::uuid as id from n
       ), stored as (
         insert into messages (account_id, id, request_id, number, msisdn, country, state, reason, encoding, segments, amount, route_id,
           route_amount, route_currency, created_at, sent_at, done_at, expires_at)
         select $1, id, id, i, '2557' || lpad(person::text, 8, '0'), 'TZ', case when i % 20 = 0 then 'failed' else 'delivered' end,
           case when i % 20 = 0 then 'undeliverable' end, 'gsm7', 1, 1, (select id from routes limit 1), 1, 'units', at, at, at, at + interval '1 day'
         from ids
       )
       insert into requests (account_id, id, dialect, sender, text, refund_policy, message_count, first_message_id, last_message_id, created_at)
       select $1, id, 'native', case when i % 1000 = 0 then 'RARE' else '${SENDER}' end, 'Your parcel ' || i || ' is ready at the counter', 'on_failure', 1, id, id, at
       from ids`,
      [accountId, from, Math.min(from + step, count) - 1, count, days],
    )
  }
  await client.query('vacuum analyze messages, requests')
  await client.end()
  await database.stop()
}
