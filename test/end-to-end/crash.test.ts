// What may happen to a machine while it sends: the server is killed, PostgreSQL is killed, an operator stops
// it. NJIWA_FAULT_ROUNDS says how often (npm run test:faults); NJIWA_FAULT_SEED repeats a run.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { seeded } from '../harness/chance.ts'
import { postmasterPid } from '../harness/embedded.ts'
import { installation, type Smsc, WINDOW } from '../harness/installation.ts'
import { recipients, traffic } from '../harness/traffic.ts'
import { assertWhole, untilAllEnd } from '../harness/whole.ts'

const RESUME_MS = 15_000 // from when it is ready: how long it takes to load depends on what else the machine does
const rounds = Number(process.env.NJIWA_FAULT_ROUNDS ?? 1)
const { seed, upTo } = seeded()
const shape = { perRequest: 20, concurrency: 8 }

/** Each of so many messages, and moments of their run: how many submits the SMSC has seen then. */
function plan(messages: number): { numbers: string[]; moments: number[] } {
  const numbers = recipients(messages, ['0001', '0002', '0006', '0007'])
  const moments = Array.from({ length: rounds }, () => 1 + upTo(messages - 4 * WINDOW)).sort((a, b) => a - b)
  return { numbers, moments }
}

describe(`in the middle of it, seed ${seed}`, { concurrency: 3 }, () => {
  test('kill -9 of the server, 2,000 messages', { timeout: 60_000 + rounds * 60_000 }, async (t) => {
    const { numbers, moments } = plan(Math.max(2000, rounds * 400))
    const inst = await installation(t, { embedded: true })
    const [smsc] = inst.smscs as [Smsc]
    let node = await inst.start()
    const client = traffic({ url: () => node.url, token: inst.token })
    const sending = client.send(numbers, shape)
    const resumedMs: number[] = []
    const startMs: number[] = []
    for (const moment of moments) {
      await smsc.atSubmit(moment)
      node.signal('SIGKILL')
      await node.exited
      const before = smsc.submits.length
      node = await inst.start()
      const readyAtMs = performance.now()
      await smsc.atSubmit(before + 1)
      resumedMs.push(Math.round(performance.now() - readyAtMs))
      startMs.push(node.startMs)
    }
    await sending
    await untilAllEnd(inst)
    const figures = await assertWhole(inst, client.sent, { duplicatesMax: rounds * WINDOW })
    assert.ok(Math.max(...resumedMs) < RESUME_MS, `work went on after ${resumedMs} ms`)
    t.diagnostic(JSON.stringify({ ...figures, tries: [...client.tries], startMs, resumedMs }))
  })

  test('kill -9 of PostgreSQL', { timeout: 60_000 + rounds * 60_000 }, async (t) => {
    const { numbers, moments } = plan(rounds * 600)
    const inst = await installation(t, { embedded: true })
    const [smsc] = inst.smscs as [Smsc]
    const node = await inst.start()
    const client = traffic({ url: () => node.url, token: inst.token })
    const sending = client.send(numbers, shape)
    const resumedMs: number[] = []
    for (const moment of moments) {
      await smsc.atSubmit(moment)
      const killedAtMs = performance.now()
      process.kill(postmasterPid(inst.dataDir) as number, 'SIGKILL')
      // What is in memory is sent on for a window at most: more needs the database.
      await smsc.atSubmit(smsc.submits.length + 2 * WINDOW)
      resumedMs.push(Math.round(performance.now() - killedAtMs))
    }
    await sending
    await untilAllEnd(inst)
    const figures = await assertWhole(inst, client.sent, { duplicatesMax: rounds * WINDOW })
    t.diagnostic(JSON.stringify({ ...figures, tries: [...client.tries], resumedMs }))
    assert.deepEqual(
      [...client.tries.keys()].filter((answer) => answer !== 200 && answer !== 503),
      [],
    )
    for (const body of client.refusals) assert.equal(JSON.parse(body).error.code, 'service_unavailable', body)
    assert.ok(Math.max(...resumedMs) < RESUME_MS, `work went on after ${resumedMs} ms`)
  })

  test('SIGTERM', { timeout: 60_000 + rounds * 60_000 }, async (t) => {
    const { numbers, moments } = plan(rounds * 600)
    const inst = await installation(t, { embedded: true })
    const [smsc] = inst.smscs as [Smsc]
    let node = await inst.start()
    const client = traffic({ url: () => node.url, token: inst.token })
    const sending = client.send(numbers, shape)
    for (const moment of moments) {
      await smsc.atSubmit(moment)
      const toldAtMs = performance.now()
      node.signal('SIGTERM')
      assert.deepEqual(await node.exited, { code: 0, signal: null }, node.output())
      const stopMs = performance.now() - toldAtMs
      assert.ok(stopMs < RESUME_MS, `stopping took ${stopMs} ms`)
      assert.equal(JSON.parse(node.stdout().trimEnd().split('\n').at(-1) as string).msg, 'stopped')
      node = await inst.start()
      t.diagnostic(`stopped after ${Math.round(stopMs)} ms`)
    }
    await sending
    await untilAllEnd(inst)
    const figures = await assertWhole(inst, client.sent, { duplicatesMax: 0 })
    t.diagnostic(JSON.stringify({ ...figures, tries: [...client.tries] }))
    // `cut` is a connection refused while no server listened.
    assert.deepEqual(
      [...client.tries.keys()].filter((answer) => answer !== 200 && answer !== 'cut'),
      [],
    )
  })
})
