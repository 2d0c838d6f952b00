// Carriers that are down, a message that cannot be recorded, and a wallet with one unit left: what each does to the others.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { type Installation, installation, type Smsc, startSmsc, WINDOW } from '../harness/installation.ts'
import { recipients, traffic } from '../harness/traffic.ts'
import { until } from '../harness/until.ts'
import { assertWhole, untilAllEnd } from '../harness/whole.ts'

const FAILOVER_MS = 10_000

const inState = async ({ sql }: Installation, state: string): Promise<number> =>
  (await sql('select from messages where state = $1', [state])).length

type Answer = { data: { units_charged: number; balance: number }; error?: { code: string } }

describe('carriers', { concurrency: 4 }, () => {
  test('messages wait for a carrier that is down, and go when it is up', { timeout: 120_000 }, async (t) => {
    const inst = await installation(t)
    const [smsc] = inst.smscs as [Smsc]
    const { port } = smsc.simulator
    await smsc.stop()
    const { url } = await inst.start()
    const client = traffic({ url: () => url, token: inst.token })
    const sending = client.send(recipients(50), { perRequest: 50 })
    await until(async () => (await inState(inst, 'queued')) === 50)
    assert.equal(smsc.submits.length, 0)

    const again = await startSmsc({ port })
    t.after(again.stop)
    inst.smscs[0] = again
    await sending
    await untilAllEnd(inst)
    await assertWhole(inst, client.sent, { duplicatesMax: 0 })
  })

  test('the first carrier of a route dies in the middle: the second one has the rest', {
    timeout: 120_000,
  }, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'njiwa-smsc-'))
    t.after(() => rmSync(folder, { recursive: true }))
    const journal = join(folder, 'journal')
    const inst = await installation(t, { smscs: [{ responseDelayMs: 20, journal }, {}] })
    const [first, second] = inst.smscs as [Smsc, Smsc]
    const { url } = await inst.start()
    const client = traffic({ url: () => url, token: inst.token })
    const sending = client.send(recipients(400, ['0001', '0006']), { perRequest: 20 })
    await first.atSubmit(100)
    assert.equal(second.submits.length, 0)
    const diedAtMs = performance.now()
    await first.stop()
    await second.atSubmit(1)
    const failoverMs = Math.round(performance.now() - diedAtMs)
    await sending
    assert.equal(client.tries.get(200), 20)

    // Up again, it has receipts to give for what it had taken.
    const again = await startSmsc({ port: first.simulator.port, journal })
    t.after(again.stop)
    await untilAllEnd(inst)
    const figures = await assertWhole(inst, client.sent, { duplicatesMax: WINDOW })
    t.diagnostic(JSON.stringify({ ...figures, failoverMs, submits: [first.submits.length, second.submits.length] }))
    assert.ok(failoverMs < FAILOVER_MS, `it took ${failoverMs} ms`)
  })

  test('a message that cannot be recorded takes no other along, and is not sent again', {
    timeout: 120_000,
  }, async (t) => {
    const inst = await installation(t)
    const [smsc] = inst.smscs as [Smsc]
    const { url } = await inst.start()
    const poison = '255799991234'
    await inst.sql(`create function poison() returns trigger language plpgsql as $$ begin
      if new.msisdn = '${poison}' and new.state <> 'queued' then raise exception 'poison'; end if; return new; end $$`)
    await inst.sql('create trigger poison before update on messages for each row execute function poison()')
    const client = traffic({ url: () => url, token: inst.token })
    const others = recipients(100, ['0002', '0006'])
    const sending = client.send([...others.slice(0, 50), poison, ...others.slice(50)], { perRequest: 51 })
    await until(async () => (await inState(inst, 'delivered')) + (await inState(inst, 'failed')) === others.length)
    const held = `select from queue where owner is null and due_at = 'infinity'`
    await until(async () => (await inst.sql(held)).length === 1)

    await inst.sql('drop trigger poison on messages')
    await sending
    await untilAllEnd(inst) // its receipt waited for it
    assert.equal(smsc.taken.get(poison), 1)
    await assertWhole(inst, client.sent, { duplicatesMax: 0 })
  })

  test('one unit, 1,000 sends at once: one is accepted, and 999 are told that there is not enough', {
    timeout: 120_000,
  }, async (t) => {
    const inst = await installation(t, { units: 1 })
    const { url } = await inst.start()
    const numbers = recipients(1000)
    const statuses = await Promise.all(
      numbers.map(async (to) => {
        const response = await fetch(`${url}/megasms/api/v1/messages`, {
          method: 'POST',
          headers: { authorization: `Bearer ${inst.token}`, 'content-type': 'application/json' },
          body: JSON.stringify({ to, sender_id: 'MEGASMS', message: 'Moja' }),
        })
        const { data, error } = (await response.json()) as Answer
        return `${response.status} ${error?.code ?? `${data.units_charged} charged, ${data.balance} left`}`
      }),
    )
    const counts = new Map<string, number>()
    for (const status of statuses) counts.set(status, (counts.get(status) ?? 0) + 1)
    assert.deepEqual([...counts].sort(), [
      ['200 1 charged, 0 left', 1],
      ['402 insufficient_balance', 999],
    ])
    await untilAllEnd(inst)
    assert.deepEqual((await inst.verify()).breaches, [])
    assert.deepEqual(
      await inst.sql('select balance::int, held::int from wallets where account_id = $1', [inst.accountId]),
      [{ balance: 0, held: 0 }],
    )
  })
})
