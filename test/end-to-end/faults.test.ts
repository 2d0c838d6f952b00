// kill -9 of the server at each named moment: what was accepted ends once, is settled once and told, and work goes on
// within 15 s of the next start. NJIWA_FAULT_ROUNDS says how often each (npm run test:faults); NJIWA_FAULT_SEED repeats a run.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { FAILPOINTS } from '../../server/src/pipeline/failpoints.ts'
import { seeded } from '../harness/chance.ts'
import { type Installation, installation, WINDOW } from '../harness/installation.ts'
import type { NodeProcess } from '../harness/node-process.ts'
import { recipients, traffic } from '../harness/traffic.ts'
import { assertWhole, untilAllEnd } from '../harness/whole.ts'

type Failpoint = (typeof FAILPOINTS)[number]

/** Up to which pass of it the process may die: all are met that often by 300 messages in 60 requests. */
const PASSES: Record<Failpoint, number> = {
  accept_before_commit: 8,
  accept_after_commit: 8,
  claim_after_commit: 1,
  submit_before_bytes: 250,
  submit_mid_window: 250,
  answer_before_commit: 10,
  answer_after_commit: 10,
  receipt_before_commit: 3,
  receipt_after_commit: 3,
  settle_before_commit: 8,
  webhook_after_post: 250,
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
    test(`at ${point}:${pass}`, { timeout: 90_000 }, async (t) => {
      const inst = await installation(t, { sinkStatus: (nth) => (nth <= 3 ? 500 : 200) })
      const dies = (at: string) => inst.start({ NODE_ENV: 'test', NJIWA_FAILPOINT: at })
      // A node claims what another one left behind.
      let node = await dies(point === 'claim_after_commit' ? 'submit_mid_window:50' : `${point}:${pass}`)
      const client = traffic({ url: () => node.url, token: inst.token })
      const sending = client.send(recipients(300, ['0001', '0002', '0004', '0005', '0006', '0007']))
      if (point === 'claim_after_commit') {
        await killed(node)
        node = await dies(`${point}:${pass}`)
      } else if (point === 'expire_before_commit') {
        await sending
        await expireUnreceipted(inst)
      }
      await killed(node)

      node = await inst.start()
      await sending
      await expireUnreceipted(inst)
      await untilAllEnd(inst)
      const allEndedMs = performance.now() - node.startedAtMs
      const figures = await assertWhole(inst, client.sent, { duplicatesMax: WINDOW })
      t.diagnostic(JSON.stringify({ ...figures, allEndedMs: Math.round(allEndedMs) }))
    })
  }
})

async function killed(node: NodeProcess): Promise<void> {
  assert.deepEqual(await node.exited, { code: null, signal: 'SIGKILL' }, node.output())
}

/** Numbers in 0005 get no receipt. Waits until all of them are sent, and has their validity end. */
async function expireUnreceipted({ sql }: Installation): Promise<void> {
  const ids = `select id from messages where msisdn like '%0005'`
  for (;;) {
    const [left] = await sql<{ count: string }>(
      `select count(*) from messages where id in (${ids}) and state = 'queued'`,
    )
    if (left?.count === '0') break
    await wait(50)
  }
  await sql(`update queue set expires_at = now() where message_id in (${ids})`)
}
