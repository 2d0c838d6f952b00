// Lists by page number go back so far and no further, whatever the account has sent beside and before.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../../test/harness/database.ts'
import { newId } from '../ids.ts'
import { openDatabase } from './database.ts'
import { LISTED_MAX, LOOKED_AT_MAX, pageOfMessages, pageOfRequests } from './reading.ts'

// Of each request the first message is the oldest; the requests that are stored last are the newest.
const STORE = {
  name: '',
  text: `with r as (select n, gen_random_uuid() as route_id, lpad(to_hex($3::bigint + n), 12, '0') || '7000' || '8000' as id
      from generate_series(1, $4::int) n),
    stored as (
      insert into messages (account_id, id, request_id, number, msisdn, country, state, encoding, segments, amount, route_id,
        route_amount, route_currency, created_at, expires_at)
      select $1, (id || lpad(to_hex(m), 12, '0'))::uuid, (id || lpad('0', 12, '0'))::uuid, n, '255712345678', 'TZ', $6, 'gsm7', 1, 1,
        route_id, 1, 'units', now(), now()
      from r, generate_series(1, $5::int) m)
    insert into requests (account_id, id, dialect, sender, text, refund_policy, message_count, first_message_id, last_message_id, created_at)
    select $1, (id || lpad('0', 12, '0'))::uuid, $2, 'SHOP', 'Ready', 'on_failure', $5, (id || lpad('1', 12, '0'))::uuid,
      (id || lpad(to_hex($5), 12, '0'))::uuid, now() from r`,
}

test('a list goes back so far, and by state as far as it looked', { timeout: 120_000 }, async (t) => {
  const { appUrl } = await testDatabase(t)
  const database = openDatabase({ url: appUrl, connectionsMax: 2 })
  t.after(() => database.close())
  const account = newId()
  let ms = 1_750_000_000_000
  const store = async (dialect: string, requests: number, each: number, state: string): Promise<void> => {
    await database.transaction([account], (tx) => tx.run(STORE, [account, dialect, ms, requests, each, state]))
    ms += requests
  }
  const messages = (states: ('failed' | 'delivered')[], offset: number) =>
    database.transaction([account], (tx) =>
      pageOfMessages(tx, account, { dialect: 'esms', states }, 10, offset).then(({ rows, total }) => [
        rows.length,
        total,
      ]),
    )
  const requests = (state: 'failed' | 'delivered' | null, offset: number) =>
    database.transaction([account], (tx) =>
      pageOfRequests(tx, account, { dialect: 'msgine', states: state && { some: [state], none: [] } }, 10, offset).then(
        ({ rows, total }) => [rows.length, total],
      ),
    )

  await store('esms', 5, 1, 'failed')
  await store('esms', LOOKED_AT_MAX - 3, 1, 'delivered')
  await store('msgine', 3, 1000, 'failed')
  await store('msgine', LOOKED_AT_MAX / 1000, 1000, 'delivered')
  await store('native', LOOKED_AT_MAX / 1000, 1000, 'delivered')
  const few: [what: string, found: number[], expected: number[]][] = [
    ['messages', await messages([], 0), [10, LOOKED_AT_MAX + 2]],
    ['the last of them', await messages([], LOOKED_AT_MAX), [2, LOOKED_AT_MAX + 2]],
    ['behind them', await messages([], LOOKED_AT_MAX + 2), [0, LOOKED_AT_MAX + 2]],
    ['failed, as far as was looked', await messages(['failed'], 0), [3, 3]],
    ['delivered', await messages(['delivered'], 0), [10, LOOKED_AT_MAX - 3]],
    ['requests', await requests(null, 20), [8, 28]],
    ['delivered requests', await requests('delivered', 0), [10, 25]],
    ['failed requests, further back than was looked', await requests('failed', 0), [0, 0]],
  ]
  for (const [what, found, expected] of few) assert.deepEqual(found, expected, what)

  await store('esms', LISTED_MAX - LOOKED_AT_MAX, 1, 'delivered')
  const many: [what: string, found: number[], expected: number[]][] = [
    ['messages', await messages([], LISTED_MAX - 1), [1, LISTED_MAX]],
    ['behind the list', await messages([], LISTED_MAX), [0, LISTED_MAX]],
    ['far behind it', await messages([], 99_999_999_900), [0, LISTED_MAX]],
    ['delivered', await messages(['delivered'], 0), [10, LOOKED_AT_MAX]],
  ]
  for (const [what, found, expected] of many) assert.deepEqual(found, expected, what)
})
