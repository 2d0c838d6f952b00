import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pino } from 'pino'
import { testDatabase } from '../../../test/harness/database.ts'
import { countAnswers } from '../carriers/answers.ts'
import type { Carrier, OutboundMessage, SubmitOutcome } from '../carriers/carrier.ts'
import type { Account } from '../core/accounts.ts'
import { newId } from '../ids.ts'
import { openDatabase } from '../store/database.ts'
import { pipeline } from './pipeline.ts'
import { verify } from './verify.ts'

const log = pino({ level: 'silent' })

async function bench(
  t: import('node:test').TestContext,
  answer: (message: OutboundMessage) => SubmitOutcome | Promise<SubmitOutcome>,
) {
  let stop = async (): Promise<void> => {}
  t.after(() => stop()) // hooks run in the order they were given: before the database goes
  const { appUrl } = await testDatabase(t)
  const database = openDatabase({ url: appUrl, connectionsMax: 8 })
  const [plan, account, carrierId, route, credential] = Array.from({ length: 5 }, () => newId())
  const sql = (name: string, text: string, values: unknown[]) =>
    database.transaction('all', (tx) => tx.run({ name, text }, values))
  await sql('p', `insert into rate_plans values ($1, 'p', 'units', 25000000, 'TZS', 'TZ', 'on_failure', now())`, [plan])
  await sql('pp', `insert into rate_prices values ($1, '*', '', 1, 'units', now())`, [plan])
  await sql(
    'a',
    `insert into accounts (id, name, status, rate_plan_id, created_at) values ($1, 'a', 'active', $2, now())`,
    [account, plan],
  )
  await sql('w', `insert into wallets (account_id, currency, balance) values ($1, 'units', 100)`, [account])
  await sql(
    'tt',
    `insert into transfers values ($1, $2, now(), 'topup', 'funding', 'available', 100, $2, 'credit', null)`,
    [account, newId()],
  )
  await sql('c', `insert into carriers (id, name, kind, config, created_at) values ($1, 'c', 'smpp', '{}', now())`, [
    carrierId,
  ])
  await sql('r', `insert into routes (id, code, name, country, created_at) values ($1, 'ANY', 'any', '*', now())`, [
    route,
  ])
  await sql('rc', `insert into route_carriers values ($1, 0, $2)`, [route, carrierId])
  await sql(
    's',
    `insert into sender_ids (account_id, id, number, name, key, status, created_at) values ($1, $2, 1, 'ACME', 'acme', 'approved', now())`,
    [account, newId()],
  )
  let room = 10
  const carrier: Carrier = {
    id: carrierId as string,
    name: 'c',
    room: () => room,
    async submit(message) {
      room--
      return answer(message)
    },
    release: () => void room++,
    status: () => ({
      up: true,
      binds: 1,
      windowFree: room,
      windowMax: 10,
      submitsPerSecondMax: null,
      sinceMs: 0,
      lastError: null,
    }),
    answers: () => countAnswers().read(0),
    start() {},
    async stop() {},
  }
  const line = pipeline({
    database,
    reads: database,
    lease: database,
    carriers: new Map([[carrier.id, carrier]]),
    styles: new Map(),
    poster: {
      post: async () => ({ status: 200, ms: 1, error: null, answer: '', retryAfterMs: null }),
      close: async () => {},
    },
    keysOf: () => ({ standard: [], whole: null }),
    clock: Date,
    chance: () => 0.5,
    log,
    alone: true,
    dispatches: true,
    allowPrivateCallbacks: false,
    onRecorded() {},
    onUsed() {},
    onEndpointDisabled() {},
  })
  await line.start()
  stop = async () => {
    await line.stop(1000)
    await database.close()
  }
  const caller = {
    credential: {
      id: credential as string,
      accountId: account as string,
      dialect: 'megasms',
      permissions: new Set<string>(),
      allowedIps: [],
      requestsPerMinute: null,
      expiresAtMs: null,
      revoked: false,
    },
    account: (await line.knowledge.account(account as string)) as Account,
  }
  const send = (...msisdns: string[]) => sendAt(null, ...msisdns)
  const sendAt = (dueAtMs: number | null, ...msisdns: string[]) =>
    line.platform.send({
      dueAtMs,
      caller,
      dialect: 'megasms',
      draft: {
        sender: 'Acme',
        text: 'hello',
        recipients: msisdns.map((msisdn) => ({ msisdn, country: 'TZ' })),
        routeCode: null,
      },
      callback: null,
      idempotency: null,
      waits: true,
    })
  return { line, send, sendAt, caller, database, account: account as string, carrierId: carrierId as string }
}

const receipt = (remoteId: string, outcome: 'delivered' | 'failed' | null) => ({
  remoteId,
  outcome,
  reason: outcome === 'failed' ? 'undeliverable' : null,
  stat: 'X',
  error: null,
  msisdn: null,
  source: null,
})

test('a message is accepted, sent, delivered and captured', async (t) => {
  const { line, send, database, account, carrierId } = await bench(t, () => ({ kind: 'accepted', remoteIds: ['r1'] }))
  const accepted = await send('255712345678')
  assert.ok(accepted.ok)
  assert.equal(accepted.value.freeAfter, 99n)
  const out = await line.platform.untilSubmitted(accepted.value.requestId, 5000)
  assert.deepEqual(
    [...out.values()].map((each) => each.state),
    ['sent'],
  )
  await line.events.onReceipts(carrierId, [receipt('r1', 'delivered'), receipt('r1', 'delivered')])
  const found = await line.platform.request(account, accepted.value.requestId)
  assert.equal(found?.messages[0]?.state, 'delivered')
  assert.deepEqual((({ balance, held }) => ({ balance, held }))(await line.platform.wallet(account)), {
    balance: 99n,
    held: 0n,
  })
  assert.deepEqual((await verify(database)).breaches, [])
})

test('a failed receipt and a refusal are given back', async (t) => {
  const { line, send, database, account, carrierId } = await bench(t, (message) =>
    message.msisdn.endsWith('1')
      ? { kind: 'rejected', status: 'ESME_RINVDSTADR' }
      : { kind: 'accepted', remoteIds: [message.msisdn] },
  )
  const accepted = await send('255712340001', '255712340002')
  assert.ok(accepted.ok)
  const out = await line.platform.untilSubmitted(accepted.value.requestId, 5000)
  assert.deepEqual([...out.values()].map((each) => each.state).sort(), ['failed', 'sent'])
  await line.events.onReceipts(carrierId, [receipt('255712340002', 'failed')])
  assert.deepEqual((({ balance, held }) => ({ balance, held }))(await line.platform.wallet(account)), {
    balance: 100n,
    held: 0n,
  })
  assert.deepEqual((await verify(database)).breaches, [])
})

test('a receipt that overtakes its answer is kept for it', async (t) => {
  const early: { events?: import('../carriers/carrier.ts').CarrierEvents; id?: string } = {}
  const { line, send, account, carrierId } = await bench(t, async () => {
    await early.events?.onReceipts(early.id as string, [receipt('r9', 'delivered')])
    return { kind: 'accepted', remoteIds: ['r9'] }
  })
  Object.assign(early, { events: line.events, id: carrierId })
  const accepted = await send('255712345678')
  assert.ok(accepted.ok)
  await line.platform.untilSubmitted(accepted.value.requestId, 5000)
  assert.equal((await line.platform.request(account, accepted.value.requestId))?.messages[0]?.state, 'delivered')
})

test('of many parallel requests against 100 units, 100 are accepted', async (t) => {
  const { send, database, line } = await bench(t, () => ({ kind: 'accepted', remoteIds: [newId()] }))
  const answers = await Promise.all(Array.from({ length: 500 }, (_, i) => send(`2557000${String(i).padStart(5, '0')}`)))
  assert.equal(answers.filter((answer) => answer.ok).length, 100)
  assert.deepEqual(
    [...new Set(answers.flatMap((answer) => (answer.ok ? [] : [answer.error.code])))],
    ['insufficient_funds'],
  )
  await Promise.all(
    answers.map((answer) => (answer.ok ? line.platform.untilSubmitted(answer.value.requestId, 5000) : null)),
  )
  assert.deepEqual((await verify(database)).breaches, [])
})

test('a scheduled message is held at once, and goes out at its time', async (t) => {
  const submitted: number[] = []
  const { line, sendAt, database, account } = await bench(t, () => {
    submitted.push(Date.now())
    return { kind: 'accepted', remoteIds: [newId()] }
  })
  const dueMs = Date.now() + 600
  const accepted = await sendAt(dueMs, '255712345678')
  assert.ok(accepted.ok)
  assert.deepEqual([accepted.value.messages[0]?.state, accepted.value.freeAfter], ['scheduled', 99n])
  await line.platform.untilSubmitted(accepted.value.requestId, 5000)
  assert.equal(submitted.length, 1)
  assert.ok((submitted[0] as number) >= dueMs)
  assert.equal((await line.platform.request(account, accepted.value.requestId))?.messages[0]?.state, 'sent')
  assert.deepEqual((await verify(database)).breaches, [])
})

test('what waits can be suspended, resumed, reworded and cancelled; the hold follows', async (t) => {
  const texts: string[] = []
  const { line, sendAt, caller, database, account } = await bench(t, (message) => {
    texts.push(message.text)
    return { kind: 'accepted', remoteIds: [newId()] }
  })
  const { account: owner } = caller
  const free = async () => ((wallet) => wallet.balance - wallet.held)(await line.platform.wallet(account))
  const far = Date.now() + 3_600_000
  const [first, second] = await Promise.all([sendAt(far, '255712345678', '255712345679'), sendAt(far, '255712345670')])
  assert.ok(first.ok && second.ok)
  assert.equal(await free(), 97n)

  const { change, cancel } = line.platform.schedule
  const long = 'x'.repeat(161)
  assert.ok((await change(owner, first.value.requestId, { text: { template: long } })).ok)
  assert.equal(await free(), 95n)
  assert.ok((await change(owner, first.value.requestId, { suspended: true, dueAtMs: Date.now() - 1 })).ok)
  assert.deepEqual((await line.platform.request(account, first.value.requestId))?.messages[0]?.state, 'suspended')
  assert.ok((await cancel(owner, second.value.requestId)).ok)
  assert.equal(await free(), 96n)
  assert.deepEqual(await cancel(owner, newId()), { ok: false, error: { code: 'not_found' } })
  assert.deepEqual((await verify(database)).breaches, [])

  assert.ok((await change(owner, first.value.requestId, { suspended: false, text: { template: 'short' } })).ok)
  await line.platform.untilSubmitted(first.value.requestId, 5000)
  assert.deepEqual(texts, ['short', 'short'])
  const late = await change(owner, first.value.requestId, { suspended: true })
  assert.equal(!late.ok && late.error.code, 'conflict')
  assert.equal(await free(), 98n)
  assert.deepEqual((await verify(database)).breaches, [])
})

test('a change and a dispatch at the same instant: changed, or sent unchanged', async (t) => {
  const texts = new Map<string, string>()
  const { line, sendAt, caller } = await bench(t, (message) => {
    texts.set(message.messageId, message.text)
    return { kind: 'accepted', remoteIds: [newId()] }
  })
  const dueMs = Date.now() + 300
  const sent = await Promise.all(Array.from({ length: 40 }, (_, i) => sendAt(dueMs, `2557123456${10 + i}`)))
  await new Promise((resolve) => setTimeout(resolve, dueMs - Date.now() - 20))
  await Promise.all(
    sent.map(async (each) => {
      assert.ok(each.ok)
      const changed = await line.platform.schedule.change(caller.account, each.value.requestId, {
        text: { template: 'changed' },
      })
      await line.platform.untilSubmitted(each.value.requestId, 5000)
      assert.equal(texts.get(each.value.messages[0]?.id as string), changed.ok ? 'changed' : 'hello')
    }),
  )
})

test('a refusal that comes when another node has the message changes nothing', async (t) => {
  const submitted = Promise.withResolvers<void>()
  const answered = Promise.withResolvers<SubmitOutcome>()
  const { line, send, database, account } = await bench(t, () => {
    submitted.resolve()
    return answered.promise
  })
  const accepted = await send('255712345678')
  assert.ok(accepted.ok)
  await submitted.promise
  const id = accepted.value.messages[0]?.id as string
  const sql = <Row>(text: string) => database.transaction([account], (tx) => tx.run<Row>({ name: '', text }, [id]))
  await sql(`update queue set owner = '${newId()}' where message_id = $1`)
  answered.resolve({ kind: 'rejected', status: '0x0000000b' })
  await line.stop(1000)
  assert.deepEqual(await sql('select state from messages where id = $1'), [{ state: 'queued' }])
})
