import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { test } from 'node:test'
import { clock, inspectServer } from './server.ts'

const bound = { name: 'carrier Vodacom', ok: true, found: 'is bound', remedy: null }
const down = { name: 'carrier Vodacom', ok: false, found: 'is not bound (ECONNREFUSED)', remedy: 'see its address' }

const rows = [
  { is: 'well', checks: [bound], wrong: [] },
  { is: 'without its carrier', checks: [down], wrong: ['carrier Vodacom: is not bound (ECONNREFUSED)'] },
  { is: 'without its database', readyz: 503, wrong: ['ready: the server cannot serve requests'] },
  { is: 'told an unknown token', token: 'unknown', wrong: ['token: This token is unknown.'] },
  { is: 'another program', livez: 'hello', wrong: ['server: something else answers'] },
]

for (const { is, checks = [], readyz = 200, token = 'known', livez = 'ok\n', wrong } of rows) {
  test(`a server that is ${is}`, async (t) => {
    const server = createServer(({ url, headers }, response) => {
      if (url === '/livez') response.end(livez)
      else if (url === '/readyz') response.writeHead(readyz).end()
      else if (headers.authorization === 'Bearer known') response.end(JSON.stringify({ checks }))
      else response.writeHead(401).end(JSON.stringify({ error: { message: 'This token is unknown.' } }))
    })
    t.after(() => server.close().closeAllConnections())
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const env = { NJIWA_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, NJIWA_OPERATOR_TOKEN: token }
    const findings = (await inspectServer(env)).filter(({ ok }) => !ok)
    assert.equal(findings.length, wrong.length)
    for (const [index, { name, found }] of findings.entries()) {
      assert.equal(`${name}: ${found}`.slice(0, wrong[index]?.length), wrong[index])
    }
  })
}

test('a port that something else than HTTP listens on', async (t) => {
  const server = createTcpServer((socket) => socket.destroy())
  t.after(() => void server.close())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const env = { NJIWA_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
  const [finding] = await inspectServer(env)
  assert.match(finding?.found ?? '', /is no HTTP server$/)
})

const NOON = Date.parse('2030-03-01T12:00:00Z')
for (const { offMs, ok } of [
  { offMs: 5_000, ok: true },
  { offMs: 5_001, ok: false },
  { offMs: -5_000, ok: true },
  { offMs: -5_001, ok: false },
]) {
  test(`a clock that is ${offMs} ms off is ${ok ? 'right' : 'wrong'}`, () => {
    const response = new Response('', { headers: { date: new Date(NOON).toUTCString() } })
    assert.equal(clock(response, NOON + offMs).ok, ok)
  })
}
