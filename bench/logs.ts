// npm run bench:logs: how long the list of messages and its filters take at the server, with a million messages stored.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { startEmbedded } from '../server/src/store/embedded.ts'
import { endAll, startChild } from './child.ts'
import { summary } from './figures.ts'
import { njiwa } from './njiwa.ts'
import { createAccount, SENDER } from './operator.ts'

const GOAL_MS = 300
const ASKED = 20
const SIMULATOR = resolve(import.meta.dirname, '../smsc-simulator/src/main.ts')

const { values: flags } = parseArgs({ options: { messages: { type: 'string', default: '1000000' } } })
const messages = Number(flags.messages)
const folder = mkdtempSync(join(tmpdir(), 'njiwa-bench-logs-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 }))

try {
  const simulator = await startChild(SIMULATOR, ['--plain', '--quiet', '--port', '0'])
  const server = njiwa({ dataDir: folder, simulatorPort: simulator.port, sinkPort: 9 }) // nobody is told
  await server.start()
  const account = await createAccount(server.operator(), { name: 'Logs', messages: 1, webhookUrl: null })
  await server.stop()
  await store(messages)
  await server.start()
  await ask(server.calls().native?.port as number, account.tokens.native)
  await server.stop()
} finally {
  await endAll()
}

/** As a shop would have sent them over 90 days: 50,000 people, every twentieth message failed. */
async function store(count: number): Promise<void> {
  const silent = { info: () => {}, warn: () => {} }
  const database = await startEmbedded({ dataDir: folder, log: silent })
  const client = new pg.Client(database.ownerUrl)
  await client.connect()
  const { rows } = await client.query<{ id: string }>(`select id from accounts where name = 'Logs'`)
  const accountId = rows[0]?.id
  await client.query(`set njiwa.scope = 'all'`)
  const step = 100_000
  for (let from = 0; from < count; from += step) {
    process.stderr.write(`bench: ${from.toLocaleString('en')} of ${count.toLocaleString('en')} stored\n`)
    // A UUIDv7 of the time: what is newer sorts behind.
    await client.query(
      `with n as (
         select i, now() - interval '90 days' * (1 - i / $4::float8) as at, (i * 7919::bigint) % 50000 as person from generate_series($2::int, $3::int) i
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
      [accountId, from, Math.min(from + step, count) - 1, count],
    )
  }
  await client.query('vacuum analyze messages, requests')
  await client.end()
  await database.stop()
}

async function ask(port: number, token: string): Promise<void> {
  const day = 86_400_000
  const at = (daysAgo: number): string => encodeURIComponent(new Date(Date.now() - daysAgo * day).toISOString())
  const middle = await page(port, token, `from=${at(46)}&to=${at(45)}&limit=1`)
  const rows: [what: string, query: string][] = [
    ['the newest', ''],
    ['from the middle on', `cursor=${encodeURIComponent(middle.next ?? '')}`],
    ['of a number', 'number=255700007919'],
    ['of a number that has none', 'number=255799999999'],
    ['failed', 'state=failed'],
    ['of a state that none is in', 'state=suspended'],
    ['of a rare sender', 'sender=rare'],
    ['of a sender that sent none', 'sender=nobody'],
    ['a day, 45 days ago', `from=${at(46)}&to=${at(45)}`],
    ['a word in every text', 'text=parcel'],
    ['a word in one text', 'text=parcel%204711%20'],
    ['a word in none', 'text=zebra'],
  ]
  let missed = false
  process.stdout.write(
    `${messages.toLocaleString('en')} messages of one account, a page of 50, ${ASKED} times each, ms\n`,
  )
  for (const [what, query] of rows) {
    const times: number[] = []
    for (let i = 0; i < ASKED; i++) {
      const startedMs = performance.now()
      await page(port, token, query === '' ? 'limit=50' : `${query}&limit=50`)
      times.push(performance.now() - startedMs)
    }
    const { median, max } = summary(times) as { median: number; max: number }
    const verdict = median <= GOAL_MS ? '' : `  goal ≤ ${GOAL_MS} ms: NOT MET`
    missed ||= median > GOAL_MS
    process.stdout.write(
      `  ${what.padEnd(30)} median ${median.toFixed(1).padStart(8)}   most ${max.toFixed(1).padStart(8)}${verdict}\n`,
    )
  }
  if (missed) process.exitCode = 1
}

async function page(port: number, token: string, query: string): Promise<{ next: string | null }> {
  const response = await fetch(`http://127.0.0.1:${port}/v1/messages?${query}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${query} answered ${response.status}: ${text.slice(0, 300)}`)
  return JSON.parse(text) as { next: string | null }
}
