// The protocol on a clock of our own: an Exchange has neither socket nor time.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decode, encode, PduReader } from './codec.ts'
import type { SmppError } from './errors.ts'
import { type CloseReason, Exchange } from './exchange.ts'
import { type IncomingPdu, type Mode, mayArrive, type Role } from './operations.ts'
import type { BindPdu, Pdu, PduInput } from './pdu/index.ts'
import { status } from './status.ts'
import { defaultTimers, type Timers } from './timers.ts'

/** One side of a session, its other side played by the test: `hear` what comes, `said` what went out. */
function side(role: Role, { window = 10, timers = {} }: { window?: number; timers?: Partial<Timers> } = {}) {
  const requests: IncomingPdu[] = []
  const binds: BindPdu[] = []
  const ends: CloseReason[] = []
  const host = {
    output() {},
    deadline() {},
    bind: (pdu: BindPdu) => void binds.push(pdu),
    request: (pdu: IncomingPdu) => void requests.push(pdu),
    closed: (reason: CloseReason) => void ends.push(reason),
  }
  const exchange = new Exchange(role, { ...defaultTimers, ...timers }, window, host, 0)
  const reader = new PduReader()
  const said = () => {
    const pdus: string[] = []
    reader.push(exchange.outbox.take() ?? Buffer.alloc(0))
    for (let pdu = reader.next(); pdu !== undefined; pdu = reader.next()) {
      pdus.push(`${pdu.command} ${pdu.sequence_number} 0x${pdu.command_status.toString(16)}`)
    }
    return pdus
  }
  const hear = (nowMs: number, ...pdus: PduInput[]) => exchange.receive(Buffer.concat(pdus.map(encode)), nowMs)
  return { exchange, requests, binds, ends, said, hear }
}

function smsc(mode: Mode = 'transceiver', options?: Parameters<typeof side>[1]) {
  const it = side('smsc', options)
  it.hear(0, { command: `bind_${mode}`, sequence_number: 1, interface_version: 0x34 })
  it.exchange.answerBind(it.binds[0] as BindPdu, { command_status: 0 }, 0)
  it.said()
  return it
}

function esme(mode: Mode = 'transceiver', options?: Parameters<typeof side>[1]) {
  const it = side('esme', options)
  void it.exchange.send(`bind_${mode}`, {}, 0)
  it.said()
  it.hear(0, { command: `bind_${mode}_resp`, sequence_number: 1 })
  return it
}

/** Settled promises by name, as far as they are settled now. */
async function outcomeOf(promise: Promise<Pdu>): Promise<string> {
  const pending = new Promise<string>((resolve) => setImmediate(() => resolve('pending')))
  return Promise.race([
    pending,
    promise.then(
      (pdu) => `${pdu.command} 0x${pdu.command_status.toString(16)}`,
      (error: SmppError) => `${error.code} ${error.written ? 'written' : 'unwritten'}`,
    ),
  ])
}

test('what a request before any bind, or on the wrong bind, is answered', () => {
  const all: IncomingPdu['command'][] = [
    'submit_sm',
    'submit_multi',
    'deliver_sm',
    'data_sm',
    'query_sm',
    'cancel_sm',
    'replace_sm',
    'alert_notification',
  ]
  const toSmsc = all.filter((command) => command !== 'deliver_sm' && command !== 'alert_notification')
  const rows: [Role, Mode | undefined, string[]][] = [
    ['smsc', undefined, []],
    ['smsc', 'receiver', []],
    ['smsc', 'transmitter', toSmsc],
    ['smsc', 'transceiver', toSmsc],
    ['esme', undefined, []],
    ['esme', 'transmitter', []],
    ['esme', 'receiver', ['deliver_sm', 'data_sm', 'alert_notification']],
    ['esme', 'transceiver', ['deliver_sm', 'data_sm', 'alert_notification']],
  ]
  for (const [role, mode, taken] of rows) {
    assert.deepEqual(
      all.filter((command) => mayArrive(role, mode, command)),
      taken,
      `${role} ${mode}`,
    )
  }
  const open = side('smsc')
  open.hear(0, { command: 'submit_sm', sequence_number: 7 }, { command: 'outbind', sequence_number: 8 })
  const receiver = smsc('receiver')
  receiver.hear(0, { command: 'submit_sm', sequence_number: 9 }, { command: 'bind_receiver', sequence_number: 10 })
  assert.deepEqual(
    [open.said(), receiver.said()],
    [
      ['submit_sm_resp 7 0x4', 'generic_nack 8 0x4'],
      ['submit_sm_resp 9 0x4', 'bind_receiver_resp 10 0x5'],
    ],
  )
  assert.deepEqual([...open.requests, ...receiver.requests], [])
})

test('what comes after a bind waits until the bind is answered, and is lost when it is refused', () => {
  for (const [command_status, answers] of [
    [0, ['bind_transceiver_resp 1 0x0', 'enquire_link_resp 3 0x0']],
    [status.ESME_RINVPASWD, ['bind_transceiver_resp 1 0xe']],
  ] as const) {
    const { exchange, binds, requests, said, hear, ends } = side('smsc')
    hear(
      0,
      { command: 'bind_transceiver', sequence_number: 1 },
      { command: 'submit_sm', sequence_number: 2 },
      { command: 'enquire_link', sequence_number: 3 },
    )
    assert.deepEqual([binds.length, requests.length, exchange.held], [1, 0, true])
    exchange.answerBind(binds[0] as BindPdu, { command_status }, 0)
    exchange.read(0)
    assert.deepEqual(said(), answers)
    assert.equal(requests.length, command_status === 0 ? 1 : 0)
    assert.deepEqual(ends, command_status === 0 ? [] : [{ code: 'bind_refused' }])
  }
})

test('a bind response tells its version to who knows TLVs', () => {
  for (const [interface_version, tlvs] of [
    [0x33, {}],
    [0x34, { sc_interface_version: 0x34 }],
  ] as const) {
    const { exchange, binds, hear } = side('smsc')
    hear(0, { command: 'bind_receiver', sequence_number: 1, interface_version })
    exchange.answerBind(binds[0] as BindPdu, { command_status: 0, system_id: 'S' }, 0)
    assert.deepEqual((decode(exchange.outbox.take() as Buffer) as Pdu).tlvs, tlvs)
  }
})

test('a deliver_sm in the same chunk as the bind response is taken', () => {
  const { exchange, hear, requests } = side('esme')
  void exchange.send('bind_receiver', {}, 0)
  hear(0, { command: 'bind_receiver_resp', sequence_number: 1 }, { command: 'deliver_sm', sequence_number: 1 })
  assert.deepEqual([exchange.mode, requests.length], ['receiver', 1])
})

test('answers find their request in any order; a nack is an answer; others change nothing', async () => {
  const { exchange, hear, said } = esme()
  const sent = [1, 2, 3, 4].map(() => exchange.send('submit_sm', {}, 0))
  assert.deepEqual(said(), ['submit_sm 2 0x0', 'submit_sm 3 0x0', 'submit_sm 4 0x0', 'submit_sm 5 0x0'])
  hear(
    0,
    { command: 'submit_sm_resp', sequence_number: 4, command_status: 0x58 },
    { command: 'generic_nack', sequence_number: 3, command_status: 3 },
    { command: 'submit_sm_resp', sequence_number: 2 },
    { command: 'submit_sm_resp', sequence_number: 2, command_status: 8 },
    { command: 'submit_sm_resp', sequence_number: 77 },
    { command: 'generic_nack', sequence_number: 0, command_status: 2 },
    { command: 'query_sm_resp', sequence_number: 5 },
  )
  const outcomes = await Promise.all(sent.map(outcomeOf))
  assert.deepEqual(outcomes, ['submit_sm_resp 0x0', 'generic_nack 0x3', 'submit_sm_resp 0x58', 'pending'])
  assert.equal(exchange.requests.window.outstanding, 1)
})

test('an answer that cannot be read fails its request alone', async () => {
  const { exchange, said } = esme()
  const sent = exchange.send('submit_sm', {}, 0)
  said()
  const bad = Buffer.concat([
    encode({ command: 'submit_sm_resp', sequence_number: 2 }).subarray(0, 16),
    Buffer.alloc(70, 65),
  ])
  bad.writeUInt32BE(bad.length, 0)
  exchange.receive(bad, 0)
  assert.equal(await outcomeOf(sent), 'invalid_response written')
  assert.equal(exchange.state, 'bound')
})

test('past the window requests wait, and go in order as answers come', async () => {
  const { exchange, hear, said } = esme('transceiver', { window: 2 })
  const sent = [1, 2, 3].map(() => exchange.send('submit_sm', {}, 0))
  assert.deepEqual(said(), ['submit_sm 2 0x0', 'submit_sm 3 0x0'])
  hear(5, { command: 'submit_sm_resp', sequence_number: 3 })
  assert.deepEqual(said(), ['submit_sm 4 0x0'])
  exchange.close({ code: 'peer_closed' })
  const outcomes = await Promise.all(sent.map(outcomeOf))
  assert.deepEqual(outcomes, ['session_lost written', 'submit_sm_resp 0x0', 'session_lost written'])
})

test('a lost session tells what may have gone out from what did not', async () => {
  const { exchange, said } = esme('transceiver', { window: 2 })
  const first = exchange.send('submit_sm', {}, 0)
  said()
  const rest = [exchange.send('submit_sm', {}, 0), exchange.send('submit_sm', {}, 0)]
  exchange.close({ code: 'socket_error' })
  const after = exchange.send('submit_sm', {}, 0)
  assert.deepEqual(await Promise.all([first, ...rest, after].map(outcomeOf)), [
    'session_lost written',
    'session_lost unwritten',
    'session_lost unwritten',
    'closed unwritten',
  ])
})

test('a field that does not fit is told at once and uses no number', async () => {
  const { exchange, said } = esme()
  assert.equal(await outcomeOf(exchange.send('submit_sm', { source_addr: 'x'.repeat(30) }, 0)), 'invalid_pdu unwritten')
  void exchange.send('submit_sm', {}, 0)
  assert.deepEqual(said(), ['submit_sm 2 0x0'])
})

test('the response timer, from both sides, stretched, and per request', async () => {
  const { exchange, said } = esme('transceiver', { timers: { responseMs: 100, enquireLinkMs: 0 } })
  const sent = [exchange.send('submit_sm', {}, 0), exchange.send('submit_sm', {}, 0, 300)]
  said()
  assert.equal(exchange.tick(99), 100)
  exchange.requests.window.extend(50)
  assert.equal(exchange.tick(149), 150)
  assert.deepEqual(await Promise.all(sent.map(outcomeOf)), ['pending', 'pending'])
  assert.equal(exchange.tick(150), 350)
  assert.deepEqual(await Promise.all(sent.map(outcomeOf)), ['response_timeout written', 'pending'])
  assert.equal(exchange.tick(350), Number.POSITIVE_INFINITY)
  assert.deepEqual(await Promise.all(sent.map(outcomeOf)), ['response_timeout written', 'response_timeout written'])
})

test('a silent peer is asked once, and is gone when nothing comes', () => {
  const { exchange, said, hear, ends } = esme('transceiver', { timers: { enquireLinkMs: 30, responseMs: 60 } })
  assert.equal(exchange.tick(29), 30)
  assert.deepEqual(said(), [])
  assert.equal(exchange.tick(30), 90)
  assert.deepEqual(said(), ['enquire_link 2 0x0'])
  // Any PDU is a sign of life.
  hear(80, { command: 'enquire_link', sequence_number: 1 })
  assert.deepEqual(said(), ['enquire_link_resp 1 0x0'])
  assert.equal(exchange.tick(90), 110)
  assert.equal(exchange.tick(110), 170)
  exchange.tick(170)
  assert.deepEqual(ends, [{ code: 'enquire_link_timeout' }])
})

test('an enquire_link goes out past a full window', () => {
  const { exchange, said } = esme('transceiver', { window: 1, timers: { enquireLinkMs: 30 } })
  exchange.send('submit_sm', {}, 0).catch(() => {})
  said()
  exchange.tick(30)
  assert.deepEqual(said(), ['enquire_link 3 0x0'])
})

test('no bind in time ends the session, on both sides', async () => {
  const waiting = side('smsc')
  assert.equal(waiting.exchange.tick(9999), 10_000)
  waiting.exchange.tick(10_000)
  assert.deepEqual(waiting.ends, [{ code: 'session_init_timeout' }])
  const binding = side('esme')
  const bind = binding.exchange.send('bind_receiver', {}, 0)
  binding.said()
  binding.exchange.tick(10_000)
  assert.equal(await outcomeOf(bind), 'session_init_timeout written')
})

test('an idle session is unbound; enquire_link keeps nothing busy', () => {
  const { exchange, said, hear, ends } = smsc('transceiver', { timers: { inactivityMs: 100, enquireLinkMs: 0 } })
  hear(60, { command: 'enquire_link', sequence_number: 2 })
  said()
  exchange.tick(99)
  assert.deepEqual(said(), [])
  exchange.tick(100)
  assert.deepEqual(said(), ['unbind 1 0x0'])
  hear(101, { command: 'unbind_resp', sequence_number: 1 })
  assert.deepEqual(ends, [{ code: 'inactivity_timeout' }])
})

test('unbind waits for what is outstanding, refuses what is new, and ends with its answer or without', async () => {
  for (const answered of [true, false]) {
    const { exchange, said, hear, ends } = esme('transceiver', { window: 1, timers: { responseMs: 100 } })
    const sent = [exchange.send('submit_sm', {}, 0), exchange.send('submit_sm', {}, 0)]
    said()
    exchange.unbind({ code: 'unbound' }, 0)
    sent.push(exchange.send('submit_sm', {}, 0))
    assert.deepEqual(said(), [])
    hear(1, { command: 'submit_sm_resp', sequence_number: 2 })
    assert.deepEqual(said(), ['unbind 3 0x0'])
    if (answered) hear(2, { command: 'unbind_resp', sequence_number: 3 })
    else exchange.tick(101)
    assert.deepEqual(ends, [{ code: 'unbound' }])
    const outcomes = ['submit_sm_resp 0x0', 'closed unwritten', 'closed unwritten']
    assert.deepEqual(await Promise.all(sent.map(outcomeOf)), outcomes)
  }
})

test("the peer's unbind is answered and ends the session", async () => {
  const { exchange, said, hear, ends } = esme()
  const sent = exchange.send('submit_sm', {}, 0)
  said()
  hear(0, { command: 'unbind', sequence_number: 6 }, { command: 'enquire_link', sequence_number: 7 })
  assert.deepEqual(said(), ['unbind_resp 6 0x0'])
  assert.deepEqual(ends, [{ code: 'peer_unbound' }])
  assert.equal(await outcomeOf(sent), 'session_lost written')
})

test('a request is answered once, in any order, and not after the end', () => {
  const { exchange, said, hear, requests } = smsc()
  hear(0, { command: 'submit_sm', sequence_number: 5 }, { command: 'query_sm', sequence_number: 6 })
  const [submit, query] = requests as [IncomingPdu, IncomingPdu]
  assert.equal(exchange.respond(query, { command_status: 0x67 }), true)
  assert.equal(exchange.respond(query, { command_status: 0 }), false)
  assert.deepEqual(said(), ['query_sm_resp 6 0x67'])
  assert.throws(() => exchange.respond(submit, { message_id: 'x'.repeat(65) } as object), { code: 'invalid_pdu' })
  exchange.close({ code: 'destroyed' })
  assert.equal(exchange.respond(submit, {}), false)
  assert.deepEqual(said(), [])
})

test('a peer that does not wait for answers is read no further than 1,000 requests ahead', () => {
  const { exchange, hear, requests } = smsc()
  hear(0, ...Array.from({ length: 1500 }, (_, i): PduInput => ({ command: 'submit_sm', sequence_number: i + 2 })))
  assert.deepEqual([requests.length, exchange.held], [1000, true])
  exchange.respond(requests[0] as IncomingPdu, {})
  exchange.read(0)
  assert.deepEqual([requests.length, exchange.held], [1001, true])
  for (const pdu of [...requests]) exchange.respond(pdu, {})
  exchange.read(0)
  assert.deepEqual([requests.length, exchange.held], [1500, false])
})

test('while the peer is not read its answers may lie unread: nothing runs out', async () => {
  const { exchange, hear, requests, said } = esme('transceiver', { timers: { responseMs: 5000 } })
  const sent = exchange.send('submit_sm', {}, 0)
  said()
  hear(1, ...Array.from({ length: 1000 }, (_, i): PduInput => ({ command: 'deliver_sm', sequence_number: i + 2 })))
  assert.equal(exchange.held, true)
  for (const nowMs of [4000, 5000, 60_000]) exchange.tick(nowMs)
  assert.equal(await outcomeOf(sent), 'pending')
  for (const pdu of requests) exchange.respond(pdu, {})
  exchange.tick(60_999)
  assert.equal(await outcomeOf(sent), 'pending')
  exchange.tick(61_000)
  assert.equal(await outcomeOf(sent), 'response_timeout written')
})

test('a peer that reads no answers is not read', () => {
  const { exchange, hear } = smsc()
  exchange.congested = true
  const enquiry = encode({ command: 'enquire_link', sequence_number: 1 })
  hear(0, { command: 'enquire_link', sequence_number: 1 })
  assert.equal(exchange.held, false)
  for (let i = 0; i < 20; i++) exchange.receive(Buffer.concat(Array(1000).fill(enquiry)), 0)
  assert.equal(exchange.held, true)
  assert.ok(exchange.outbox.length <= 256 * 1024 + 16)
  exchange.outbox.take()
  exchange.congested = false
  assert.equal(exchange.held, false)
})

test('malformed requests are answered, malformed lengths end the session', () => {
  const { exchange, said, ends } = smsc()
  const short = Buffer.from('00000011000000040000000000000005ff', 'hex')
  const unknown = Buffer.from('00000010000001990000000000000006', 'hex')
  const unknownResponse = Buffer.from('00000010800001990000000000000007', 'hex')
  exchange.receive(Buffer.concat([short, unknown, unknownResponse]), 0)
  assert.deepEqual(said(), ['submit_sm_resp 5 0x2', 'generic_nack 6 0x3'])
  assert.deepEqual(ends, [])
  exchange.receive(Buffer.from('GET / HTTP/1.1\r\nhost: x\r\n\r\n'), 0)
  assert.match(said().join(), /^generic_nack \d+ 0x2$/)
  assert.deepEqual(ends, [{ code: 'invalid_pdu', detail: 'bad command_length' }])
})
