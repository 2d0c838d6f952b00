import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { BindError, concatenate, parseReceipt, SmppError, type StatusName, status } from '@njiwa/smpp'
import type { Submit } from './intake.ts'
import { type SimulatorOptions, startSimulator } from './simulator.ts'
import { bindEsme, type Esme, type EsmeOptions } from './testing/esme.ts'

async function start(t: TestContext, options: SimulatorOptions = {}) {
  const simulator = await startSimulator({ delayMs: 0, ...options })
  t.after(() => simulator.stop())
  const bind = (esme: Partial<EsmeOptions> = {}) => bindEsme({ port: simulator.port, ...esme })
  return { simulator, bind }
}

const PLAIN = '255700000100'
const statuses = async (esme: Esme, to: string, tries: number) => {
  const answers: number[] = []
  for (let index = 0; index < tries; index++) answers.push((await esme.submit(to)).command_status)
  return answers
}

test('recipients that are refused, at each of four tries', async (t) => {
  const { bind, simulator } = await start(t)
  const esme = await bind()
  const rows: [to: string, names: StatusName[]][] = [
    ['255700000001', ['ESME_RINVDSTADR', 'ESME_RINVDSTADR', 'ESME_RINVDSTADR', 'ESME_RINVDSTADR']],
    ['255700000004', ['ESME_RTHROTTLED', 'ESME_RTHROTTLED', 'ESME_ROK', 'ESME_ROK']],
    ['255700000009', ['ESME_RSYSERR', 'ESME_RSYSERR', 'ESME_RSYSERR', 'ESME_RSYSERR']],
    [PLAIN, ['ESME_ROK', 'ESME_ROK', 'ESME_ROK', 'ESME_ROK']],
  ]
  for (const [to, names] of rows) {
    assert.deepEqual(
      await statuses(esme, to, 4),
      names.map((name) => status[name]),
      to,
    )
  }
  const { taken, refused } = simulator.stats()
  assert.deepEqual({ taken, refused }, { taken: 6, refused: 10 })
})

test('recipients that get receipts: which, and how many', async (t) => {
  const rows: [to: string, stats: string[]][] = [
    [PLAIN, ['DELIVRD']],
    ['255700000002', ['UNDELIV']],
    ['255700000003', ['EXPIRED']],
    ['255700000006', ['DELIVRD', 'DELIVRD', 'DELIVRD']],
    ['255700000007', ['DELIVRD']],
  ]
  for (const [to, stats] of rows) {
    const { bind } = await start(t)
    const esme = await bind()
    const { message_id } = await esme.submit(to)
    const receipts = (await esme.until(stats.length)).map((pdu) => parseReceipt(pdu))
    assert.deepEqual(esme.stats(), stats, to)
    for (const receipt of receipts) assert.equal(receipt?.id, message_id)
  }
})

test('0007 gets its receipt before the submit response', async (t) => {
  const { bind } = await start(t)
  const esme = await bind({ answer: () => undefined })
  let answered = false
  const submitted = esme.submit('255700000007').then((response) => {
    answered = true
    return response
  })
  const [receipt] = await esme.until(1)
  assert.ok(receipt)
  assert.equal(answered, false)
  esme.session.respond(receipt, { command_status: 0 })
  assert.equal(parseReceipt(receipt)?.id, (await submitted).message_id)
})

test('0005 never gets a receipt: those of later messages come without it', async (t) => {
  const { bind } = await start(t)
  const esme = await bind()
  await esme.submit('255700000005')
  const later = await esme.submit(PLAIN)
  const [first] = await esme.until(1)
  assert.equal(first && parseReceipt(first)?.id, later.message_id)
})

test('0008 loses the connection without a response at the first try, then goes through', async (t) => {
  const { bind, simulator } = await start(t)
  const esme = await bind()
  const before = esme.submit(PLAIN)
  const lost = esme.submit('255700000008')
  await assert.rejects(lost, (error) => error instanceof SmppError && error.code === 'session_lost' && error.written)
  assert.equal((await before).command_status, 0, 'what came before it on the connection is answered')
  const again = await bind()
  assert.equal((await again.submit('255700000008')).command_status, 0)
  await again.until(2)
  const { taken, dropped } = simulator.stats()
  assert.deepEqual({ taken, dropped }, { taken: 2, dropped: 1 })
})

test('0010 is taken after 3 seconds, and holds up nothing else', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const { bind, simulator } = await start(t)
  const esme = await bind()
  const slow = esme.submit('255700000010')
  await esme.submit(PLAIN)
  t.mock.timers.tick(2999)
  await esme.submit(PLAIN)
  assert.equal(simulator.stats().taken, 2)
  t.mock.timers.tick(1)
  assert.equal((await slow).command_status, 0)
  assert.equal(simulator.stats().taken, 3)
  await esme.until(3)
})

test('a message of three segments to 0004 is throttled at its first two tries, then goes through', async (t) => {
  const submits: Submit[] = []
  const { bind } = await start(t, { onSubmit: (submit) => submits.push(submit) })
  const esme = await bind()
  const parts = concatenate([Buffer.from('one'), Buffer.from('two'), Buffer.from('three')], 7, 'udh8')
  const send = async () => {
    const answers = await Promise.all(parts.map((part) => esme.submit('255700000004', part)))
    return answers.map(({ command_status }) => command_status)
  }
  const throttled = Array(3).fill(status.ESME_RTHROTTLED)
  assert.deepEqual([await send(), await send(), await send()], [throttled, throttled, [0, 0, 0]])
  assert.deepEqual(
    submits.slice(6).map(({ from, to, text, segment, segments }) => ({ from, to, text, segment, segments })),
    ['one', 'two', 'three'].map((text, index) => ({
      from: 'INFO',
      to: '255700000004',
      text,
      segment: index + 1,
      segments: 3,
    })),
  )
})

test('a receipt says in text and TLVs what became of the message, to the address that sent it', async (t) => {
  const { bind } = await start(t)
  const esme = await bind()
  const { message_id } = await esme.submit('255700000002', {
    short_message: Buffer.from('a text of over twenty octets'),
  })
  const [pdu] = await esme.until(1)
  assert.ok(pdu)
  assert.equal(pdu.esm_class, 0x04)
  assert.deepEqual([pdu.source_addr, pdu.source_addr_ton, pdu.source_addr_npi], ['255700000002', 1, 1])
  assert.deepEqual([pdu.destination_addr, pdu.dest_addr_ton, pdu.dest_addr_npi], ['INFO', 5, 0])
  assert.deepEqual(pdu.tlvs, { receipted_message_id: message_id, message_state: 5 })
  const text = pdu.short_message.toString()
  const date = '\\d{10}'
  const head = `id:${message_id} sub:001 dlvrd:000 submit date:${date} done date:${date}`
  assert.match(text, new RegExp(`^${head} stat:UNDELIV err:001 text:a text of over twent$`))
})

test('receipts come only where registered_delivery asks', async (t) => {
  const { bind } = await start(t)
  const esme = await bind()
  await esme.submit(PLAIN, { registered_delivery: 0 })
  await esme.submit(PLAIN, { registered_delivery: 2 })
  await esme.submit('255700000002', { registered_delivery: 2 })
  await esme.submit('255700000003', { registered_delivery: 0 })
  await esme.submit(PLAIN, { registered_delivery: 1 })
  await esme.until(2)
  assert.deepEqual(esme.stats(), ['UNDELIV', 'DELIVRD'])
})

test('a refusal and a receipt follow the ratios that are asked for, the same for the same seed', async (t) => {
  const outcomes = async () => {
    const submits: Submit[] = []
    const options: SimulatorOptions = { failRatio: 0.3, failStatus: 'ESME_RMSGQFUL', undeliveredRatio: 0.5, seed: 3 }
    const { bind } = await start(t, { ...options, onSubmit: (submit) => submits.push(submit) })
    const esme = await bind()
    await Promise.all(Array.from({ length: 100 }, () => esme.submit(PLAIN)))
    return submits.map(({ outcome }) => (outcome.answer === 'take' ? outcome.message_state : outcome))
  }
  const first = await outcomes()
  assert.deepEqual(await outcomes(), first)
  const refused = first.filter((outcome) => typeof outcome === 'object')
  assert.deepEqual(refused[0], { answer: 'refuse', command_status: status.ESME_RMSGQFUL })
  assert.ok(refused.length > 10 && refused.length < 50, `${refused.length} refused`)
  const undelivered = first.filter((outcome) => outcome === 5)
  assert.ok(undelivered.length > 15 && undelivered.length < 60, `${undelivered.length} undelivered`)
})

test('above its rate it throttles, and plain it knows no outcome by number', async (t) => {
  const { bind } = await start(t, { submitsPerSecondMax: 1, plain: true })
  const esme = await bind()
  const [first, second] = await Promise.all([esme.submit('255700000001'), esme.submit('255700000001')])
  assert.deepEqual([first.command_status, second.command_status], [status.ESME_ROK, status.ESME_RTHROTTLED])
})

test('every so many submits all sessions are cut, and the submit that did it is not taken', async (t) => {
  const { bind, simulator } = await start(t, { dropAfter: 2 })
  for (const round of [1, 2]) {
    const [esme, other] = await Promise.all([bind(), bind({ mode: 'receiver' })])
    assert.equal((await esme.submit(PLAIN)).command_status, 0)
    await assert.rejects(esme.submit(PLAIN))
    await Promise.all([esme.session.closed, other.session.closed])
    const { taken, dropped } = simulator.stats()
    assert.deepEqual({ taken, dropped }, { taken: round, dropped: round })
  }
})

test('a bind needs the system_id and password that were set', async (t) => {
  const { bind } = await start(t, { systemId: 'esme', password: 'secret' })
  const rows: [system_id: string, password: string, name: StatusName][] = [
    ['other', 'secret', 'ESME_RINVSYSID'],
    ['esme', 'wrong', 'ESME_RINVPASWD'],
  ]
  for (const [system_id, password, name] of rows) {
    const refused = (error: unknown) => error instanceof BindError && error.status === status[name]
    await assert.rejects(bind({ system_id, password }), refused)
  }
  await bind()
})

test('what was taken is counted by recipient', async (t) => {
  const { bind, simulator } = await start(t, { seenFrom: 255_700_000_100 })
  const esme = await bind()
  for (const to of ['255700000100', '255700000102', '255700000102', '255600000000']) await esme.submit(to)
  assert.deepEqual([...simulator.seen()], [1, 0, 2])
  const { unique, duplicates, otherRecipients } = simulator.stats()
  assert.deepEqual({ unique, duplicates, otherRecipients }, { unique: 2, duplicates: 1, otherRecipients: 1 })
  simulator.reset()
  assert.equal(simulator.seen().length, 0)
  assert.equal(simulator.stats().submits, 0)
})
