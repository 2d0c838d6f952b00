// post.ts against receivers that are none, that cannot be trusted, or that are inside.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { describe, it } from 'node:test'
import tls from 'node:tls'
import { guardedLookup } from './address-guard.ts'
import type { PostFailure } from './failure.ts'
import { answer, ends, poster, postTo, sink } from './fixtures/receiver.ts'

describe('a receiver that is not one', () => {
  const broken: [name: string, onRequest: (socket: Socket) => void, error: PostFailure, status: number | null][] = [
    ['resets', (socket) => socket.resetAndDestroy(), 'reset', null],
    ['hangs up', (socket) => socket.end(), 'reset', null],
    ['speaks no HTTP', (socket) => socket.write('SSH-2.0-OpenSSH_9.6\r\n'), 'answer_malformed', null],
    ['stops halfway', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc'), 'reset', 200],
  ]
  for (const [name, onRequest, expected, expectedStatus] of broken) {
    it(`is told apart when it ${name}: ${expected}`, async () => {
      const { status, error } = await postTo((await sink(onRequest)).url)
      assert.deepEqual([status, error], [expectedStatus, expected])
    })
  }

  it('is told apart when it refuses connections, by each of many posts', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    await new Promise((done) => server.close(done))
    const { post } = poster()
    const url = `http://127.0.0.1:${port}/`
    const all = await Promise.all(Array.from({ length: 50 }, () => post({ url, body: '', headers: {} })))
    assert.deepEqual(new Set(all.map(({ error }) => error)), new Set(['connect_refused']))
  })

  it('is told apart when its name is not known', async () => {
    const resolve = () => Promise.reject(Object.assign(new Error('a'), { code: 'ENOTFOUND' }))
    assert.equal((await postTo('http://hooks.example/', { resolve })).error, 'dns')
  })

  it('gets no header that would be two', async () => {
    const receiver = await sink(answer('200 OK'))
    const headers = { 'x-sender': 'ACME\r\nx-evil: 1' }
    assert.equal((await poster().post({ url: receiver.url, body: '', headers })).error, 'request_malformed')
    assert.equal(receiver.connections, 0)
  })
})

describe('TLS', () => {
  const pem = readFileSync(new URL('fixtures/hooks.example.pem', import.meta.url), 'utf8')
  const loopback = async () => [{ address: '127.0.0.1', family: 4 }]
  const secure = () => sink(answer('200 OK'), tls.createServer({ cert: pem, key: pem }))
  const trust = () => {
    const before = tls.getCACertificates('default')
    tls.setDefaultCACertificates([...before, pem])
    ends.push(() => tls.setDefaultCACertificates(before))
  }
  it('posts to a receiver whose certificate is good', async () => {
    trust()
    const { port } = await secure()
    assert.equal((await postTo(`https://hooks.example:${port}/`, { resolve: loopback })).status, 200)
  })
  it('refuses a certificate that nobody vouches for, and sends nothing', async () => {
    const receiver = await secure()
    assert.equal((await postTo(`https://hooks.example:${receiver.port}/`, { resolve: loopback })).error, 'tls')
    assert.equal(receiver.requests.length, 0)
  })
  it('refuses the certificate of another name', async () => {
    trust()
    const receiver = await secure()
    assert.equal((await postTo(`https://other.example:${receiver.port}/`, { resolve: loopback })).error, 'tls')
    assert.equal(receiver.requests.length, 0)
  })
  it('is told apart from plain HTTP', async () => {
    const server = createServer((socket) => socket.on('error', () => {}).end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    const { port } = await sink(() => {}, server)
    assert.equal((await postTo(`https://hooks.example:${port}/`, { resolve: loopback })).error, 'tls')
  })
  it('refuses TLS 1.1', async () => {
    const old = tls.createServer({
      cert: pem,
      key: pem,
      minVersion: 'TLSv1.1',
      maxVersion: 'TLSv1.1',
      ciphers: 'ALL@SECLEVEL=0',
    })
    const { port } = await sink(() => {}, old)
    assert.equal((await postTo(`https://hooks.example:${port}/`, { resolve: loopback })).error, 'tls')
  })
})

describe('a private address', () => {
  it('is refused as a literal before anything is opened', async () => {
    const receiver = await sink(answer('200 OK'))
    for (const host of ['127.0.0.1', '2130706433', '0x7f.1', '[::ffff:127.0.0.1]', 'localhost']) {
      assert.equal((await postTo(`https://${host}/`, { allowPrivate: false })).error, 'url_host_refused', host)
    }
    assert.equal((await postTo(receiver.url, { allowPrivate: false })).error, 'url_scheme_refused')
    assert.equal(receiver.connections, 0)
  })

  it('is refused behind a name, and behind one that changes its answer', async () => {
    const answers = [['127.0.0.1'], ['10.0.0.1'], ['8.8.8.8', '127.0.0.1'], ['169.254.169.254']]
    let asked = 0
    const resolve = async () => (answers[asked++] as string[]).map((address) => ({ address, family: 4 }))
    const { post } = poster({ allowPrivate: false, resolve })
    for (let i = 0; i < answers.length; i++) {
      assert.equal((await post({ url: 'https://hooks.example/', body: '', headers: {} })).error, 'address_refused')
    }
    assert.equal(asked, answers.length)
  })

  it('is never connected to, by a socket that has the port right', async () => {
    const receiver = await sink(() => {})
    const lookup = guardedLookup({ allowPrivate: false }, async () => [{ address: '127.0.0.1', family: 4 }])
    for (const autoSelectFamily of [true, false]) {
      const socket = connect({ host: 'hooks.example', port: receiver.port, lookup, autoSelectFamily })
      const [error] = await once(socket, 'error')
      assert.equal(error.code, 'ADDRESS_REFUSED')
    }
    assert.equal(receiver.connections, 0)
  })

  it('cannot come in between judging and connecting: a connection asks once', async () => {
    const receiver = await sink(answer('200 OK'))
    let asked = 0
    const resolve = async () => [{ address: ++asked === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }]
    const outcome = await postTo(`http://hooks.example:${receiver.port}/`, { resolve })
    assert.equal(outcome.status, 200)
    assert.equal(asked, 1)
  })
})
