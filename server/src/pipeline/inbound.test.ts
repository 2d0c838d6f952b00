import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { pino } from 'pino'
import { testAccount, testSetup, value } from '../../../test/harness/setup.ts'
import type { Carrier } from '../carriers/carrier.ts'
import { keywordOf, ruleFor } from '../core/keywords.ts'
import { INBOUND_EVENT } from '../core/webhooks.ts'
import { callback } from '../dialects/native/callback.ts'
import { newId } from '../ids.ts'
import { listCarriers } from '../setup/carriers.ts'
import { creditAccount } from '../setup/credits.ts'
import { addKeyword, setBuiltInKeywords } from '../setup/keywords.ts'
import { assignNumber } from '../setup/numbers.ts'
import { optOut } from '../setup/opt-outs.ts'
import { pipeline } from './pipeline.ts'

const OURS = '255701000001'
const SUBSCRIBER = '255701000000'
const URL = 'https://hooks.example.com/inbound'

/** Two accounts with 10 units each, the first with a number; a carrier that takes everything; posts that are remembered. */
async function bench(t: import('node:test').TestContext, { answer = (_url: string): number => 200 } = {}) {
  let stop = async (): Promise<void> => {}
  t.after(() => stop())
  const setup = await testSetup(t)
  setup.clock.now = Date.now // webhooks are due by the database's clock
  const [ours, theirs] = [await testAccount(setup), await testAccount(setup)]
  for (const account of [ours, theirs]) {
    const credit = { kind: 'topup', amount: 10n, currency: 'units', note: 'test', reference: 'test' } as const
    value(await creditAccount(setup, 'installation', account, credit))
  }
  const input = { number: `+${OURS}`, callbackUrl: URL, style: 'native', carrierId: null }
  value(await assignNumber(setup, 'installation', ours, input))
  const carrierId = (await listCarriers(setup))[0]?.id as string
  const submitted: { source: string; msisdn: string; text: string }[] = []
  const carrier: Carrier = {
    id: carrierId,
    name: 'c',
    room: () => 10,
    async submit({ source, msisdn, text }) {
      submitted.push({ source, msisdn, text })
      return { kind: 'accepted', remoteIds: [newId()] }
    },
    release() {},
    status: () => ({
      up: true,
      binds: 1,
      windowFree: 10,
      windowMax: 10,
      submitsPerSecondMax: null,
      sinceMs: 0,
      lastError: null,
    }),
    start() {},
    async stop() {},
  }
  const posted: { url: string; type: string; id: string; text: string }[] = []
  const line = pipeline({
    database: setup.database,
    carriers: new Map([[carrierId, carrier]]),
    styles: new Map([['native', callback]]),
    poster: {
      async post({ url, body, headers }) {
        const { type, data } = JSON.parse(String(body))
        posted.push({ url, type, id: headers['webhook-id'] as string, text: data.text })
        return { status: answer(url), ms: 1, error: null, answer: '', retryAfterMs: null }
      },
      close: async () => {},
    },
    keysOf: () => ({ standard: [], whole: null }),
    clock: setup.clock,
    chance: () => 0.5,
    log: pino({ level: 'silent' }),
    alone: true,
    dispatches: true,
    allowPrivateCallbacks: false,
    onRecorded() {},
    onUsed() {},
  })
  await line.start()
  setup.knowledge.forget = line.knowledge.forget
  stop = () => line.stop(1000)

  /** As a carrier brings it; `acknowledged: false` is one whose answer never went out. */
  async function write(text: string, { from = SUBSCRIBER, to = OURS, acknowledged = true } = {}): Promise<void> {
    const taken = await line.events.onInbound(carrierId, { from, to, text, receivedAtMs: setup.clock.now() })
    if (!acknowledged) return
    taken?.()
    // Noted a moment later: from then on the same text is another message.
    while ((await rows('select from inbound_messages where not acknowledged')).length > 0) await wait(5)
  }
  async function send(accountId: string, ...msisdns: string[]): Promise<string> {
    const account = await line.knowledge.account(accountId)
    if (!account) throw new Error('no account')
    const recipients = msisdns.map((msisdn) => ({ msisdn, country: 'TZ' }))
    const draft = { sender: null, text: 'hello', recipients, routeCode: null }
    const order = { caller: { account, credential: null }, dialect: 'native', draft, callback: null, idempotency: null }
    const sent = await line.platform.send({ ...order, waits: false })
    return sent.ok ? 'ok' : `${sent.error.code} ${sent.error.value}`
  }
  const rows = <Row>(text: string) => setup.database.transaction('all', (tx) => tx.run<Row>({ name: newId(), text }))
  const stored = async () =>
    (
      await rows<Record<string, string | null>>(
        'select text, keyword, action, reply_refused from inbound_messages order by id',
      )
    ).map((row) => [row.text, row.keyword, row.action, row.reply_refused])
  const replies = async () =>
    (
      await rows<Record<string, string>>(
        'select q.text, q.sender, m.msisdn from requests q join messages m on m.request_id = q.id order by q.id',
      )
    ).map((row) => `${row.sender} to ${row.msisdn}: ${row.text}`)
  return { setup, line, ours, theirs, write, send, stored, replies, posted, submitted }
}

const confirmed = (word: string): string => `${OURS} to ${SUBSCRIBER}: ${ruleFor(word, null, true)?.reply}`

test('what a subscriber writes is stored and posted to the address of the number', async (t) => {
  const { write, stored, posted, replies } = await bench(t)
  await write('Bei leo?')
  assert.deepEqual(await stored(), [['Bei leo?', null, null, null]])
  while (posted.length === 0) await wait(5)
  assert.deepEqual(
    posted.map(({ url, type, text }) => [url, type, text]),
    [[URL, INBOUND_EVENT, 'Bei leo?']],
  )
  assert.deepEqual(await replies(), [])
})

test("what is written to a number that nobody has, or another carrier's, is taken and forgotten", async (t) => {
  const { write, stored } = await bench(t)
  await write('hello', { to: '255701000002' })
  assert.deepEqual(await stored(), [])
})

test('a message that the carrier brings again is stored and answered once, until it knows that we have it', async (t) => {
  const { write, stored, replies } = await bench(t)
  await write('STOP', { acknowledged: false })
  await write('STOP')
  assert.deepEqual(await stored(), [['STOP', 'STOP', 'opt_out', null]])
  assert.deepEqual(await replies(), [confirmed('STOP')])
  await write('STOP') // another one, which changes nothing
  assert.equal((await stored()).length, 2)
  assert.deepEqual(await replies(), [confirmed('STOP')])
})

for (const [stop, start] of [
  ['stop', 'Start'],
  ['Acha', 'ANZA'],
  ['Arrêt!', 'reprendre'],
] as const) {
  test(`${stop} refuses the subscriber to that account alone until ${start}, each confirmed once`, async (t) => {
    const { ours, theirs, write, send, replies } = await bench(t)
    assert.equal(await send(ours, SUBSCRIBER), 'ok')
    await write(stop)
    await write(stop)
    assert.equal(await send(ours, '255712345678', SUBSCRIBER), `recipient_opted_out +${SUBSCRIBER}`)
    assert.equal(await send(ours, '255712345678'), 'ok')
    assert.equal(await send(theirs, SUBSCRIBER), 'ok')
    await write(start)
    await write(start)
    assert.equal(await send(ours, SUBSCRIBER), 'ok')
    const words = [keywordOf(stop), keywordOf(start)] as string[]
    assert.deepEqual(
      (await replies()).filter((reply) => reply.startsWith(OURS)),
      words.map(confirmed),
    )
  })
}

test('the words that everybody has are turned off, and a rule of the account comes before them', async (t) => {
  const { setup, ours, write, stored, replies } = await bench(t)
  value(await setBuiltInKeywords(setup, 'installation', ours, false))
  await write('STOP')
  value(await setBuiltInKeywords(setup, 'installation', ours, true))
  value(await addKeyword(setup, 'installation', ours, { keyword: 'stop', action: 'opt_out', reply: 'Kwaheri' }))
  await write('Stop')
  assert.deepEqual(await stored(), [
    ['STOP', null, null, null],
    ['Stop', 'STOP', 'opt_out', null],
  ])
  assert.deepEqual(await replies(), [`${OURS} to ${SUBSCRIBER}: Kwaheri`])
})

test('a reply is an ordinary message from the number, priced like any other', async (t) => {
  const { setup, line, ours, write, submitted } = await bench(t)
  value(await addKeyword(setup, 'installation', ours, { keyword: 'BEI', action: 'reply', reply: 'TZS 950' }))
  await write('bei ya mahindi')
  while (submitted.length === 0) await wait(5)
  assert.deepEqual(submitted, [{ source: OURS, msisdn: SUBSCRIBER, text: 'TZS 950' }])
  const { balance, held } = await line.platform.wallet(ours)
  assert.equal(balance - held, 9n)
})

test('a reply that is refused leaves the message and the reason', async (t) => {
  const { setup, ours, write, stored, replies } = await bench(t)
  const rule = { keyword: 'BEI', action: 'reply', reply: 'x'.repeat(1600) } as const // 11 segments, and there are 10 units
  value(await addKeyword(setup, 'installation', ours, rule))
  await write('BEI')
  value(await optOut(setup, 'installation', ours, SUBSCRIBER))
  await write('BEI tena')
  await write('BEI', { from: 'INFO' })
  assert.deepEqual(await stored(), [
    ['BEI', 'BEI', 'reply', 'insufficient_funds'],
    ['BEI tena', 'BEI', 'reply', 'recipient_opted_out'],
    ['BEI', 'BEI', 'reply', 'recipient_invalid'],
  ])
  assert.deepEqual(await replies(), [])
})

test('a forward posts to its own address as well, under an id of its own', async (t) => {
  const { setup, ours, write, posted } = await bench(t)
  const url = 'https://crm.example.com/'
  value(await addKeyword(setup, 'installation', ours, { keyword: 'ORDER', action: 'forward', url }))
  await write('Order 5 bags')
  while (posted.length < 2) await wait(5)
  assert.deepEqual(posted.map((each) => [each.url, each.text]).sort(), [
    [url, 'Order 5 bags'],
    [URL, 'Order 5 bags'],
  ])
  assert.equal(new Set(posted.map((each) => each.id)).size, 2)
})

test('a callback that is not heard stays due', async (t) => {
  const { setup, write, posted } = await bench(t, { answer: () => 500 })
  await write('hello')
  const due = { name: 'due', text: 'select tries from webhook_jobs where owner is null and due_at > now()' }
  const waiting = () => setup.database.transaction('all', (tx) => tx.run<{ tries: number }>(due))
  while ((await waiting()).length === 0) await wait(5)
  assert.deepEqual(await waiting(), [{ tries: 1 }])
  assert.equal(posted.length, 1)
})
