import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { concatenationOf, type DeliverSm, parseReceipt, SmppError, status, userDataOf } from '@njiwa/smpp'
import { decodeText } from './alphabet.ts'
import { startSimulator } from './simulator.ts'
import { bindEsme, type EsmeOptions } from './testing/esme.ts'

async function start(t: TestContext) {
  const simulator = await startSimulator({ delayMs: 0 })
  t.after(() => simulator.stop())
  const bind = (esme: Partial<EsmeOptions> = {}) => bindEsme({ port: simulator.port, ...esme })
  return { simulator, bind }
}

const PLAIN = '255700000100'
const idOf = (pdu: DeliverSm | undefined) => pdu && parseReceipt(pdu)?.id

test('a receipt that nobody acknowledged goes to the next bind, and only until somebody does', async (t) => {
  const { bind, simulator } = await start(t)
  const silent = await bind({ answer: () => undefined })
  const { message_id } = await silent.submit(PLAIN)
  await silent.until(1)
  silent.session.destroy()
  const next = await bind()
  assert.equal(idOf((await next.until(1))[0]), message_id)
  await next.session.unbind()
  const last = await bind()
  const later = await last.submit(PLAIN)
  assert.equal(idOf((await last.until(1))[0]), later.message_id)
  const { receiptsSent, receiptsReturned } = simulator.stats()
  assert.deepEqual({ receiptsSent, receiptsReturned }, { receiptsSent: 3, receiptsReturned: 1 })
})

test('a receipt waits for a session that can take it', async (t) => {
  const { bind, simulator } = await start(t)
  const transmitter = await bind({ mode: 'transmitter' })
  const { message_id } = await transmitter.submit(PLAIN)
  const stranger = await bind({ system_id: 'stranger' })
  assert.equal(simulator.stats().waiting, 1)
  const receiver = await bind({ mode: 'receiver' })
  assert.equal(idOf((await receiver.until(1))[0]), message_id)
  assert.equal(stranger.delivered.length, 0)
})

test('what the ESME refuses for now comes again after 5 seconds, what it refuses for good does not', async (t) => {
  const rows: [command_status: number, again: boolean][] = [
    [status.ESME_RX_T_APPN, true],
    [status.ESME_RSYSERR, true],
    [status.ESME_RX_P_APPN, false],
    [status.ESME_RX_R_APPN, false],
  ]
  for (const [command_status, again] of rows) {
    const { bind, simulator } = await start(t)
    t.mock.timers.enable({ apis: ['setTimeout'] })
    const answers = [command_status]
    const esme = await bind({ answer: () => answers.shift() ?? 0 })
    await esme.submit(PLAIN)
    await esme.until(1)
    await esme.submit(PLAIN) // answered after the refusal was read
    await esme.until(2)
    t.mock.timers.tick(4999)
    await esme.submit(PLAIN)
    await esme.until(3)
    t.mock.timers.tick(1)
    if (again) await esme.until(4)
    await esme.submit(PLAIN)
    await esme.until(again ? 5 : 4)
    const { receiptsReturned, receiptsRefused } = simulator.stats()
    assert.deepEqual([receiptsReturned, receiptsRefused], again ? [1, 0] : [0, 1], `status ${command_status}`)
    t.mock.timers.reset()
  }
})

test('an MO message reaches a session that can take it, in parts when it is long', async (t) => {
  const { bind, simulator } = await start(t)
  await bind({ mode: 'transmitter' })
  const rows: [text: string, data_coding: number, segments: number][] = [
    ['Habari {yako}', 0, 1],
    ['Привет 😀', 8, 1],
    ['a'.repeat(161), 0, 2],
    ['ш'.repeat(135), 8, 3],
  ]
  for (const [text, data_coding, segments] of rows) {
    const esme = await bind({ mode: 'receiver' })
    const answer = await simulator.inbound({ from: '+255700000001', to: '15055', text })
    assert.deepEqual(answer, { segments, command_status: 0 })
    const parts = esme.delivered.map((pdu) => ({ pdu, ...userDataOf(pdu) }))
    assert.equal(parts.map(({ body }) => decodeText(data_coding, body)).join(''), text)
    parts.forEach(({ pdu, elements }, index) => {
      assert.deepEqual([pdu.source_addr, pdu.source_addr_ton, pdu.source_addr_npi], ['255700000001', 1, 1])
      assert.deepEqual([pdu.destination_addr, pdu.dest_addr_ton, pdu.dest_addr_npi], ['15055', 3, 1])
      assert.equal(pdu.data_coding, data_coding)
      assert.equal(pdu.esm_class, segments > 1 ? 0x40 : 0)
      const { part, parts } = concatenationOf(elements) ?? { part: 1, parts: 1 }
      assert.deepEqual({ part, parts }, { part: index + 1, parts: segments })
    })
    await esme.session.unbind()
  }
})

test('an MO message waits for a bind, and says what the ESME refused', async (t) => {
  const { bind, simulator } = await start(t)
  const waiting = simulator.inbound({ from: '255700000001', to: '15055', text: 'hello' })
  const esme = await bind({ answer: () => status.ESME_RX_P_APPN })
  assert.deepEqual(await waiting, { segments: 1, command_status: status.ESME_RX_P_APPN })
  assert.equal(esme.delivered.length, 1)
})

test('an address that fits no deliver_sm is told to the caller', async (t) => {
  const { simulator } = await start(t)
  const long = simulator.inbound({ from: '2'.repeat(21), to: '15055', text: 'hello' })
  await assert.rejects(long, (error) => error instanceof SmppError && error.code === 'invalid_pdu')
})
