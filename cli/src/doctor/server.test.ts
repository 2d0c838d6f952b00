import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { type TestContext, test } from 'node:test'
import { njiwa } from '../fixtures/fake-api.ts'
import { clock, inspectServer } from './server.ts'

const bound = { name: 'carrier Vodacom', ok: true, found: 'is bound', remedy: null }
const down = { name: 'carrier Vodacom', ok: false, found: 'is not bound (ECONNREFUSED)', remedy: 'see its address' }

const paused = { name: 'carrier Vodacom', ok: true, found: 'is paused', remedy: 'njiwa carrier resume "Vodacom"' }

interface Row {
  is: string
  checks?: { name: string; ok: boolean; found: string; remedy: string | null }[]
  readyz?: number
  token?: string
  livez?: string
  wrong: string[]
}

const rows: Row[] = [
  { is: 'well', checks: [bound], wrong: [] },
  { is: 'without a carrier that is paused', checks: [paused], wrong: [] },
  { is: 'without its carrier', checks: [down], wrong: ['carrier Vodacom: is not bound (ECONNREFUSED)'] },
  { is: 'without its database', readyz: 503, wrong: ['ready: the server cannot serve requests'] },
  { is: 'told an unknown token', token: 'unknown', wrong: ['token: This token is unknown.'] },
  { is: 'another program', livez: 'hello', wrong: ['server: something else answers'] },
]

/** The environment of a command line that finds a server of these answers. */
async function serving(
  t: TestContext,
  { checks = [], readyz = 200, token = 'known', livez = 'ok\n' }: Partial<Row>,
): Promise<NodeJS.ProcessEnv> {
  const server = createServer(({ url, headers }, response) => {
    if (url === '/livez') response.end(livez)
    else if (url === '/readyz') response.writeHead(readyz).end()
    else if (headers.authorization === 'Bearer known') response.end(JSON.stringify({ checks }))
    else response.writeHead(401).end(JSON.stringify({ error: { message: 'This token is unknown.' } }))
  })
  t.after(() => server.close().closeAllConnections())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { NJIWA_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, NJIWA_OPERATOR_TOKEN: token }
}

test('what is right is ticked, what is as somebody set it is noted, what is wrong is crossed', async (t) => {
  const { out } = await njiwa(['doctor'], await serving(t, { checks: [bound, paused, down] }))
  assert.match(
    out,
    /^✓ carrier Vodacom: is bound\n– .*: is paused\n {4}njiwa carrier resume "Vodacom"\n✗ .*\n {4}see its/m,
  )
})

for (const { is, wrong, ...answers } of rows) {
  test(`a server that is ${is}`, async (t) => {
    const findings = (await inspectServer(await serving(t, answers))).filter(({ ok }) => !ok)
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
