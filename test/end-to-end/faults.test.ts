// kill -9 of the server at each named moment: what was accepted ends once, is settled once and told, and work goes on
// within 15 s of the next start. NJIWA_FAULT_ROUNDS says how often each (npm run test:faults); NJIWA_FAULT_SEED repeats a run.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { FAILPOINTS } from '../../server/src/pipeline/failpoints.ts'
import { seeded } from '../harness/chance.ts'
import { type Installation, installation, WINDOW } from '../harness/installation.ts'
import type { NodeProcess } from '../harness/node-process.ts'
import { recipients, traffic } from '../harness/traffic.ts'
import { until } from '../harness/until.ts'
import { assertWhole, untilAllEnd } from '../harness/whole.ts'

type Failpoint = (typeof FAILPOINTS)[number]

const MESSAGES = 150
const RESUME_MS = 15_000 // the dead node's lease is 8 s

/** Up to which pass of it the process dies. Batches are few on a busy machine, so small numbers where one is a batch. */
const PASSES: Record<Failpoint, number> = {
  accept_before_commit: 4,
  accept_after_commit: 4,
  claim_after_commit: 1,
  submit_before_bytes: 100,
  submit_mid_window: 100,
  answer_before_commit: 3,
  answer_after_commit: 3,
  receipt_before_commit: 2,
  receipt_after_commit: 2,
  settle_before_commit: 3,
  webhook_after_post: 100,
  expire_before_commit: 1,
}
const ALWAYS: Failpoint[] = [
  'accept_after_commit',
  'submit_mid_window',
  'answer_before_commit',
  'receipt_before_commit',
  'receipt_after_commit',
  'webhook_after_post',
]

const rounds = Number(process.env.NJIWA_FAULT_ROUNDS ?? 0)
const { seed, upTo } = seeded()
const points = rounds > 0 ? FAILPOINTS.flatMap((point) => new Array<Failpoint>(rounds).fill(point)) : ALWAYS

// Most of a round is waiting for the dead node's lease to lapse.
describe(`kill -9, seed ${seed}`, { concurrency: 6 }, () => {
  for (const point of points) {
    const pass = 1 + upTo(PASSES[point])
    test(`at ${point}:${pass}`, { timeout: 120_000 }, async (t) => {
      const inst = await installation(t, { sinkStatus: (nth) => (nth <= 3 ? 500 : 200) })
      const dies = (at: string) => inst.start({ NODE_ENV: 'test', NJIWA_FAILPOINT: at })
      // A node claims what another one left behind.
      let node = await dies(point === 'claim_after_commit' ? 'submit_mid_window:20' : `${point}:${pass}`)
      const client = traffic({ url: () => node.url, token: inst.token })
      const sending = client.send(recipients(MESSAGES, ['0001', '0002', '0004', '0005', '0006', '0007']))
      if (point === 'claim_after_commit') {
        await killed(node, sending, inst)
        node = await dies(`${point}:${pass}`)
      } else if (point === 'expire_before_commit') {
        await sending
        await expireUnreceipted(inst)
      }
      const met = await killed(node, sending, inst)

      node = await inst.start()
      const readyAtMs = performance.now()
      await until(() => node.output().includes('took over'))
      const resumedMs = Math.round(performance.now() - readyAtMs)
      await sending
      await expireUnreceipted(inst)
      await untilAllEnd(inst)
      const figures = await assertWhole(inst, client.sent, { duplicatesMax: WINDOW })
      t.diagnostic(JSON.stringify({ met, ...figures, resumedMs }))
      assert.ok(resumedMs < RESUME_MS, `work went on after ${resumedMs} ms`)
    })
  }
})

/** By itself; or by us when there is nothing left to do and it never came so far. */
async function killed(node: NodeProcess, sending: Promise<void>, { sql }: Installation): Promise<boolean> {
  let met = true
  const idle = async (): Promise<void> => {
    await sending
    const left = `select from queue q join messages m on m.id = q.message_id
      where m.msisdn not like '%0005' or q.expires_at <= now() union all select from webhook_jobs`
    await until(async () => (await sql(left)).length === 0)
    met = false
    node.signal('SIGKILL')
  }
  await Promise.race([node.exited, idle()])
  assert.deepEqual(await node.exited, { code: null, signal: 'SIGKILL' }, node.output())
  return met
}

/** Numbers in 0005 get no receipt. Waits until all of them are sent, and has their validity end. */
async function expireUnreceipted({ sql }: Installation): Promise<void> {
  const ids = `select id from messages where msisdn like '%0005'`
  await until(async () => (await sql(`select from messages where id in (${ids}) and state = 'queued'`)).length === 0)
  await sql(`update queue set expires_at = now() where message_id in (${ids})`)
}
