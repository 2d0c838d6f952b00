import assert from 'node:assert/strict'
import { type ChildProcess, fork, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { parseReceipt, userDataOf } from '@njiwa/smpp'
import { bindEsme } from './testing/esme.ts'

const main = fileURLToPath(import.meta.resolve('./main.ts'))
const PLAIN = '255700000100'
const HOUR_MS = '3600000'

/** Runs main.ts until the test's end, and resolves with the ports it says it listens on. */
async function run(t: TestContext, args: string[]): Promise<{ child: ChildProcess; port: number; httpPort: number }> {
  const options: SpawnOptions = { stdio: ['ignore', 'pipe', 'inherit'] }
  const child = spawn(process.execPath, [main, '--port', '0', '--quiet', ...args], options)
  t.after(() => child.kill('SIGKILL'))
  const ports: number[] = []
  for await (const line of createInterface(child.stdout as Readable)) {
    ports.push(Number(/:(\d+)$/.exec(line)?.[1]))
    const [port = 0, httpPort = 0] = ports
    if (ports.length === (args.includes('--http') ? 2 : 1)) return { child, port, httpPort }
  }
  throw new Error(`main.ts ${args.join(' ')} ended`)
}

function journal(t: TestContext): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'njiwa-smsc-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return ['--journal', join(folder, 'journal')]
}

for (const [signal, delay, exit] of [
  ['SIGKILL', HOUR_MS, [null, 'SIGKILL']],
  ['SIGTERM', HOUR_MS, [0, null]],
] as const) {
  test(`after a ${signal} the receipts it owes go to the next bind`, async (t) => {
    const file = journal(t)
    const before = await run(t, [...file, '--delay', delay])
    const esme = await bindEsme({ port: before.port })
    const answers = await Promise.all(Array.from({ length: 50 }, () => esme.submit(PLAIN)))
    const ended = once(before.child, 'exit')
    before.child.kill(signal)
    assert.deepEqual(await ended, exit)
    await esme.session.closed

    const after = await run(t, [...file, '--delay', delay])
    const next = await bindEsme({ port: after.port })
    const receipts = (await next.until(50)).map((pdu) => parseReceipt(pdu)?.id)
    assert.deepEqual(receipts.sort(), answers.map(({ message_id }) => message_id).sort())
    const { message_id = '' } = await next.submit(PLAIN)
    assert.ok(!receipts.includes(message_id), 'no id is given twice')
  })
}

test('a receipt that was acknowledged is not sent again after a restart', async (t) => {
  const file = journal(t)
  const before = await run(t, [...file, '--delay', '0'])
  let answers = 1
  const esme = await bindEsme({ port: before.port, answer: () => (answers-- > 0 ? 0 : undefined) })
  await esme.submit(PLAIN)
  await esme.until(1)
  const unacknowledged = await esme.submit(PLAIN)
  await esme.until(2)
  before.child.kill('SIGKILL')
  await esme.session.closed

  const after = await run(t, [...file, '--delay', '0'])
  const next = await bindEsme({ port: after.port })
  const later = await next.submit(PLAIN)
  const ids = (await next.until(2)).map((pdu) => parseReceipt(pdu)?.id)
  assert.deepEqual(ids, [unacknowledged.message_id, later.message_id])
})

test('a parent asks it by IPC, and it ends with its parent', async (t) => {
  const child = fork(main, ['--port', '0', '--quiet'], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  t.after(() => child.kill('SIGKILL'))
  const message = async () => (await once(child, 'message'))[0]
  const { type, port } = await message()
  assert.equal(type, 'listening')
  const esme = await bindEsme({ port })

  child.send({ type: 'inbound', id: 7, from: '255700000001', to: '15055', text: 'hello' })
  assert.deepEqual(await message(), { type: 'inbound', id: 7, segments: 1, command_status: 0 })
  assert.equal(esme.delivered.map((pdu) => userDataOf(pdu).body.toString()).join(), 'hello')
  child.send({ type: 'inbound', id: 8, from: '255700000001' })
  assert.match((await message()).error, /from, to and text/)
  child.send({ type: 'stats', id: 9 })
  const stats = await message()
  assert.deepEqual([stats.id, stats.binds, stats.inboundAcknowledged], [9, 1, 1])

  const ended = once(child, 'exit')
  child.disconnect()
  assert.deepEqual(await ended, [0, null])
})

test('as a child it goes on after SIGTERM until its ESME has left: the signal was for the whole group', async (t) => {
  const child = fork(main, ['--port', '0', '--quiet', '--delay', '0'], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  t.after(() => child.kill('SIGKILL'))
  const [{ port }] = await once(child, 'message')
  const esme = await bindEsme({ port })
  child.kill('SIGTERM')
  await esme.submit(PLAIN)
  await esme.until(1)
  const ended = once(child, 'exit')
  await esme.session.unbind()
  assert.deepEqual(await ended, [0, null])
})

test('it can be asked over HTTP', async (t) => {
  const { port, httpPort } = await run(t, ['--http', '0', '--base', PLAIN, '--delay', '0'])
  const ask = (path: string, method = 'GET', body?: string) =>
    fetch(`http://127.0.0.1:${httpPort}${path}`, { method, ...(body === undefined ? {} : { body }) })
  const message = JSON.stringify({ from: '255700000001', to: '15055', text: 'hello' })

  assert.equal((await ask('/inbound', 'POST', message)).status, 202, 'nobody is bound yet')
  const esme = await bindEsme({ port })
  await esme.until(1)
  const answer = await ask('/inbound', 'POST', message)
  assert.deepEqual([answer.status, await answer.json()], [200, { segments: 1, command_status: 0 }])
  for (const body of ['', '{', '[]', 'null', '{"from":"1","to":"2"}', message.replace('15055', '1'.repeat(30))]) {
    assert.equal((await ask('/inbound', 'POST', body)).status, 400, body)
  }

  await esme.submit(PLAIN)
  await esme.submit('255700000102')
  assert.deepEqual([...(await (await ask('/seen')).bytes())], [1, 0, 1])
  const stats = (await (await ask('/stats')).json()) as Record<string, number>
  assert.deepEqual([stats.taken, stats.unique, stats.inboundAcknowledged], [2, 2, 2])
  await ask('/reset', 'POST')
  assert.equal((await (await ask('/seen')).bytes()).length, 0)
  assert.equal((await ask('/nothing')).status, 404)
})

test('a flag it does not know, or cannot read, ends it with a word on which', async (t) => {
  const rows: [args: string[], says: RegExp][] = [
    [['--port', 'abc'], /--port takes a whole number/],
    [['--fail', '2'], /--fail takes a ratio/],
    [['--fail-status', 'ESME_ROK'], /--fail-status takes the name/],
    [['--nonsense'], /nonsense/],
  ]
  for (const [args, says] of rows) {
    const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'ignore', 'pipe'] })
    t.after(() => child.kill('SIGKILL'))
    const [said, [code]] = await Promise.all([child.stderr?.toArray(), once(child, 'exit')])
    assert.match(String(said), says)
    assert.equal(code, 1)
  }
})
