import assert from 'node:assert/strict'
import type { Socket } from 'node:net'
import { describe, it } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { answer, ends, poster, postTo, sink } from './fixtures/receiver.ts'

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
