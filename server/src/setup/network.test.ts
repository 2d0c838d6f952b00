import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { refusal, testSetup, value } from '../../../test/harness/setup.ts'
import { unseal } from '../seal.ts'
import { verifyAudit } from './audit.ts'
import { changeCarrier, createCarrier, listCarriers } from './carriers.ts'
import { firstStart } from './first-start.ts'
import { changeRoute, createRoute, listRoutes, type RouteInput } from './routes.ts'
import { sealedAs } from './sealed.ts'

const setup = await testSetup({ after })
const [sandbox] = await listCarriers(setup)
const sandboxId = sandbox?.id as string

let routes = 0
const input = (change: Partial<RouteInput> = {}): RouteInput => ({
  code: `R${++routes}`,
  name: 'Uganda',
  country: 'UG',
  prefix: '',
  defaultSender: null,
  uncertainPolicy: 'resend',
  validitySeconds: 86_400,
  cost: 0n,
  costCurrency: 'USD',
  active: true,
  carrierIds: [sandboxId],
  ...change,
})

test('a new installation has a sandbox, routes by it, and a price for everywhere', async () => {
  const network = await setup.knowledge.network()
  assert.deepEqual(
    network.carriers.map((carrier) => carrier.kind),
    ['sandbox'],
  )
  for (const code of ['ESMS_TZ', 'ESMS_UG', 'ESMS_KE', 'ESMS_US', 'ESMS_GB', 'ESMS_BF', 'ESMS_ALL']) {
    assert.deepEqual(network.routes.byCode.get(code)?.carrierIds, [sandboxId], code)
  }
})

test('it is made once, however many nodes start and however often', async () => {
  const before = await listRoutes(setup, null, 100)
  await Promise.all(Array.from({ length: 5 }, () => firstStart(setup)))
  assert.deepEqual(await listRoutes(setup, null, 100), before)

  const empty = await testSetup({ after }, { started: false })
  await Promise.all(Array.from({ length: 5 }, () => firstStart(empty)))
  assert.equal((await listRoutes(empty, null, 100)).length, before.length)
  assert.equal((await verifyAudit(empty, null)).lines, 1n)
})

const rows: { what: string; change: Partial<RouteInput>; code: string }[] = [
  { what: 'a country', change: {}, code: 'ok' },
  { what: 'every country', change: { country: '*' }, code: 'ok' },
  { what: 'a network', change: { prefix: '25677' }, code: 'ok' },
  { what: "another country's network", change: { prefix: '25577' }, code: 'field_invalid prefix' },
  { what: 'a network of every country', change: { country: '*', prefix: '256' }, code: 'field_invalid prefix' },
  { what: 'a country that is none', change: { country: 'XX' }, code: 'field_invalid country' },
  { what: 'a code in small letters', change: { code: 'ug' }, code: 'field_invalid code' },
  { what: 'a code that is taken', change: { code: 'ESMS_UG' }, code: 'conflict code' },
  { what: 'no carrier', change: { carrierIds: [] }, code: 'field_invalid carrier_ids' },
  { what: 'a carrier that is none', change: { carrierIds: [sandboxId, 'x'] }, code: 'field_invalid carrier_ids' },
  { what: 'a validity of 59 s', change: { validitySeconds: 59 }, code: 'field_invalid validity_seconds' },
  { what: 'a validity of a minute', change: { validitySeconds: 60 }, code: 'ok' },
  { what: 'a validity of 7 days', change: { validitySeconds: 604_800 }, code: 'ok' },
  {
    what: 'a validity of 7 days and a second',
    change: { validitySeconds: 604_801 },
    code: 'field_invalid validity_seconds',
  },
  { what: 'a cost below zero', change: { cost: -1n }, code: 'field_invalid cost' },
]
for (const { what, change, code } of rows) {
  test(`a route with ${what}: ${code}`, async () => {
    assert.equal(refusal(await createRoute(setup, 'user:a', input(change))), code)
  })
}

test('carriers are tried in the order that was given, and a change is seen at once', async () => {
  const second = value(
    await createCarrier(setup, 'user:a', { name: 'Second', kind: 'smpp', config: { host: 'h' }, secret: null }),
  )
  const route = value(await createRoute(setup, 'user:a', input({ carrierIds: [second.id, sandboxId] })))
  const seen = async () => (await setup.knowledge.network()).routes.byId.get(route.id)
  assert.deepEqual((await seen())?.carrierIds, [second.id, sandboxId])
  value(await changeRoute(setup, 'user:a', route.id, { carrierIds: [sandboxId, second.id], active: false }))
  assert.deepEqual([(await seen())?.carrierIds, (await seen())?.active], [[sandboxId, second.id], false])
  assert.equal((await seen())?.code, route.code)
})

test('the prefix has to suit the country that the route is changed to', async () => {
  const route = value(await createRoute(setup, 'user:a', input({ prefix: '25677' })))
  assert.equal(refusal(await changeRoute(setup, 'user:a', route.id, { country: 'KE' })), 'field_invalid prefix')
  assert.equal(refusal(await changeRoute(setup, 'user:a', route.id, { country: 'KE', prefix: '2547' })), 'ok')
  assert.equal(refusal(await changeRoute(setup, 'user:a', 'x', {})), 'not_found')
})

test("a carrier's password is sealed for its row, kept when absent, and in no audit line", async () => {
  const made = value(
    await createCarrier(setup, 'user:a', { name: 'Voda', kind: 'smpp', config: { host: 'h' }, secret: 'secret08' }),
  )
  value(await changeCarrier(setup, 'user:a', made.id, { config: { host: 'i' }, paused: true }))
  const row = (await setup.knowledge.network()).carriers.find((carrier) => carrier.id === made.id)
  assert.deepEqual([row?.config, row?.paused], [{ host: 'i' }, true])
  assert.equal(unseal(setup.keyring, row?.secret as Buffer, sealedAs.carrier(made.id)), 'secret08')
  assert.throws(() => unseal(setup.keyring, row?.secret as Buffer, sealedAs.carrier(sandboxId)))
  const log = await setup.database.transaction('all', (tx) => tx.run({ name: 'log', text: 'select * from audit_log' }))
  assert.ok(!JSON.stringify(log, (_, v) => (typeof v === 'bigint' ? `${v}` : v)).includes('secret08'))
})

test('a configuration that its schema refuses is not stored', async () => {
  const created = await createCarrier(setup, 'user:a', { name: 'Bad', kind: 'smpp', config: {}, secret: null })
  assert.equal(refusal(created), 'field_invalid config')
  assert.equal(
    refusal(await changeCarrier(setup, 'user:a', sandboxId, { config: { port: 1 } })),
    'field_invalid config',
  )
})

test('a name is of one carrier', async () => {
  const again = await createCarrier(setup, 'user:a', {
    name: 'Sandbox',
    kind: 'smpp',
    config: { host: 'h' },
    secret: null,
  })
  assert.equal(refusal(again), 'conflict name')
})
