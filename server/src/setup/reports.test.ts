import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testAccount, testSetup, value } from '../../../test/harness/setup.ts'
import { settlement } from '../core/ledger.ts'
import { FAILURE_REASONS } from '../core/messages.ts'
import { firstIdAt } from '../ids.ts'
import type { Tx } from '../store/database.ts'
import { listCarriers } from './carriers.ts'
import { setExchangeRates } from './exchange-rates.ts'
import { type Grouping, ratesInto, readReport } from './reports.ts'
import { changeRoute, listRoutes } from './routes.ts'
import { closeDays } from './traffic-days.ts'
import { readOverview } from './trouble.ts'

const setup = await testSetup({ after })
const DAY_MS = 86_400_000
const today = Date.parse('2030-03-01T00:00:00Z')
const account = await testAccount(setup, 'TZS', 'Duka la Juma')
const inUnits = await testAccount(setup, 'units', 'Shule ya Mwanza') // a unit is sold for TZS 25
const route = (await listRoutes(setup, null, 100)).find(({ code }) => code === 'ESMS_TZ')
const carrier = (await listCarriers(setup))[0]
assert.ok(route && carrier)

type Row = { at: number; state: string; reason?: string; taken?: boolean; segments?: number; account?: string }

const ADD = {
  name: 'test_message_add',
  text: `insert into messages (account_id, id, request_id, number, msisdn, country, state, reason, encoding, segments, amount, route_id,
      route_amount, route_currency, carrier_id, created_at, sent_at, done_at, expires_at)
    values ($1, $2, $2, 1, '255700000001', 'TZ', $3, $4, 'gsm7', $5, $6, $7, 0, 'TZS', $8, $9, $10, $11, $9)`,
}

async function sent(tx: Tx, row: Row): Promise<void> {
  const { at, state, reason = null, taken = true, segments = 1, account: of = account } = row
  const time = new Date(at)
  const amount = of === inUnits ? BigInt(segments) : 10_000_000n * BigInt(segments)
  const isDone = state !== 'sent' && state !== 'queued'
  const carrierId = taken ? carrier?.id : null
  const times = [time, taken ? time : null, isDone ? time : null]
  await tx.run(ADD, [of, firstIdAt(at), state, reason, segments, amount, route?.id, carrierId, ...times])
}

const add = (rows: Row[]): Promise<void> =>
  setup.database.transaction('all', async (tx) => {
    for (const row of rows) await sent(tx, row)
  })

async function report(grouping: Grouping, fromMs = today - 5 * DAY_MS, currency: string | null = 'TZS') {
  const all = { accountId: null, routeId: null, carrierId: null }
  return value(await readReport(setup, { fromMs, toMs: today, grouping, currency, ...all }))
}

const yesterday = today - DAY_MS + 3_600_000

test('what is earned, what it cost, and that a closed day reads as an open one did', async () => {
  value(
    await setExchangeRates(setup, 'installation', [
      { base: 'USD', quote: 'TZS', rate: 2_500_000_000_000n, effectiveAtMs: 0 },
    ]),
  )
  setup.clock.ms = yesterday
  value(await changeRoute(setup, 'installation', route.id, { cost: 2_000n, costCurrency: 'USD' })) // 0.002: TZS 5
  setup.clock.ms = today + 12 * 3_600_000
  await add([
    { at: yesterday + 1, state: 'delivered', segments: 2 },
    { at: yesterday + 2, state: 'failed', reason: 'undeliverable' }, // taken and given back: it costs, and earns nothing
    { at: yesterday + 3, state: 'failed', reason: 'rejected', taken: false },
    { at: yesterday + 4, state: 'cancelled', taken: false },
    { at: yesterday + 5, state: 'delivered', account: inUnits },
    { at: today + 1, state: 'sent' }, // not paid yet
  ])
  const open = await report('day')
  const figures = open.lines.map((line) => [
    line.key,
    line.messages,
    line.delivered,
    line.failed,
    line.price,
    line.cost,
  ])
  assert.deepEqual(figures, [
    ['2030-02-28', 5n, 2n, 2n, 45_000_000n, 20_000_000n], // 2 × 10 + 25, and 4 segments at 5
    ['2030-03-01', 1n, 0n, 0n, 0n, 5_000_000n],
  ])
  await closeDays(setup.database, setup.clock.ms)
  assert.deepEqual(await report('day'), open)
  const closed = await setup.database.transaction('all', (tx) =>
    tx.run<{ day: string }>({ name: 'test_days', text: 'select distinct day::text from traffic_days' }),
  )
  assert.deepEqual(closed, [{ day: '2030-02-28' }])
})

test('a change of cost leaves what went before it as it was', async () => {
  const before = await report('route')
  value(await changeRoute(setup, 'installation', route.id, { cost: 9_000n }))
  assert.deepEqual(await report('route'), before)
})

test('a day with a message under way stays open until it has ended', async () => {
  await add([{ at: today + 2, state: 'delivered' }])
  const tomorrow = today + DAY_MS + 3_600_000
  await closeDays(setup.database, tomorrow)
  const end = {
    name: 'test_end',
    text: `update messages set state = 'delivered', done_at = created_at where state = 'sent'`,
  }
  await setup.database.transaction('all', (tx) => tx.run(end))
  const line = (await report('day', today)).lines[0]
  assert.deepEqual([line?.messages, line?.delivered], [2n, 2n])
  await closeDays(setup.database, tomorrow)
  assert.deepEqual((await report('day', today)).lines[0], line)
})

test('lines are by the account, the route or the carrier, most messages first, with their names', async () => {
  const names = async (grouping: Grouping) =>
    (await report(grouping)).lines.map(({ name, messages }) => [name, messages])
  assert.deepEqual(await names('account'), [
    ['Duka la Juma', 6n],
    ['Shule ya Mwanza', 1n],
  ])
  assert.deepEqual(await names('route'), [['ESMS_TZ', 7n]])
  assert.deepEqual(await names('carrier'), [
    ['Sandbox', 5n],
    [null, 2n],
  ])
})

test('amounts without an exchange rate are left out, and said', async () => {
  const { missingRates, lines } = await report('day', undefined, 'KES')
  assert.deepEqual(missingRates, ['TZS', 'USD'])
  assert.deepEqual(new Set(lines.map(({ price }) => price)), new Set([0n]))
})

const at = (day: number): Date => new Date(today + day * DAY_MS)
const rates = [
  { base: 'USD', quote: 'TZS', rate: 2_500_000_000_000n, effective_at: at(-9) },
  { base: 'USD', quote: 'TZS', rate: 2_600_000_000_000n, effective_at: at(-1) },
  { base: 'TZS', quote: 'UGX', rate: 1_500_000_000n, effective_at: at(-9) },
]
const rows = [
  { from: 'TZS', before: 0, rate: 1_000_000_000n, what: 'itself' },
  { from: 'USD', before: 0, rate: 2_600_000_000_000n, what: 'the latest' },
  { from: 'USD', before: -1, rate: 2_500_000_000_000n, what: 'the one in force then' },
  { from: 'USD', before: -9, rate: null, what: 'none yet' },
  { from: 'UGX', before: 0, rate: 666_666_667n, what: 'the inverse' },
  { from: 'KES', before: 0, rate: null, what: 'none' },
]
for (const { from, before, rate, what } of rows) {
  test(`the rate from ${from}: ${what}`, () => {
    assert.equal(ratesInto('TZS', rates, at(before).getTime())(from), rate)
  })
}

test('the console opens with traffic by state and by the hour, counted from the moment asked about', async () => {
  const from = today + 2 * DAY_MS + 30 * 60_000 // midnight where the clock is half an hour off
  await add([
    { at: from - 1, state: 'delivered' },
    { at: from, state: 'delivered' },
    { at: from + 3_599_999, state: 'failed', account: inUnits },
    { at: from + 3_600_000, state: 'sent', segments: 3 },
  ])
  const { traffic } = await readOverview(setup, from)
  assert.deepEqual(
    traffic.map(({ hour, state, messages, segments }) => [hour.getTime() - from, state, messages, segments]).sort(),
    [
      [0, 'delivered', 1, 1],
      [0, 'failed', 1, 1],
      [3_600_000, 'sent', 1, 3],
    ],
  )
})

test('a failure earns what the ledger captures for it, by its reason and the refund policy', async () => {
  const ADD_REQUEST = {
    name: 'test_request_add',
    text: `insert into requests (account_id, id, dialect, sender, text, refund_policy, message_count, first_message_id, last_message_id, created_at)
      values ($1, $2, 'native', 'INFO', 'x', $3, 1, $2, $2, now())`,
  }
  const grouping = { grouping: 'day', currency: 'TZS', routeId: null, carrierId: null } as const
  for (const policy of ['on_rejection', 'on_failure'] as const) {
    for (const reason of FAILURE_REASONS) {
      const accountId = await testAccount(setup, 'TZS', `${policy} ${reason}`)
      await add([{ at: yesterday, state: 'failed', reason, account: accountId }])
      await setup.database.transaction('all', (tx) => tx.run(ADD_REQUEST, [accountId, firstIdAt(yesterday), policy]))
      const range = { fromMs: today - DAY_MS, toMs: today, accountId }
      const [line] = value(await readReport(setup, { ...range, ...grouping })).lines
      const captured = settlement('failed', reason, policy) === 'capture' ? 10_000_000n : 0n
      assert.equal(line?.price, captured, `${policy} ${reason}`)
    }
  }
})
