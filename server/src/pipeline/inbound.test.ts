import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { value } from '../../../test/harness/setup.ts'
import { keywordOf, ruleFor } from '../core/keywords.ts'
import { INBOUND_EVENT } from '../core/webhooks.ts'
import { addKeyword, setBuiltInKeywords } from '../setup/keywords.ts'
import { assignNumber } from '../setup/numbers.ts'
import { optOut } from '../setup/opt-outs.ts'
import { OURS, bench as pipelineBench, SUBSCRIBER, URL } from './testing/bench.ts'

/** With what was written, and what was answered. */
async function bench(t: import('node:test').TestContext, options?: Parameters<typeof pipelineBench>[1]) {
  const bench = await pipelineBench(t, options)
  const stored = async () =>
    (
      await bench.rows<Record<string, string | null>>(
        'select text, keyword, action, reply_refused from inbound_messages order by id',
      )
    ).map((row) => [row.text, row.keyword, row.action, row.reply_refused])
  const replies = async () =>
    (
      await bench.rows<Record<string, string>>(
        'select q.text, q.sender, m.msisdn from requests q join messages m on m.request_id = q.id order by q.id',
      )
    ).map((row) => `${row.sender} to ${row.msisdn}: ${row.text}`)
  return { ...bench, stored, replies }
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

test('two of our numbers do not answer each other, and the opt-out of one is not confirmed', async (t) => {
  const { setup, ours, theirs, write, stored, replies } = await bench(t)
  const number = { number: '+255701000002', callbackUrl: null, style: 'native', carrierId: null }
  value(await assignNumber(setup, 'installation', theirs, number))
  for (const account of [ours, theirs])
    value(await addKeyword(setup, 'installation', account, { keyword: 'BEI', action: 'reply', reply: 'BEI?' }))
  await write('BEI', { from: '+255701000002' })
  await write('STOP', { from: '+255701000002' })
  assert.deepEqual(await stored(), [
    ['BEI', 'BEI', 'reply', 'own_number'],
    ['STOP', 'STOP', 'opt_out', 'own_number'],
  ])
  assert.deepEqual(await replies(), [])
})

test('a subscriber is answered 20 times an hour by rule, and another one still is', async (t) => {
  const { setup, ours, write, rows, stored } = await bench(t)
  value(await addKeyword(setup, 'installation', ours, { keyword: 'BEI', action: 'reply', reply: 'TZS 950' }))
  await write('BEI')
  // As if it had been answered 19 times within the hour, and once before it.
  const answered = (at: string, n: number) => `insert into inbound_messages
      (account_id, id, number, msisdn, text, carrier_id, received_at, acknowledged, reply, reply_request_id)
    select account_id, (lpad(to_hex(${at}), 12, '0') || '7000' || '8' || lpad(to_hex(n), 15, '0'))::uuid,
      number, msisdn, 'x', carrier_id, received_at, true, 'y', id
    from inbound_messages, generate_series(1, ${n}) n where text = 'BEI'`
  await rows(answered(`${Date.now() - 3_700_000}::bigint`, 1))
  await rows(answered(`${Date.now() - 3_500_000}::bigint`, 18))
  await write('BEI 20')
  await write('BEI 21')
  await write('BEI', { from: '255701000003' })
  const mine = (await stored()).filter(([text]) => text?.startsWith('BEI'))
  assert.deepEqual(
    mine.map(([text, , , refused]) => [text, refused]),
    [
      ['BEI', null],
      ['BEI 20', null],
      ['BEI 21', 'too_many_replies'],
      ['BEI', null],
    ],
  )
})
