import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testAccount, value } from '../../../test/harness/setup.ts'
import { until } from '../../../test/harness/until.ts'
import { addWebhook, changeWebhook } from '../setup/webhook-endpoints.ts'
import { HEARD, tellerBench } from './testing/teller.ts'

test('a lease that is renewed late stops nothing for longer than it is late', async (t) => {
  const bench = await tellerBench(t)
  const job = bench.job()
  bench.holds = false
  bench.take(job)
  assert.deepEqual(bench.teller.depth(), { inMemory: 1, underWay: 0 })
  bench.holds = true
  await until(() => bench.posted.length === 1, 5)
  assert.deepEqual(bench.teller.depth().inMemory, 0)
})

test('a receiver that hangs stops nobody else: what it has no room for waits in the table', async (t) => {
  const bench = await tellerBench(t)
  const hanging = 'https://hangs.example.com/'
  bench.answer = ({ url }) => (url === hanging ? new Promise(() => {}) : Promise.resolve(HEARD))
  await bench.due(...Array.from({ length: 6000 }, () => bench.job({ url: hanging })))
  await until(() => bench.teller.depth().inMemory >= 4000, 5)
  const same = bench.job()
  const other = bench.job({ accountId: await testAccount(bench.setup), url: 'https://other.example.com/' })
  await bench.due(same, other)
  for (const job of [same, other]) assert.ok((await until(() => bench.ended(job), 5)).delivered)
  const { inMemory, underWay } = bench.teller.depth()
  assert.ok(inMemory < 5000)
  assert.equal(underWay, 16)
})

test('what is announced beyond what there is room for is stored for whoever claims it', async (t) => {
  const bench = await tellerBench(t)
  bench.answer = () => new Promise(() => {})
  const { jobs, stored, owned } = await bench.announce(5000)
  assert.deepEqual([jobs, stored, owned], [4000, 5000, 4000])
})

for (const { what, status, delivered } of [
  { what: 'told', status: 200, delivered: true },
  { what: 'tried again', status: 500, delivered: null },
]) {
  test(`a webhook of an endpoint that moved is ${what} where it is now, and says so`, async (t) => {
    const bench = await tellerBench(t)
    const { setup, account } = bench
    const [old, now] = ['https://old.example.com/', 'https://now.example.com/']
    const { id } = value(await addWebhook(setup, 'user:a', account, { url: old, style: 'native' })).endpoint
    value(await changeWebhook(setup, 'user:a', account, id, { url: now }))
    bench.answer = async () => ({ ...HEARD, status })
    const job = bench.job({ endpointId: id, url: old })
    await bench.due(job)
    const row = await until(() => bench.ended(job), 5)
    assert.deepEqual([bench.posted, row.url, row.delivered], [[now], now, delivered])
  })
}
