import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { afterEach, describe, it } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import tls from 'node:tls'
import { guardedLookup } from './address-guard.ts'
import type { PostFailure } from './failure.ts'
import { createPoster, type Poster, type PosterOptions } from './post.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) {
    await end()
  }
})

type Sink = { port: number; url: string; connections: number; open: number; openMax: number; requests: string[] }

// A receiver on a bare socket, so that it can misbehave. `onRequest` gets a socket when a whole request has come in.
async function sink(
  onRequest: (socket: Socket, request: string) => void,
  server: Server = createServer(),
): Promise<Sink> {
  const state = { port: 0, url: '', connections: 0, open: 0, openMax: 0, requests: [] as string[] }
  const sockets = new Set<Socket>()
  server.on(server instanceof tls.Server ? 'secureConnection' : 'connection', (socket: Socket) => {
    sockets.add(socket)
    state.connections++
    state.openMax = Math.max(state.openMax, ++state.open)
    let text = ''
    socket.on('error', () => {})
    socket.on('close', () => {
      state.open--
      sockets.delete(socket)
    })
    socket.on('data', (data) => {
      text += data.toString('latin1')
      const length = Number(/content-length: (\d+)/.exec(text)?.[1] ?? Number.NaN)
      if (text.length === text.indexOf('\r\n\r\n') + 4 + length) {
        state.requests.push(text)
        const request = text
        text = ''
        onRequest(socket, request)
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  ends.push(() => {
    for (const socket of sockets) {
      socket.destroy()
    }
    server.close()
  })
  state.port = (server.address() as AddressInfo).port
  state.url = `http://127.0.0.1:${state.port}/dlr?a=1`
  return state
}

const answer =
  (status: string, body = '', headers = '') =>
  (socket: Socket) => {
    socket.write(`HTTP/1.1 ${status}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`)
  }

function poster(options: Partial<PosterOptions> = {}): Poster {
  const made = createPoster({ allowPrivate: true, connectTimeoutMs: 5000, totalTimeoutMs: 15_000, ...options })
  ends.push(() => made.close())
  return made
}

const postTo = (url: string, options: Partial<PosterOptions> = {}) =>
  poster(options).post({ url, body: '{}', headers: {} })

describe('post', () => {
  it('sends the body and the headers as they are', async () => {
    const receiver = await sink(answer('200 OK', 'fine'))
    const headers = { 'content-type': 'application/json', 'webhook-id': 'a', 'X-Wasambazie-Signature': 'b' }
    const outcome = await poster().post({ url: receiver.url, body: '{"text":"é"}', headers })
    assert.equal(outcome.status, 200)
    assert.equal(outcome.error, null)
    assert.equal(outcome.answer, 'fine')
    assert.equal(outcome.retryAfterMs, null)
    assert.ok(outcome.ms >= 0)
    const [head, body] = (receiver.requests[0] as string).split('\r\n\r\n')
    assert.deepEqual(head?.split('\r\n'), [
      'POST /dlr?a=1 HTTP/1.1',
      `host: 127.0.0.1:${receiver.port}`,
      'connection: keep-alive',
      'content-type: application/json',
      'webhook-id: a',
      'X-Wasambazie-Signature: b',
      'content-length: 13',
    ])
    assert.equal(Buffer.from(body as string, 'latin1').toString(), '{"text":"é"}')
  })

  const statuses: [line: string, headers: string, status: number, retryAfterMs: number | null][] = [
    ['204 No Content', '', 204, null],
    ['410 Gone', '', 410, null],
    ['429 Too Many Requests', 'Retry-After: 30\r\n', 429, 30_000],
    ['503 Service Unavailable', 'retry-after: 1\r\n', 503, 1000],
  ]
  for (const [line, headers, status, retryAfterMs] of statuses) {
    it(`tells ${line} as it is`, async () => {
      const outcome = await postTo((await sink(answer(line, '', headers))).url)
      assert.deepEqual({ ...outcome, ms: 0 }, { status, ms: 0, error: null, answer: '', retryAfterMs })
    })
  }

  it('waits for the answer behind an interim one', async () => {
    const receiver = await sink((socket) => {
      socket.write('HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n')
      answer('200 OK')(socket)
    })
    assert.equal((await postTo(receiver.url)).status, 200)
  })

  for (const line of ['301 Moved Permanently', '302 Found', '307 Temporary Redirect', '308 Permanent Redirect']) {
    it(`does not follow a ${line}`, async () => {
      const inside = await sink(answer('200 OK'))
      const receiver = await sink(answer(line, '', `Location: ${inside.url}\r\n`))
      const { status, error } = await postTo(receiver.url)
      assert.deepEqual([status, error], [Number(line.slice(0, 3)), null])
      assert.equal(inside.connections, 0)
    })
  }

  it('goes through no proxy of the environment', async () => {
    const proxy = await sink(answer('200 OK'))
    for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'ALL_PROXY']) {
      process.env[name] = `http://127.0.0.1:${proxy.port}`
      ends.push(() => delete process.env[name])
    }
    assert.equal((await postTo((await sink(answer('200 OK'))).url)).status, 200)
    assert.equal(proxy.connections, 0)
  })

  it('keeps a connection, and opens at most 16 to one origin', async () => {
    const receiver = await sink(answer('200 OK'))
    const { post } = poster()
    const all = await Promise.all(Array.from({ length: 200 }, () => post({ url: receiver.url, body: '', headers: {} })))
    assert.ok(all.every(({ status }) => status === 200))
    assert.equal(receiver.requests.length, 200)
    assert.equal(receiver.connections, 16)
  })

  it('sends each once where the receiver closes after every answer', async () => {
    const receiver = await sink((socket) => {
      answer('200 OK', '', 'Connection: close\r\n')(socket)
      socket.end()
    })
    const { post } = poster()
    const all = await Promise.all(Array.from({ length: 100 }, () => post({ url: receiver.url, body: '', headers: {} })))
    assert.ok(all.every(({ status }) => status === 200))
    assert.equal(receiver.requests.length, 100)
  })

  it('finishes what is under way when closed, and takes no more', async () => {
    const asked = Promise.withResolvers<Socket>()
    const receiver = await sink((socket) => asked.resolve(socket))
    const { post, close } = poster()
    const underWay = post({ url: receiver.url, body: '', headers: {} })
    const socket = await asked.promise
    const closed = close()
    assert.equal((await post({ url: receiver.url, body: '', headers: {} })).error, 'closed')
    answer('200 OK')(socket)
    assert.equal((await underWay).status, 200)
    await closed
  })
})

describe('a receiver that takes its time', () => {
  it('is given up when it never answers', async () => {
    const closed = Promise.withResolvers<void>()
    const receiver = await sink((socket) => socket.on('close', () => closed.resolve()))
    const outcome = await postTo(receiver.url, { totalTimeoutMs: 100 })
    assert.deepEqual({ ...outcome, ms: 0 }, { status: null, ms: 0, error: 'timeout', answer: '', retryAfterMs: null })
    await closed.promise
  })

  it('is given up in the middle of its trickle, with what it said', async () => {
    const closed = Promise.withResolvers<void>()
    const receiver = await sink((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n')
      const trickle = setInterval(() => socket.write('a'), 5)
      socket.on('close', () => {
        clearInterval(trickle)
        closed.resolve()
      })
    })
    const { status, error, answer: said } = await postTo(receiver.url, { totalTimeoutMs: 200 })
    assert.deepEqual([status, error], [200, 'timeout'])
    assert.match(said, /^a+$/)
    await closed.promise
  })

  it('is given up in the middle of its headers', async () => {
    const receiver = await sink((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n')
      const trickle = setInterval(() => socket.write('x-a: b\r\n'), 5)
      socket.on('close', () => clearInterval(trickle))
    })
    const { status, error } = await postTo(receiver.url, { totalTimeoutMs: 200 })
    assert.deepEqual([status, error], [null, 'timeout'])
  })

  it('is not sent later what waited for a connection in vain', async () => {
    const receiver = await sink(() => {})
    const { post } = poster({ totalTimeoutMs: 300 })
    const all = await Promise.all(Array.from({ length: 20 }, () => post({ url: receiver.url, body: '', headers: {} })))
    assert.ok(all.every(({ error }) => error === 'timeout'))
    assert.equal(receiver.requests.length, 16)
  })

  it('does not delay another', async () => {
    const hanging = await sink(() => {})
    const healthy = await sink(answer('200 OK'))
    const { post } = poster({ totalTimeoutMs: 300 })
    const order: string[] = []
    const hung = Array.from({ length: 50 }, () =>
      post({ url: hanging.url, body: '', headers: {} }).then(() => order.push('hanging')),
    )
    await post({ url: healthy.url, body: '', headers: {} }).then(() => order.push('healthy'))
    await Promise.all(hung)
    assert.equal(order[0], 'healthy')
  })

  it('is given up while its name is looked up', async () => {
    const never = () => new Promise<never>(() => {})
    assert.equal(
      (await postTo('http://hooks.example/', { connectTimeoutMs: 50, resolve: never })).error,
      'connect_timeout',
    )
  })
})

describe('an answer without end', () => {
  const flood = (head: string) => (socket: Socket) => {
    socket.write(head)
    const chunk = Buffer.alloc(65_536, 'a')
    const more = () => {
      while (!socket.destroyed && socket.write(chunk)) {}
    }
    socket.on('drain', more)
    more()
  }
  it('is cut, and its connection with it', async () => {
    const closed = Promise.withResolvers<void>()
    const receiver = await sink((socket) => {
      socket.on('close', () => closed.resolve())
      flood('HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n')(socket)
    })
    const outcome = await postTo(receiver.url)
    assert.deepEqual(
      { ...outcome, ms: 0 },
      { status: 200, ms: 0, error: null, answer: 'a'.repeat(1024), retryAfterMs: null },
    )
    await closed.promise
  })

  it('is refused when it is all header', async () => {
    const { status, error } = await postTo((await sink(flood('HTTP/1.1 200 OK\r\nx-a: '))).url)
    assert.deepEqual([status, error], [null, 'answer_malformed'])
  })

  for (const [length, reused] of [
    [65_536, true],
    [65_537, false],
  ] as const) {
    it(`of ${length} bytes ${reused ? 'keeps' : 'costs'} its connection`, async () => {
      const receiver = await sink(answer('200 OK', 'b'.repeat(length)))
      const { post } = poster()
      for (let i = 0; i < 2; i++) {
        const { status, error, answer: said } = await post({ url: receiver.url, body: '', headers: {} })
        assert.deepEqual([status, error, said.length], [200, null, 1024])
        await setImmediate() // a connection is free again a moment after its answer's end
      }
      assert.equal(receiver.requests.length, 2)
      assert.equal(receiver.connections === 1, reused)
    })
  }
})

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
