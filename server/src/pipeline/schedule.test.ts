import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testAccount, value } from '../../../test/harness/setup.ts'
import { until } from '../../../test/harness/until.ts'
import { newId } from '../ids.ts'
import { creditAccount } from '../setup/credits.ts'
import { setExchangeRates } from '../setup/exchange-rates.ts'
import { optOut } from '../setup/opt-outs.ts'
import { setRatePlanPrices } from '../setup/rate-plans.ts'
import { addNode, claim } from '../store/queue.ts'
import { bench as pipelineBench, SUBSCRIBER } from './testing/bench.ts'
import { verify } from './verify.ts'

const OTHER = '255712345678'
const LATER_MS = 3_600_000

async function bench(t: import('node:test').TestContext) {
  const line = await pipelineBench(t)
  const { setup, ours } = line
  const account = async () =>
    (await line.line.knowledge.account(ours)) as NonNullable<Awaited<ReturnType<typeof line.line.knowledge.account>>>
  const { schedule } = line.line.platform
  const scheduled = async (...msisdns: string[]) => {
    const { requestId, messages } = value(await line.order(ours, msisdns, Date.now() + LATER_MS))
    return { requestId, ids: messages.map(({ id }) => id) }
  }
  const states = async () =>
    (await line.rows<Record<string, string>>('select msisdn, state, reason from messages order by id')).map(
      ({ msisdn, state, reason }) => `${msisdn} ${state} ${reason}`,
    )
  const free = async () => {
    const { balance, held } = await line.line.platform.wallet(ours)
    return [balance, held]
  }
  return { ...line, setup, account, schedule, scheduled, states, free }
}

test('who opts out after a message to them was scheduled gets none at its time, and it is given back', async (t) => {
  const { setup, ours, account, schedule, scheduled, states, free, submitted } = await bench(t)
  const { requestId } = await scheduled(SUBSCRIBER, OTHER)
  assert.deepEqual(await free(), [10n, 2n])
  value(await optOut(setup, 'installation', ours, SUBSCRIBER))
  value(await schedule.change(await account(), requestId, { dueAtMs: Date.now() }))
  await until(async () => (await states()).every((state) => !/scheduled|queued/.test(state)), 5)
  assert.deepEqual(await states(), [`${SUBSCRIBER} failed opted_out`, `${OTHER} sent null`])
  assert.deepEqual(
    submitted.map(({ msisdn }) => msisdn),
    [OTHER],
  )
  assert.deepEqual(await free(), [10n, 1n])
  assert.deepEqual((await verify(setup.database)).breaches, [])
})

test('so too when the node that claimed it died before it could say so', async (t) => {
  const { setup, ours, scheduled, states, free, submitted } = await bench(t)
  await scheduled(SUBSCRIBER, OTHER)
  value(await optOut(setup, 'installation', ours, SUBSCRIBER))
  const dead = newId()
  const claimed = await setup.database.transaction('all', async (tx) => {
    await addNode(tx, dead, -1)
    await tx.run({ name: 'test_due', text: 'update queue set due_at = now()' })
    return claim(tx, dead, 10, [])
  })
  assert.deepEqual(
    claimed.map(({ msisdn, opted_out }) => [msisdn, opted_out]),
    [
      [SUBSCRIBER, true],
      [OTHER, false],
    ],
  )
  await until(async () => (await states()).every((state) => !/scheduled|queued/.test(state)), 10)
  assert.deepEqual(await states(), [`${SUBSCRIBER} failed opted_out`, `${OTHER} sent null`])
  assert.deepEqual(
    submitted.map(({ msisdn }) => msisdn),
    [OTHER],
  )
  assert.deepEqual(await free(), [10n, 1n])
  assert.deepEqual((await verify(setup.database)).breaches, [])
})

test('what was queued before an opt-out goes out', async (t) => {
  const { setup, ours, send, states, submitted } = await bench(t)
  assert.equal(await send(ours, SUBSCRIBER), 'ok')
  value(await optOut(setup, 'installation', ours, SUBSCRIBER))
  await until(() => submitted.length === 1, 5)
  await until(async () => (await states())[0] === `${SUBSCRIBER} sent null`, 5)
})

test('one message of a request is moved, reworded and suspended without the others', async (t) => {
  const { ours, account, schedule, scheduled, rows, free } = await bench(t)
  const { requestId, ids } = await scheduled(SUBSCRIBER, OTHER)
  const [first = '', second = ''] = ids
  const dueAtMs = Date.now() + 2 * LATER_MS
  const moved = value(await schedule.changeMessage(await account(), first, { dueAtMs }))
  assert.deepEqual(moved, { requestId, messages: 1, dueAtMs, suspended: false })
  value(await schedule.changeMessage(await account(), first, { text: { template: 'x'.repeat(161) } }))
  value(await schedule.changeMessage(await account(), second, { suspended: true }))
  const shown = await rows(
    `select m.state, coalesce(m.text, q.text) as text, m.segments::int, q.text as common
     from messages m join requests q on q.id = m.request_id order by m.id`,
  )
  assert.deepEqual(shown, [
    { state: 'scheduled', text: 'x'.repeat(161), segments: 2, common: 'hello' },
    { state: 'suspended', text: 'hello', segments: 1, common: 'hello' },
  ])
  assert.deepEqual(await free(), [10n, 3n])
  const [waiting] = await schedule.waiting(ours, null, 10)
  assert.deepEqual([waiting?.id, waiting?.waiting, waiting?.suspended, waiting?.held], [requestId, 2, false, 3n])
})

test('a change of all leaves what single messages have of their own, but for what it names', async (t) => {
  const { account, schedule, scheduled, rows } = await bench(t)
  const startMs = Date.now() + LATER_MS
  const hours = (count: number) => startMs + count * LATER_MS
  const { requestId, ids } = await scheduled(SUBSCRIBER, OTHER, '255712345679')
  const [first = '', second = ''] = ids
  value(await schedule.change(await account(), requestId, { dueAtMs: startMs }))
  value(await schedule.changeMessage(await account(), first, { dueAtMs: hours(2) }))
  value(await schedule.changeMessage(await account(), second, { suspended: true }))
  const shown = async () =>
    (
      await rows<{ text: string; state: string; queued: boolean; due: Date; until: Date }>(
        `select coalesce(m.text, q.text) as text, m.state, w.suspended as queued, w.due_at as due, m.expires_at as until
         from messages m join requests q on q.id = m.request_id join queue w on w.message_id = m.id order by m.id`,
      )
    ).map(({ text, state, queued, due, until }) => {
      const dueMs = due.getTime()
      assert.equal(queued, state === 'suspended')
      assert.equal(until.getTime() - dueMs, 86_400_000)
      return `${text} ${(dueMs - startMs) / LATER_MS} ${state}`
    })
  const steps: [Parameters<typeof schedule.change>[2], due: number, suspended: boolean, each: string[]][] = [
    [{ text: { template: 'x' } }, 0, false, ['x 2 scheduled', 'x 0 suspended', 'x 0 scheduled']],
    [{ dueAtMs: hours(3) }, 3, false, ['x 3 scheduled', 'x 3 suspended', 'x 3 scheduled']],
    [{ text: { template: 'y' }, suspended: true }, 3, true, ['y 3 suspended', 'y 3 suspended', 'y 3 suspended']],
    [{}, 3, true, ['y 3 suspended', 'y 3 suspended', 'y 3 suspended']],
    [{ suspended: false, dueAtMs: hours(1) }, 1, false, ['y 1 scheduled', 'y 1 scheduled', 'y 1 scheduled']],
  ]
  for (const [change, due, suspended, each] of steps) {
    const changed = value(await schedule.change(await account(), requestId, change))
    assert.deepEqual(changed, { requestId, messages: 3, dueAtMs: hours(due), suspended })
    assert.deepEqual(await shown(), each)
  }
  value(await schedule.changeMessage(await account(), first, { dueAtMs: hours(5) }))
  value(await schedule.change(await account(), requestId, { suspended: true }))
  assert.deepEqual(await shown(), ['y 5 suspended', 'y 1 suspended', 'y 1 suspended'])
})

test('one suspended alone is not sent by a change of all that resumes nothing', async (t) => {
  const { account, schedule, scheduled, states, submitted } = await bench(t)
  const { requestId, ids } = await scheduled(SUBSCRIBER, OTHER)
  value(await schedule.changeMessage(await account(), ids[1] as string, { suspended: true }))
  value(await schedule.change(await account(), requestId, { text: { template: 'x' }, dueAtMs: Date.now() }))
  await until(async () => (await states())[0] === `${SUBSCRIBER} sent null`, 5)
  assert.deepEqual(await states(), [`${SUBSCRIBER} sent null`, `${OTHER} suspended null`])
  assert.deepEqual(
    submitted.map(({ msisdn }) => msisdn),
    [SUBSCRIBER],
  )
})

test('a text reworded after its price changed currency carries the new price, currency and rate', async (t) => {
  const { setup, line, order, rows } = await bench(t)
  const id = await testAccount(setup, 'TZS')
  const credit = { kind: 'topup', amount: 100_000_000n, currency: 'TZS', note: 'test', reference: 'test' } as const
  value(await creditAccount(setup, 'installation', id, credit))
  const { requestId } = value(await order(id, [SUBSCRIBER], Date.now() + LATER_MS))
  const cost = () => rows('select amount, route_amount, route_currency, exchange_rate from messages')
  assert.deepEqual(await cost(), [
    { amount: 1_000_000n, route_amount: 1_000_000n, route_currency: 'TZS', exchange_rate: null },
  ])
  const rate = { base: 'UGX', quote: 'TZS', rate: 700_000_000n, effectiveAtMs: 0 }
  value(await setExchangeRates(setup, 'installation', [rate]))
  const [of] = await rows<{ plan: string }>(`select rate_plan_id as plan from accounts where id = '${id}'`)
  const price = { country: '*', prefix: '', price: 10_000_000n, currency: 'UGX', effectiveAtMs: null }
  value(await setRatePlanPrices(setup, 'installation', of?.plan as string, [price]))
  const account = (await line.knowledge.account(id)) as NonNullable<Awaited<ReturnType<typeof line.knowledge.account>>>
  const text = { template: 'x'.repeat(161) }
  value(await line.platform.schedule.change(account, requestId, { text }))
  assert.deepEqual(await cost(), [
    { amount: 14_000_000n, route_amount: 20_000_000n, route_currency: 'UGX', exchange_rate: 700_000_000n },
  ])
})

test('what waits is listed by request, the newest first, a page at a time', async (t) => {
  const { ours, account, schedule, scheduled, send, submitted } = await bench(t)
  const requests: string[] = []
  for (const numbers of [[SUBSCRIBER], [SUBSCRIBER, OTHER], [OTHER], [SUBSCRIBER], [OTHER]]) {
    requests.unshift((await scheduled(...numbers)).requestId)
  }
  const listed = async (beforeId: string | null, limit = 2) =>
    (await schedule.waiting(ours, beforeId, limit)).map(({ id, waiting }) => `${requests.indexOf(id)}: ${waiting}`)
  assert.equal(await send(ours, OTHER), 'ok') // this one does not wait
  assert.deepEqual(await listed(null), ['0: 1', '1: 1'])
  assert.deepEqual(await listed(requests[1] as string), ['2: 1', '3: 2'])
  assert.deepEqual(await listed(requests[3] as string), ['4: 1'])
  value(await schedule.cancel(await account(), requests[2] as string))
  value(await schedule.change(await account(), requests[0] as string, { dueAtMs: Date.now() }))
  await until(() => submitted.length === 2, 5)
  assert.deepEqual(await listed(null, 10), ['1: 1', '3: 2', '4: 1'])
})

test('one message of a request is cancelled and given back; the others wait on', async (t) => {
  const { ours, theirs, line, account, schedule, scheduled, states, free } = await bench(t)
  const { ids } = await scheduled(SUBSCRIBER, OTHER)
  const other = (await line.knowledge.account(theirs)) as Awaited<ReturnType<typeof account>>
  for (const id of [ids[0] as string, 'x']) {
    const foreign = await schedule.cancelMessage(other, id)
    assert.deepEqual([foreign.ok, !foreign.ok && foreign.error.code], [false, 'not_found'])
  }
  value(await schedule.cancelMessage(await account(), ids[0] as string))
  const again = await schedule.cancelMessage(await account(), ids[0] as string)
  assert.deepEqual([again.ok, !again.ok && again.error.code], [false, 'conflict'])
  assert.deepEqual(await states(), [`${SUBSCRIBER} cancelled null`, `${OTHER} scheduled null`])
  assert.deepEqual(await free(), [10n, 1n])
  assert.deepEqual(
    (await schedule.waiting(ours, null, 10)).map(({ waiting }) => waiting),
    [1],
  )
  assert.deepEqual(await schedule.waiting(theirs, null, 10), [])
})
