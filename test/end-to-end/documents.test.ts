// Every example request of the five published documents, run as it is printed: host, credentials, dates and ids replaced.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, before, suite, type TestContext, test } from 'node:test'
import { promisify } from 'node:util'
import type { Demo, Play, Replacement, Request } from '../documents/block.ts'
import { PLAYS, type PlayName, printed } from '../documents/cut.ts'
import { absent, parses, run } from '../documents/programs.ts'
import { type Recorder, recorder, type Seen } from '../documents/recorder.ts'
import { startServer, type TestServer } from '../harness/server.ts'
import { until } from '../harness/until.ts'

const CLI = resolve(import.meta.dirname, '../../cli/src/main.ts')
const execute = promisify(execFile)

suite('the five documents', { timeout: 180_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'njiwa-documents-'))
  const ends: (() => Promise<void>)[] = []
  let server: TestServer
  let between: Recorder
  let sink: Awaited<ReturnType<typeof webhookTold>>
  let demos: Record<PlayName, Demo>
  const ids = {} as Record<PlayName, string>

  before(async () => {
    const hosts = Object.keys(PLAYS).map((name) => `${hostOf(name)}=${name}`)
    const settings = { NJIWA_HOSTS: hosts.join(','), NJIWA_ALLOW_PRIVATE_CALLBACKS: '1' }
    server = await startServer({ after: (end) => void ends.push(end) }, { env: settings })
    sink = await webhookTold({ after: (end) => void ends.unshift(end) })
    between = await recorder({ after: (end) => void ends.unshift(end) }, server.url)
    const env = { PATH: process.env.PATH, NJIWA_URL: server.url, NJIWA_OPERATOR_TOKEN: server.operatorToken }
    const { stdout } = await execute(process.execPath, [CLI, 'demo', '--json', '--webhook-url', sink.url], { env })
    demos = JSON.parse(stdout).dialects
    for (const name of Object.keys(PLAYS) as PlayName[]) ids[name] = await firstOf(name)
    await untilDelivered(`${server.url}/msgine/api/v1/messages/${ids.msgine}`, 'msgine')
  })
  after(async () => {
    for (const end of ends) await end()
    rmSync(folder, { recursive: true })
  })

  for (const [name, play] of Object.entries(PLAYS) as [PlayName, Play][]) {
    for (const request of play.blocks.filter((block) => 'request' in block)) {
      const title = `${name}: ${request.request}.${request.kind}`
      test(title, (t) => playIt(t, name, request, title))
    }
    const first = play.blocks.find((block) => 'request' in block) as Request
    test(`${name}: ${first.request}.${first.kind} at a host of its own`, (t) =>
      playIt(t, name, first, `${name} at its host`, hostOf(name)))
  }

  async function playIt(t: TestContext, name: PlayName, request: Request, title: string, host?: string): Promise<void> {
    const missing = absent(request.kind)
    if (missing !== null) return t.diagnostic(`not run: ${missing}`)
    const id = title.replaceAll(/\W+/g, '-')
    const base = host === undefined ? `${between.urlFor(id)}/${name}` : between.urlFor(id, host)
    await ask(name, request, { id, base, text: await mended(t, name, request, { id, base }) })
    const prefix = host === undefined ? `/${name}` : ''
    for (const [index, asked] of request.asks.entries()) judge(name, prefix, asked, between.seen(id)[index])
    assert.equal(between.seen(id).length, request.asks.length)
  }

  test("wasambazie: a webhook holds by the document's own check", async (t) => {
    const missing = absent('py')
    if (missing !== null) return t.diagnostic(`not run: ${missing}`)
    const { body, signature } = await sink.first
    const { webhookSecret = '' } = demos.wasambazie
    const check = { check: 'verify', kind: 'py', from: '', to: '' } as const
    const payload = `bytes.fromhex('${body.toString('hex')}')`
    for (const [what, verdict] of [
      [payload, true],
      [`${payload} + b' '`, false],
    ] as const) {
      const claim = `assert verify('${webhookSecret}', ${what}, '${signature}') is ${verdict ? 'True' : 'False'}`
      await run('py', `${printed('wasambazie', check)}\n\n${claim}\n`, { folder, name: `verify-${verdict}`, env: {} })
    }
  })

  /** As it is printed but for what a reader replaces. What cannot be run as printed is said, and mended. */
  async function mended(
    t: TestContext,
    name: PlayName,
    request: Request,
    { id, base }: { id: string; base: string },
  ): Promise<string> {
    const replacements = PLAYS[name].replacements(base, demos[name], ids[name])
    const text = replaced(printed(name, request), [...(request.replace ?? []), ...replacements])
    if (request.mend === undefined) return text
    t.diagnostic(`as printed it cannot be run: ${request.mend.reason}`)
    assert.notEqual(parses(request.kind, text, { folder, name: id }), true, 'it can be run as it is printed')
    return replaced(text, request.mend.replace)
  }

  async function ask(
    name: PlayName,
    { kind, asks }: Request,
    { id, base, text }: { id: string; base: string; text: string },
  ): Promise<void> {
    const play: Play = PLAYS[name]
    if (kind !== 'json' && kind !== 'xml')
      return run(kind, text, { folder, name: id, env: play.env?.(demos[name]) ?? {} })
    const [method, path] = asks[0]?.[0].split(' ') ?? []
    const headers = { ...play.headers(demos[name]), 'content-type': `application/${kind}` }
    await fetch(base + path, { ...(method && { method }), headers, body: text })
  }

  /** The id of a first message: the examples read it or change it. */
  async function firstOf(name: PlayName): Promise<string> {
    const { path, body, idIn } = FIRST[name]
    const headers = { ...PLAYS[name].headers(demos[name]), 'content-type': 'application/json' }
    const answer = await fetch(`${server.url}/${name}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    const text = await answer.text()
    return idIn.exec(text)?.[1] ?? assert.fail(text)
  }

  async function untilDelivered(url: string, name: PlayName): Promise<void> {
    const headers = PLAYS[name].headers(demos[name])
    await until(
      async () => ((await (await fetch(url, { headers })).json()) as { status: string }).status === 'delivered',
    )
  }
})

/** What each of them is sent before. SMSBox's waits for its time. */
const FIRST: Record<PlayName, { path: string; body: object; idIn: RegExp }> = {
  megasms: {
    path: '/api/v1/messages',
    body: { to: '255712345678', sender_id: 'MEGASMS', message: 'First' },
    idIn: /"request_id":"([^"]+)"/,
  },
  msgine: {
    path: '/api/v1/messages/sms',
    body: { to: '+256701521269', message: 'First' },
    idIn: /"id":"([^"]+)"/,
  },
  esms: { path: '/api/messages/send', body: { to: '+254712345678', text: 'First' }, idIn: /"id":"([^"]+)"/ },
  wasambazie: {
    path: '/v1/sms/send',
    body: { to_number: '+255712345678', message: 'First', sender_id: 'MYBRAND' },
    idIn: /"message_batch_id":"([^"]+)"/,
  },
  smsbox: {
    path: '/api/sms/v1/send_sms',
    body: {
      source_addr: 'INFO',
      schedule_time: '2099-01-01 00:00',
      message: 'First',
      recipients: [{ dest_addr: '+22687161524' }],
    },
    idIn: /"message_id:([^"]+)"/,
  },
}

function judge(
  name: PlayName,
  prefix: string,
  [call, status, answer]: Request['asks'][number],
  got: Seen | undefined,
): void {
  assert.ok(got, `${call} was not asked`)
  const path = call.includes('?') ? got.call : got.call.split('?', 1)[0]
  const asked = call.endsWith('/<id>') ? path?.replace(/[^/]+$/, '<id>') : path
  assert.equal(asked, call.replace(' ', ` ${prefix}`))
  assert.equal(got.status, status, got.text)
  if (answer === undefined) return
  const expected = readAnswer(printed(name, { answer, from: '', to: '' }))
  assert.deepEqual(shapeOf(JSON.parse(got.text)), shapeOf(expected), got.text)
}

const hostOf = (name: string): string => `${name}.example`

/** A reader's own server: the first that it is told, as it came. */
async function webhookTold(t: { after(done: () => Promise<void>): void }) {
  const first = Promise.withResolvers<{ body: Buffer; signature: string }>()
  const server = createServer(async (request, response) => {
    first.resolve({ body: await buffer(request), signature: String(request.headers['x-wasambazie-signature']) })
    response.writeHead(200).end()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  t.after(async () => {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/told`, first: first.promise }
}

function replaced(text: string, replacements: readonly Replacement[]): string {
  return replacements.reduce((result, [from, to]) => result.replaceAll(from, to), text)
}

/** Documents leave out the rest of a list with three dots, and put commas behind a last field. */
function readAnswer(text: string): unknown {
  return JSON.parse(text.replace(/^ *\.\.\.$/gm, '').replace(/,(?=\s*[}\]])/g, ''))
}

/** Names and types, in their order; of a list, its first. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return [shapeOf(value[0])]
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value
  return Object.entries(value).map(([name, field]) => [name, shapeOf(field)])
}
