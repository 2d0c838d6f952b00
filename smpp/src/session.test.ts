// Sessions over real sockets, each against our own other side or a raw socket.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import net from 'node:net'
import { type TestContext, test } from 'node:test'
import { decode, encode, PduReader } from './codec.ts'
import { type ConnectOptions, connect } from './connect.ts'
import { BindError } from './errors.ts'
import type { CloseReason } from './exchange.ts'
import { type ListenOptions, listen } from './listen.ts'
import type { SubmitSm } from './pdu/index.ts'
import { status } from './status.ts'

const host = '127.0.0.1'
const bind = { mode: 'transceiver', system_id: 'esme', password: 'secret' } as const

async function smsc(t: TestContext, options: Partial<ListenOptions> = {}) {
  const ends: CloseReason[] = []
  let ended: (() => void) | undefined
  const listener = await listen({
    host,
    port: 0,
    onBind: (pdu) => ({
      command_status: pdu.password === 'secret' ? status.ESME_ROK : status.ESME_RINVPASWD,
      system_id: 'smsc',
    }),
    onRequest: (pdu, session) => void session.respond(pdu, { message_id: `id${pdu.sequence_number}` }),
    ...options,
    onClose: (reason) => {
      ends.push(reason)
      ended?.()
    },
  })
  t.after(async () => {
    for (const session of [...listener.sessions]) session.destroy()
    await listener.close()
  })
  /** Resolves when so many sessions have ended. */
  const untilEnded = (count: number) =>
    new Promise<CloseReason[]>((resolve) => {
      ended = () => ends.length >= count && resolve(ends)
      ended()
    })
  const to = { host, port: listener.port }
  return {
    listener,
    to,
    untilEnded,
    connect: (more: Partial<ConnectOptions> = {}) => connect({ ...to, bind, ...more }),
  }
}

async function raw(t: TestContext, port: number) {
  const socket = net.connect(port, host)
  await once(socket, 'connect')
  t.after(() => socket.destroy())
  const chunks: Buffer[] = []
  socket.on('data', (chunk) => chunks.push(chunk))
  socket.on('error', () => {}) // a reset is one way to be closed
  const closed = new Promise((resolve) => socket.once('close', resolve))
  return {
    socket,
    /** All that came until the peer closed. */
    async rest() {
      await closed
      return Buffer.concat(chunks)
    },
  }
}

test('bind, submit, receipt, unbind', async (t) => {
  const { connect, listener, untilEnded } = await smsc(t, {
    onRequest: async (pdu, session) => {
      assert.equal(pdu.command, 'submit_sm')
      session.respond(pdu, { message_id: '42' })
      const answer = await session.send({
        command: 'deliver_sm',
        tlvs: { receipted_message_id: '42', message_state: 2 },
      })
      assert.equal(answer.command_status, status.ESME_ROK)
    },
  })
  const ends: CloseReason[] = []
  const receipts: string[] = []
  const session = await connect({
    onRequest: (pdu, session) => {
      receipts.push(pdu.tlvs.receipted_message_id ?? '')
      session.respond(pdu, { command_status: status.ESME_ROK })
    },
    onClose: (reason) => ends.push(reason),
  })
  assert.deepEqual([session.mode, session.peer.system_id, session.peer.port], ['transceiver', 'smsc', listener.port])
  assert.deepEqual(
    [...listener.sessions].map((it) => it.peer.system_id),
    ['esme'],
  )
  const answer = await session.send({ command: 'submit_sm', destination_addr: '255712345678' })
  assert.equal(answer.command === 'submit_sm_resp' && answer.message_id, '42')
  await session.unbind()
  assert.deepEqual(receipts, ['42'])
  assert.deepEqual(ends, [{ code: 'unbound' }])
  assert.deepEqual(await untilEnded(1), [{ code: 'peer_unbound' }])
  assert.equal(listener.sessions.size, 0)
})

test('over TLS, the certificate checked', async (t) => {
  const pem = (kind: string) => readFileSync(new URL(`fixtures/localhost.${kind}.pem`, import.meta.url))
  const { connect } = await smsc(t, { tls: { key: pem('key'), cert: pem('cert') } })
  const session = await connect({ tls: { ca: pem('cert') } })
  assert.equal((await session.send({ command: 'submit_sm' })).command_status, 0)
  await session.unbind()
  await assert.rejects(connect({ tls: true }), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
})

test('why there is no session', async (t) => {
  const { connect, untilEnded } = await smsc(t)
  const onClose = () => assert.fail('who got no session needs no word of its end')
  const refused = await connect({ bind: { ...bind, password: 'wrong' }, onClose }).catch((error) => error)
  assert.ok(refused instanceof BindError)
  assert.equal(refused.status, status.ESME_RINVPASWD)
  assert.deepEqual(await untilEnded(1), [{ code: 'bind_refused' }])
  await assert.rejects(connect({ bind: { ...bind, password: 'too long for 9' }, onClose }), { code: 'invalid_pdu' })

  const silent = net.createServer((socket) => void socket.resume()).listen(0, host)
  await once(silent, 'listening')
  const { port } = silent.address() as net.AddressInfo
  await assert.rejects(connect({ port, timers: { sessionInitMs: 20 }, onClose }), { code: 'session_init_timeout' })
  silent.close()
  await once(silent, 'close')
  await assert.rejects(connect({ port, onClose }), { code: 'ECONNREFUSED' })
})

test('a connection that is cut fails what was sent on it', async (t) => {
  const { connect, listener } = await smsc(t, { onRequest: (_, session) => session.destroy() })
  const ends: CloseReason[] = []
  const session = await connect({ window: 1, onClose: (reason) => ends.push(reason) })
  const sent = [session.send({ command: 'submit_sm' }), session.send({ command: 'submit_sm' })]
  assert.deepEqual([session.outstanding, session.free], [1, 0])
  const outcomes = await Promise.allSettled(sent)
  assert.deepEqual(
    outcomes.map((it) => it.status === 'rejected' && [it.reason.code, it.reason.written]),
    [
      ['session_lost', true],
      ['session_lost', false],
    ],
  )
  await session.closed
  assert.deepEqual(ends, [{ code: 'peer_closed' }])
  assert.equal(listener.sessions.size, 0)
})

test('no answer in time', async (t) => {
  const { connect } = await smsc(t, { onRequest: () => {} })
  const session = await connect()
  const late = session.send({ command: 'submit_sm' }, { timeoutMs: 10 })
  await assert.rejects(late, { code: 'response_timeout', written: true })
  assert.equal(session.isBound, true)
})

test('a request nobody handles is refused', async (t) => {
  const { connect, listener } = await smsc(t)
  const session = await connect()
  const [peer] = listener.sessions
  assert.equal((await peer?.send({ command: 'deliver_sm' }))?.command_status, status.ESME_RINVCMDID)
  assert.equal(session.isBound, true)
})

test('what a handler throws is told to onError, and the peer a system error', async (t) => {
  const bugs: unknown[] = []
  const handlers: ListenOptions['onRequest'][] = [
    () => {
      throw new Error('at once')
    },
    () => Promise.reject(new Error('later')),
    async (pdu, session) => {
      session.respond(pdu, { message_id: 'taken' })
      throw new Error('after its answer')
    },
  ]
  let binds = 0
  const { connect } = await smsc(t, {
    onBind: () => {
      if (binds++ === 0) throw new Error('no directory')
      return { command_status: 0 }
    },
    onRequest: (pdu, session) => handlers.shift()?.(pdu, session),
    onError: (error) => bugs.push((error as Error).message),
  })
  await assert.rejects(connect(), { status: status.ESME_RSYSERR })
  const session = await connect()
  const statuses: number[] = []
  for (let i = 0; i < 3; i++) statuses.push((await session.send({ command: 'submit_sm' })).command_status)
  assert.deepEqual(statuses, [status.ESME_RSYSERR, status.ESME_RSYSERR, status.ESME_ROK])
  assert.deepEqual(bugs, ['no directory', 'at once', 'later', 'after its answer'])
})

test('a session is told before its first request, also when both come in one packet', async (t) => {
  const told: string[] = []
  const { to } = await smsc(t, {
    onSession: () => told.push('session'),
    onRequest: (pdu, session) => {
      told.push(pdu.command)
      session.respond(pdu, {})
    },
  })
  const { socket } = await raw(t, to.port)
  const bindPdu = encode({ command: 'bind_transmitter', sequence_number: 1, password: 'secret' })
  socket.write(Buffer.concat([bindPdu, encode({ command: 'submit_sm', sequence_number: 2 })]))
  await once(socket, 'data')
  assert.deepEqual(told, ['session', 'submit_sm'])
})

test('10,000 PDUs in one write are all answered, in order', async (t) => {
  const { to } = await smsc(t)
  const { socket } = await raw(t, to.port)
  const count = 10_000
  socket.write(
    Buffer.concat([
      encode({ command: 'bind_transceiver', sequence_number: 0, password: 'secret' }),
      ...Array.from({ length: count }, (_, i) => encode({ command: 'submit_sm', sequence_number: i + 1 })),
    ]),
  )
  const reader = new PduReader()
  let next = 0
  for await (const chunk of socket) {
    reader.push(chunk)
    for (let pdu = reader.next(); pdu !== undefined; pdu = reader.next()) {
      assert.equal(pdu.sequence_number, next++)
      assert.equal(pdu.command, next === 1 ? 'bind_transceiver_resp' : 'submit_sm_resp')
    }
    if (next === count + 1) break
  }
  assert.equal(next, count + 1)
})

test('answers given late still answer every request of a peer that does not wait', async (t) => {
  const waiting: SubmitSm[] = []
  const { connect, listener } = await smsc(t, { onRequest: (pdu) => void waiting.push(pdu as SubmitSm) })
  const session = await connect({ window: 3000 })
  const sent = Promise.all(Array.from({ length: 3000 }, () => session.send({ command: 'submit_sm' })))
  const [peer] = listener.sessions
  const answerAll = setInterval(() => {
    for (const pdu of waiting.splice(0)) peer?.respond(pdu, { message_id: String(pdu.sequence_number) })
  }, 1)
  t.after(() => clearInterval(answerAll))
  const answers = await sent
  assert.equal(answers.length, 3000)
  assert.ok(answers.every((it) => it.command === 'submit_sm_resp' && it.message_id === String(it.sequence_number)))
})

test('noise ends its own session, with a generic_nack where a length was wrong', async (t) => {
  const { connect, to, untilEnded } = await smsc(t)
  const good = await connect()
  const length = (value: number) => {
    const octets = Buffer.alloc(16)
    octets.writeUInt32BE(value)
    return octets
  }
  const rows: [string, Buffer][] = [
    ['HTTP', Buffer.from('GET / HTTP/1.1\r\nHost: smpp.example\r\n\r\n')],
    ['a TLS hello', Buffer.from('16030100f8010000f40303', 'hex')],
    ['length 0', length(0)],
    ['length 15', length(15)],
    ['length 2^31', length(2 ** 31)],
    ['length over 16 KiB', length(16 * 1024 + 1)],
  ]
  for (const [i, [name, octets]] of rows.entries()) {
    const { socket, rest } = await raw(t, to.port)
    socket.write(octets)
    const nack = decode(await rest())
    assert.deepEqual([nack.command, nack.command_status], ['generic_nack', status.ESME_RINVCMDLEN], name)
    assert.equal((await untilEnded(i + 1)).at(-1)?.code, 'invalid_pdu', name)
  }
  assert.equal((await good.send({ command: 'submit_sm' })).command_status, 0)
})

test('who does not bind in time is closed, however busy', async (t) => {
  const { to, untilEnded } = await smsc(t, { timers: { sessionInitMs: 20 } })
  const bindOctets = encode({ command: 'bind_transceiver', password: 'secret', system_id: 'slow' })
  const idle = await raw(t, to.port)
  const half = await raw(t, to.port)
  half.socket.write(bindOctets.subarray(0, 10))
  const dripping = await raw(t, to.port)
  let at = 0
  const drip = setInterval(() => dripping.socket.writable && dripping.socket.write(bindOctets.subarray(at, ++at)), 10)
  t.after(() => clearInterval(drip))
  assert.deepEqual(await untilEnded(3), Array(3).fill({ code: 'session_init_timeout' }))
  for (const { rest } of [idle, half, dripping]) assert.equal((await rest()).length, 0)
})

test('more connections than maxSessions are closed as they come', async (t) => {
  const { connect, to } = await smsc(t, { maxSessions: 1 })
  const session = await connect()
  const { rest } = await raw(t, to.port)
  assert.equal((await rest()).length, 0)
  await session.unbind()
})

test('a port that is taken is told', async (t) => {
  const { to } = await smsc(t)
  await assert.rejects(listen({ ...to, onBind: () => ({ command_status: 0 }) }), { code: 'EADDRINUSE' })
})

test('close unbinds every session', async (t) => {
  const { connect, listener } = await smsc(t)
  const ends: CloseReason[] = []
  for (let i = 0; i < 3; i++) await connect({ onClose: (reason) => ends.push(reason) })
  await listener.close()
  assert.deepEqual(ends, Array(3).fill({ code: 'peer_unbound' }))
})
