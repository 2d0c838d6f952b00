// Two servers on one database, both sending. One is frozen for longer than its lease, or killed: the other takes over what
// it held, and what the frozen one does when it wakes changes nothing.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { seeded } from '../harness/chance.ts'
import { type Installation, installation, type Smsc, WINDOW } from '../harness/installation.ts'
import type { NodeProcess } from '../harness/node-process.ts'
import { recipients, type Traffic, traffic } from '../harness/traffic.ts'
import { until } from '../harness/until.ts'
import { assertWhole, untilAllEnd } from '../harness/whole.ts'

const EACH = 300
const RESUME_MS = 15_000
const { seed, upTo } = seeded()
const rounds = Number(process.env.NJIWA_FAULT_ROUNDS ?? 1)

type Bench = {
  inst: Installation
  smsc: Smsc
  nodes: [NodeProcess, NodeProcess]
  clients: [Traffic, Traffic]
  where: string[]
}

/** `where` says which URL each client sends to; a slow SMSC leaves messages in the memory of both. */
async function bench(t: { after(done: () => Promise<void>): void }): Promise<Bench> {
  const inst = await installation(t, { smscs: [{ responseDelayMs: 60 }] })
  const nodes: [NodeProcess, NodeProcess] = [await inst.start(), await inst.start()]
  const where = nodes.map(({ url }) => url)
  const client = (index: number) => traffic({ url: () => where[index] as string, token: inst.token })
  return { inst, smsc: inst.smscs[0] as Smsc, nodes, clients: [client(0), client(1)], where }
}

const endings = ['0001', '0002', '0006', '0007']
const send = ([first, second]: Bench['clients']): Promise<unknown> =>
  Promise.all([first.send(recipients(EACH, endings)), second.send(recipients(EACH, endings, EACH))])

/** How messages that have ended stand: what must not change any more. */
const ended = ({ sql }: Installation) =>
  sql(
    `select id, state, reason, carrier_id, sent_at, done_at from messages where state in ('delivered', 'failed') order by id`,
  )

async function queued({ sql }: Installation): Promise<number> {
  return (await sql(`select from messages where state = 'queued'`)).length
}

describe(`two nodes, seed ${seed}`, { concurrency: 2 }, () => {
  for (let round = 0; round < rounds; round++) {
    const moment = WINDOW + upTo(EACH)

    test(`one is frozen at submit ${moment} and wakes after the other took over`, { timeout: 120_000 }, async (t) => {
      const { inst, smsc, nodes, clients } = await bench(t)
      const [frozen, other] = nodes
      const sending = send(clients)
      await smsc.atSubmit(moment)
      frozen.signal('SIGSTOP')
      await until(() => other.output().includes('took over'))
      // The SMSC has receipts for either; those it gave to the frozen one come later. Nothing waits to be sent.
      await until(async () => clients[1].sent.length === EACH / 5 && (await queued(inst)) === 0)
      const before = await ended(inst)

      frozen.signal('SIGCONT')
      // Its lease is lost, or a transaction that it was in is: either way it starts over under a new id.
      await until(() => /the lease was lost|under a new id/.test(frozen.output()))
      await sending
      await untilAllEnd(inst)
      const after = new Map((await ended(inst)).map((row) => [row.id, row]))
      for (const row of before) assert.deepEqual(after.get(row.id), row)
      const sent = clients.flatMap((client) => client.sent)
      const figures = await assertWhole(inst, sent, { duplicatesMax: WINDOW })
      t.diagnostic(JSON.stringify({ ...figures, endedWhileFrozen: before.length }))
    })

    test(`one is killed at submit ${moment}, for good`, { timeout: 120_000 }, async (t) => {
      const { inst, smsc, nodes, clients, where } = await bench(t)
      const sending = send(clients)
      await smsc.atSubmit(moment)
      nodes[0].signal('SIGKILL')
      const killedAtMs = performance.now()
      await nodes[0].exited
      where[0] = nodes[1].url
      await until(() => nodes[1].output().includes('took over'))
      const resumedMs = Math.round(performance.now() - killedAtMs)
      await sending
      await untilAllEnd(inst)
      const sent = clients.flatMap((client) => client.sent)
      const figures = await assertWhole(inst, sent, { duplicatesMax: WINDOW })
      t.diagnostic(JSON.stringify({ ...figures, resumedMs }))
      assert.ok(resumedMs < RESUME_MS, `taken over after ${resumedMs} ms`)
    })
  }
})
