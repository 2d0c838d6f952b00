import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { buildReceipt, concatenate, parseUdh, type SubmitSm, status, userDataOf } from '@njiwa/smpp'
import { pino } from 'pino'
import { systemClock } from '../../clock.ts'
import type { CarrierEvents, OutboundMessage } from '../carrier.ts'
import { carrierConformance, listening } from '../conformance.ts'
import { createSmppCarrier } from './index.ts'
import { type ScriptedSmsc, scriptedSmsc } from './scripted-smsc.ts'

function carrierTo(smsc: { port: number }, events: CarrierEvents, config: Record<string, unknown> = {}) {
  return createSmppCarrier({
    id: 'c1',
    name: 'Carrier',
    config: { host: '127.0.0.1', port: smsc.port, systemId: 'njiwa', reconnectMinMs: 50, ...config },
    password: 'secret',
    events,
    clock: systemClock,
    log: pino({ level: 'silent' }),
  })
}

const scripts = {
  accepts: (smsc: ScriptedSmsc) => smsc.nextId,
  rejects: () => () => status.ESME_RINVDSTADR,
  throttles: () => () => status.ESME_RTHROTTLED,
  refuses_for_now: () => () => status.ESME_RMSGQFUL,
  waits: () => () => null,
}

carrierConformance('SMPP', async (events) => {
  const smsc = await scriptedSmsc()
  return {
    carrier: carrierTo(smsc, events),
    peer: {
      behave: (how) => smsc.play(scripts[how](smsc)),
      waiting: smsc.waiting,
      answer: smsc.answerAll,
      drop: smsc.drop,
      receipt: async (id) =>
        (await smsc.deliver(buildReceipt({ id, message_state: 2, submitMs: 0, doneMs: 0 }))) === status.ESME_ROK,
      inbound: async ({ from, to, text }) =>
        (await smsc.deliver({ source_addr: from, destination_addr: to, short_message: Buffer.from(text) })) === 0,
      close: smsc.close,
    },
  }
})

async function bound(t: TestContext, config: Record<string, unknown> = {}) {
  const smsc = await scriptedSmsc()
  const heard = listening()
  const carrier = carrierTo(smsc, heard.events, config)
  t.after(async () => {
    await carrier.stop(0)
    await smsc.close()
  })
  carrier.start()
  await heard.change(() => carrier.status().up && carrier.status().binds === smsc.modes().length)
  let sent = 0
  async function send(text: string, messageId = `message-${++sent}`) {
    const message: OutboundMessage = {
      messageId,
      source: 'INFO',
      msisdn: '255700000000',
      text,
      expiresAtMs: Date.now() + 86_400_000,
    }
    const outcome = await carrier.submit(message)
    carrier.release()
    return outcome
  }
  return { smsc, heard, carrier, send }
}

const LONG = 'Ujumbe mrefu wa majaribio. '.repeat(15) // 405 septets: three segments
const partOf = (pdu: SubmitSm) => userDataOf(pdu).concatenation?.part

test('a long message goes out in parts that a handset joins again', async (t) => {
  const { smsc, send } = await bound(t)
  assert.deepEqual(await send(LONG), { kind: 'accepted', remoteIds: ['id-1', 'id-2', 'id-3'] })
  assert.deepEqual(smsc.submits.map(partOf), [1, 2, 3])
  assert.equal(new Set(smsc.submits.map((pdu) => userDataOf(pdu).concatenation?.reference)).size, 1)
  assert.deepEqual(
    smsc.submits.map((pdu) => parseUdh(pdu.short_message)?.elements.map(({ iei, data }) => [iei, data.length])),
    [[[0, 3]], [[0, 3]], [[0, 3]]],
  )
  assert.equal(smsc.submits.map((pdu) => userDataOf(pdu).body.toString('latin1')).join(''), LONG)
})

test('of a long message only the segments that were throttled are sent again, with the same reference', async (t) => {
  const { smsc, send } = await bound(t)
  smsc.play((pdu) => (partOf(pdu) === 2 ? status.ESME_RTHROTTLED : smsc.nextId()))
  assert.equal((await send(LONG, 'long')).kind, 'throttled')
  smsc.play((pdu) => (partOf(pdu) === 2 ? status.ESME_RMSGQFUL : smsc.nextId()))
  assert.deepEqual(await send(LONG, 'long'), { kind: 'temporary', status: 'ESME_RMSGQFUL', triesMax: 5 })
  smsc.play(smsc.nextId)
  assert.deepEqual(await send(LONG, 'long'), { kind: 'accepted', remoteIds: ['id-1', 'id-3', 'id-2'] })
  assert.deepEqual(smsc.submits.map(partOf), [1, 2, 3, 2, 2])
  assert.equal(new Set(smsc.submits.map((pdu) => userDataOf(pdu).concatenation?.reference)).size, 1)
})

test('a long message of which one segment is refused for good is rejected', async (t) => {
  const { smsc, send } = await bound(t)
  smsc.play((pdu) => [smsc.nextId(), status.ESME_RTHROTTLED, status.ESME_RSUBMITFAIL][(partOf(pdu) ?? 1) - 1] ?? null)
  assert.deepEqual(await send(LONG), { kind: 'rejected', status: 'ESME_RSUBMITFAIL' })
})

test('where the carrier is set up for it a long message has SAR parameters, or one message_payload', async (t) => {
  const sar = await bound(t, { longMessages: 'sar' })
  await sar.send(LONG)
  assert.deepEqual(
    sar.smsc.submits.map(({ esm_class, tlvs }) => [esm_class, tlvs.sar_total_segments, tlvs.sar_segment_seqnum]),
    [
      [0, 3, 1],
      [0, 3, 2],
      [0, 3, 3],
    ],
  )
  const payload = await bound(t, { longMessages: 'payload' })
  assert.deepEqual(await payload.send(LONG), { kind: 'accepted', remoteIds: ['id-1'] })
  assert.equal(payload.smsc.submits[0]?.tlvs.message_payload?.toString('latin1'), LONG)
})

test('what was lost before a byte of it went out is unsent', async (t) => {
  const { smsc, send } = await bound(t, { window: 2 })
  smsc.play(() => null)
  const first = send(LONG.slice(0, 300)) // two segments fill the window
  const second = send('waits for its turn')
  await smsc.waiting(2)
  smsc.drop()
  assert.deepEqual(await first, { kind: 'uncertain', cause: 'session_lost', suspect: true })
  assert.deepEqual(await second, { kind: 'unsent' })
})

test('an answer that does not come in time leaves its message uncertain, and harms nothing when it comes', async (t) => {
  const { smsc, send, carrier } = await bound(t, { responseMs: 1000 })
  smsc.play(() => null)
  const outcome = send('silence')
  await smsc.waiting(1)
  assert.deepEqual(await outcome, { kind: 'uncertain', cause: 'response_timeout', suspect: true })
  assert.deepEqual(smsc.answerAll(), [true])
  smsc.play(smsc.nextId)
  assert.equal((await send('and on')).kind, 'accepted')
  assert.equal(carrier.status().up, true)
})

test('while the carrier throttles the response timers are stretched', async (t) => {
  const { smsc, send } = await bound(t, { responseMs: 1000 })
  const order: string[] = []
  smsc.play(() => null)
  const early = send('sent before it throttled').then(() => order.push('early'))
  await smsc.waiting(1)
  smsc.play(() => status.ESME_RTHROTTLED)
  await send('throttled')
  smsc.play(() => null)
  const late = send('sent after').then(() => order.push('late'))
  await Promise.all([early, late])
  assert.deepEqual(order, ['late', 'early'])
})

test('a carrier that throttles a whole window has no room for a second, and says when it has', async (t) => {
  const { smsc, send, carrier, heard } = await bound(t)
  smsc.play(() => status.ESME_RTHROTTLED)
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => send('x')))
  assert.ok(outcomes.every((outcome) => outcome.kind === 'throttled'))
  assert.equal(carrier.room(), 0)
  await heard.change(() => carrier.room() > 0)
  assert.equal(typeof carrier.status().submitsPerSecondMax, 'number')
})

test('room is the tokens of a configured rate, and comes back with them', async (t) => {
  const { send, carrier, heard } = await bound(t, { submitsPerSecondMax: 1 })
  assert.equal(carrier.room(), 1)
  await send('one')
  assert.equal(carrier.room(), 0)
  await heard.change(() => carrier.room() > 0)
})

for (const [name, config, submitted, delivery, remoteId, stat] of [
  ['text alone', {}, 'a1b2', { short_message: Buffer.from('id:a1b2 stat:UNDELIV err:027 text:') }, 'a1b2', 'UNDELIV'],
  ['TLVs alone', {}, 'a1b2', { tlvs: { receipted_message_id: 'a1b2', message_state: 5 } }, 'a1b2', 'UNDELIVERABLE'],
  [
    'a decimal id where the response had a padded hexadecimal one',
    { submitIdFormat: 'hex', receiptIdFormat: 'decimal' },
    '0000A1B2',
    { short_message: Buffer.from('id:0000041394 stat:UNDELIV') },
    'a1b2',
    'UNDELIV',
  ],
] as const) {
  test(`a receipt by ${name} names the message that was submitted`, async (t) => {
    const { smsc, send, heard } = await bound(t, config)
    smsc.play(() => submitted)
    assert.deepEqual(await send('x'), { kind: 'accepted', remoteIds: [remoteId] })
    const receipts = heard.receipts()
    assert.equal(await smsc.deliver({ esm_class: 4, ...delivery }), status.ESME_ROK)
    const [receipt] = await receipts
    assert.deepEqual(
      [receipt?.remoteId, receipt?.outcome, receipt?.reason, receipt?.stat],
      [remoteId, 'failed', 'undeliverable', stat],
    )
  })
}

test('a receipt that names no message is acknowledged, and forgotten', async (t) => {
  const { smsc, send } = await bound(t)
  assert.equal(await smsc.deliver({ esm_class: 4, short_message: Buffer.from('\0\xff id:') }), status.ESME_ROK)
  assert.equal((await send('and on')).kind, 'accepted')
})

test('a long inbound message is delivered once, in whatever order its parts come', async (t) => {
  const { smsc, heard } = await bound(t)
  const parts = concatenate(
    ['Habari ', 'za ', 'asubuhi'].map((text) => Buffer.from(text)),
    7,
    'udh8',
  ).map((part) => ({ source_addr: '255701000000', destination_addr: '15500', ...part }))
  const [first, second, third] = parts as [(typeof parts)[0], (typeof parts)[0], (typeof parts)[0]]
  const answers = [third, first, third, second].map((part) => smsc.deliver(part))
  assert.deepEqual(await Promise.all(answers), [0, 0, 0, 0])
  assert.equal(heard.inbound()?.text, 'Habari za asubuhi')
  assert.equal(await smsc.deliver(first), 0)
})

test('a part of an inbound message is acknowledged although the others are yet to come', async (t) => {
  const { smsc, heard } = await bound(t)
  const parts = concatenate([Buffer.from('Haba'), Buffer.from('ri')], 8, 'udh8')
  for (const part of parts) assert.equal(await smsc.deliver(part), 0)
  assert.equal(heard.inbound()?.text, 'Habari')
})

test('a pair submits over its transmitter and receives over its receiver', async (t) => {
  const { smsc, send, heard, carrier } = await bound(t, { bindMode: 'pair', binds: 2 })
  await heard.change(() => carrier.status().binds === 4)
  assert.deepEqual(smsc.modes(), ['receiver', 'receiver', 'transmitter', 'transmitter'])
  assert.equal(carrier.room(), 20)
  assert.equal((await send('x')).kind, 'accepted')
  const receipts = heard.receipts()
  assert.equal(await smsc.deliver({ tlvs: { receipted_message_id: 'id-1', message_state: 2 } }), 0)
  assert.equal((await receipts)[0]?.remoteId, 'id-1')
})

test('a bind that is refused is tried again, and said in words', async (t) => {
  let answer = { command_status: status.ESME_RINVPASWD as number }
  const smsc = await scriptedSmsc({ bind: () => answer })
  const heard = listening()
  const carrier = carrierTo(smsc, heard.events)
  t.after(async () => {
    await carrier.stop(0)
    await smsc.close()
  })
  carrier.start()
  await heard.change(() => carrier.status().lastError === 'bind refused: ESME_RINVPASWD')
  assert.equal(carrier.status().up, false)
  answer = { command_status: 0 }
  await heard.change(() => carrier.status().up)
})

test('stopped without grace it leaves what was unanswered uncertain', async (t) => {
  const { smsc, send, carrier } = await bound(t)
  smsc.play(() => null)
  const outcome = send('x')
  await smsc.waiting(1)
  await carrier.stop(0)
  assert.deepEqual(await outcome, { kind: 'uncertain', cause: 'session_lost', suspect: true })
})

test('a config that is none is refused when the carrier is made', () => {
  const { events } = listening()
  assert.throws(() => carrierTo({ port: 0 }, events), /\/port must be >= 1/)
})
