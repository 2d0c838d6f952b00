import assert from 'node:assert/strict'
import { test } from 'node:test'
import { value } from '../../../test/harness/setup.ts'
import { until } from '../../../test/harness/until.ts'
import { changeRoute, listRoutes } from '../setup/routes.ts'
import { addWebhook, changeWebhook } from '../setup/webhook-endpoints.ts'
import { bench } from './testing/bench.ts'

const DAY = 86_400_000
const DEAD = 'https://dead.example.com/'
const WELL = 'https://well.example.com/'

/**
 * Two endpoints on a clock that the test moves: it begins days before now, so that what is due again by it is due by the
 * database's, and less than the seven in which a message expires.
 */
async function endpoints(t: import('node:test').TestContext, status: { dead: number }) {
  const line = await bench(t, { answer: (url) => (url === DEAD ? status.dead : 200) })
  const { setup, ours, order, rows, posted, disabled } = line
  let nowMs = Date.now() - 6.5 * DAY
  setup.clock.now = () => nowMs
  for (const { id } of await listRoutes(setup, null, 100))
    value(await changeRoute(setup, 'installation', id, { validitySeconds: 604_800 }))
  const add = async (url: string) => value(await addWebhook(setup, 'installation', ours, { url, style: 'native' }))
  const { id } = (await add(DEAD)).endpoint
  await add(WELL)
  const jobs = (which: string) => rows(`select from webhook_jobs where ${which}`)
  let messages = 0
  /** A message is sent so many days later; resolves when all that is to be told of it was tried, ten times at the most. */
  async function messageAfter(days: number): Promise<void> {
    nowMs += days * DAY
    assert.ok((await order(ours, [`25571234500${messages++}`])).ok)
    const sent = () => rows(`select from messages where state = 'sent'`)
    await until(async () => (await sent()).length === messages, 5)
    await until(async () => (await jobs('owner is not null or due_at <= now()')).length === 0, 5)
  }
  const state = async () =>
    (
      await rows<{ enabled: boolean; disabled_reason: string | null; failing: boolean }>(
        `select enabled, disabled_reason, failing_since is not null as failing from webhook_endpoints where id = '${id}'`,
      )
    )[0]
  const notices = () =>
    rows(
      `select kind, subject_id, detail->>'url' as url, detail->>'reason' as reason from notices where kind like 'endpoint%'`,
    )
  const toldOf = () => posted.filter(({ type }) => type === 'endpoint.disabled').map(({ url }) => url)
  return { setup, ours, posted, disabled, id, messageAfter, state, notices, toldOf }
}

test('nothing but failure for five days from the day after the first: disabled, with a notice, told elsewhere', async (t) => {
  const status = { dead: 500 }
  const { setup, ours, posted, disabled, id, messageAfter, state, notices, toldOf } = await endpoints(t, status)
  await messageAfter(0)
  await messageAfter(1)
  await messageAfter(4.9)
  assert.deepEqual(await state(), { enabled: true, disabled_reason: null, failing: true })
  assert.deepEqual(await notices(), [])
  await messageAfter(0.1)
  assert.deepEqual(await state(), { enabled: false, disabled_reason: 'failing', failing: true })
  assert.deepEqual(await notices(), [{ kind: 'endpoint.disabled', subject_id: id, url: DEAD, reason: 'failing' }])
  await until(() => toldOf().length > 0, 5)
  assert.deepEqual([toldOf(), disabled], [[WELL], [DEAD]])
  const tries = posted.filter(({ url }) => url === DEAD).length
  await messageAfter(1)
  assert.equal(posted.filter(({ url }) => url === DEAD).length, tries)

  status.dead = 200
  value(await changeWebhook(setup, 'installation', ours, id, { enabled: true }))
  await messageAfter(1)
  assert.equal(posted.filter(({ url }) => url === DEAD).length, tries + 1)
  assert.deepEqual(await state(), { enabled: true, disabled_reason: null, failing: false })
})

test('one success among the failures begins anew', async (t) => {
  const status = { dead: 500 }
  const { messageAfter, state } = await endpoints(t, status)
  await messageAfter(0)
  await messageAfter(2)
  await messageAfter(4)
  status.dead = 204
  await messageAfter(0.5)
  assert.deepEqual(await state(), { enabled: true, disabled_reason: null, failing: false })
  status.dead = 500
  await messageAfter(1)
  await messageAfter(4)
  assert.deepEqual(await state(), { enabled: true, disabled_reason: null, failing: true })
})

test('an endpoint that answers 410 is disabled at once', async (t) => {
  const { posted, messageAfter, state, notices } = await endpoints(t, { dead: 410 })
  await messageAfter(0)
  assert.deepEqual(await state(), { enabled: false, disabled_reason: 'gone', failing: true })
  assert.equal((await notices()).length, 1)
  assert.equal(posted.filter(({ url }) => url === DEAD).length, 1)
})
