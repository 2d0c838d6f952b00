import assert from 'node:assert/strict'
import { test } from 'node:test'
import { value } from '../../../test/harness/setup.ts'
import { until } from '../../../test/harness/until.ts'
import { optOut } from '../setup/opt-outs.ts'
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

test('what was queued before an opt-out goes out', async (t) => {
  const { setup, ours, send, states, submitted } = await bench(t)
  assert.equal(await send(ours, SUBSCRIBER), 'ok')
  value(await optOut(setup, 'installation', ours, SUBSCRIBER))
  await until(() => submitted.length === 1, 5)
  await until(async () => (await states())[0] === `${SUBSCRIBER} sent null`, 5)
})
