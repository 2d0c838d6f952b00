// A submit whose answer never came: sent once more by a route that resends, never by one that holds; and what a receipt
// that comes later says of it. The SMSC is scripted: it takes what it is told to and answers when it is told to.
import assert from 'node:assert/strict'
import { describe, type TestContext, test } from 'node:test'
import { type ScriptedSmsc, scriptedSmsc } from '../../server/src/carriers/smpp/scripted-smsc.ts'
import type { UncertainPolicy } from '../../server/src/core/routes.ts'
import { type Installation, installation, WINDOW } from '../harness/installation.ts'
import { until } from '../harness/until.ts'

const TO = '255712345678'
const RESPONSE_MS = 1000 // the least that a carrier may have

type Bench = Installation & {
  smsc: ScriptedSmsc
  /** Does not wait for the answer: MegaSMS gives it when the carrier has answered, or after 10 s. */
  send(...to: string[]): void
}

async function bench(t: TestContext, uncertainPolicy: UncertainPolicy): Promise<Bench> {
  const smsc = await scriptedSmsc()
  const inst = await installation(t, {
    ports: [smsc.port],
    carrier: { responseMs: RESPONSE_MS },
    route: { uncertainPolicy },
  })
  t.after(() => smsc.close())
  const { url } = await inst.start()
  return {
    ...inst,
    smsc,
    send(...to) {
      const body = JSON.stringify({ to, sender_id: 'MEGASMS', message: 'Karibu' })
      const headers = { authorization: `Bearer ${inst.token}`, 'content-type': 'application/json' }
      fetch(`${url}/megasms/api/v1/messages`, { method: 'POST', headers, body }).catch(() => {})
    },
  }
}

type Row = { state: string; reason: string | null; held: boolean; captured: number; released: number; story: string }

async function look({ sql }: Installation, msisdn: string): Promise<Row | undefined> {
  const [row] = await sql<Row>(
    `select m.state, m.reason, coalesce(q.owner is null and q.due_at = 'infinity', false) as held,
      (select coalesce(sum(amount), 0)::int from transfers where subject_id = m.id and kind = 'capture') as captured,
      (select coalesce(sum(amount), 0)::int from transfers where subject_id = m.id and kind = 'release') as released,
      (select coalesce(string_agg(kind, ' ' order by id), '') from message_events where message_id = m.id) as story
      from messages m left join queue q on q.account_id = m.account_id and q.message_id = m.id where m.msisdn = $1`,
    [msisdn],
  )
  return row
}

function untilIt(inst: Installation, holds: (row: Row) => boolean, msisdn = TO): Promise<Row> {
  return until(async () => {
    const row = await look(inst, msisdn)
    return row !== undefined && holds(row) && row
  })
}

const expire = ({ sql }: Installation, msisdn: string) =>
  sql('update queue set expires_at = now() where message_id in (select id from messages where msisdn = $1)', [msisdn])

function receipt(smsc: ScriptedSmsc, id: string, msisdn = TO): Promise<number> {
  const text = `id:${id} sub:001 dlvrd:001 submit date:3001010101 done date:3001010101 stat:DELIVRD err:000 text:`
  const from = { source_addr_ton: 1, source_addr_npi: 1, source_addr: msisdn, destination_addr: 'MEGASMS' }
  return smsc.deliver({ ...from, esm_class: 4, short_message: Buffer.from(text) })
}

// Each waits for response timers mostly.
describe('uncertain', { concurrency: 5 }, () => {
  test('resend: a submit that is never answered goes out once more and is then held', {
    timeout: 120_000,
  }, async (t) => {
    const inst = await bench(t, 'resend')
    inst.smsc.play(() => null)
    inst.send(TO)
    const row = await untilIt(inst, ({ held }) => held)
    assert.equal(inst.smsc.submits.length, 2)
    assert.equal(row.story, 'uncertain uncertain')

    // Its remote id never came: a late receipt finds it by number and sender.
    assert.equal(await receipt(inst.smsc, 'never told'), 0)
    const ended = await untilIt(inst, ({ state }) => state === 'delivered')
    assert.deepEqual([ended.captured, ended.released], [1, 0])
    assert.equal(inst.smsc.submits.length, 2)
    assert.deepEqual((await inst.verify()).breaches, [])
  })

  test('hold: a submit that is never answered is not sent again', { timeout: 120_000 }, async (t) => {
    const inst = await bench(t, 'hold')
    const { smsc } = inst
    const [answered, lost, expiring] = ['255712345601', '255712345602', '255712345603']
    smsc.play(({ destination_addr }) => (destination_addr === answered ? smsc.nextId() : null))
    inst.send(answered as string, lost as string, expiring as string)
    await untilIt(inst, ({ held }) => held, lost)
    await untilIt(inst, ({ held }) => held, expiring)
    assert.equal((await look(inst, answered as string))?.state, 'sent')
    assert.equal(smsc.submits.length, 3)

    assert.equal(await receipt(smsc, 'unknown', lost), 0)
    assert.equal((await untilIt(inst, ({ state }) => state !== 'queued', lost)).state, 'delivered')

    await expire(inst, expiring as string)
    const ended = await untilIt(inst, ({ state }) => state !== 'queued', expiring)
    assert.deepEqual([ended.state, ended.reason, ended.captured, ended.released], ['failed', 'expired', 0, 1])

    // The carrier's connection is lost and comes back: nothing held goes out with that.
    smsc.drop()
    smsc.play(() => smsc.nextId())
    const after = '255712345604'
    inst.send(after)
    await untilIt(inst, ({ state }) => state === 'sent', after)
    assert.equal(smsc.submits.length, 4)
    assert.deepEqual((await inst.verify()).breaches, [])
  })

  for (const policy of ['resend', 'hold'] as const) {
    test(`${policy}: the SMSC dies with a full window`, { timeout: 120_000 }, async (t) => {
      const inst = await bench(t, policy)
      const { smsc } = inst
      const to = Array.from({ length: 3 * WINDOW }, (_, index) => `2557123400${String(index).padStart(2, '0')}`)
      smsc.play(() => null)
      inst.send(...to)
      await smsc.waiting(WINDOW)
      smsc.play(() => smsc.nextId())
      smsc.drop()
      const held = policy === 'hold' ? WINDOW : 0
      await until(async () => {
        const rows = await Promise.all(to.map((msisdn) => look(inst, msisdn)))
        const sent = rows.filter((row) => row?.state === 'sent').length
        return sent === to.length - held && rows.filter((row) => row?.held).length === held
      })
      const times = new Map<string, number>()
      for (const { destination_addr } of smsc.submits) {
        times.set(destination_addr, (times.get(destination_addr) ?? 0) + 1)
      }
      assert.equal(times.size, to.length)
      // Those of the lost window twice, or once where nothing is sent again.
      assert.equal(smsc.submits.length, to.length + (policy === 'hold' ? 0 : WINDOW))
      assert.deepEqual((await inst.verify()).breaches, [])
    })
  }

  test('DELIVRD after the validity ended charges nothing and is told in the story', { timeout: 120_000 }, async (t) => {
    const inst = await bench(t, 'resend')
    inst.smsc.play(() => 'late')
    inst.send(TO)
    await untilIt(inst, ({ state }) => state === 'sent')
    await expire(inst, TO)
    const expired = await untilIt(inst, ({ state }) => state === 'failed')
    assert.deepEqual([expired.reason, expired.captured, expired.released], ['expired', 0, 1])
    assert.equal(await receipt(inst.smsc, 'late'), 0)
    const late = await untilIt(inst, ({ story }) => story.includes('delivered_late'))
    assert.deepEqual([late.state, late.captured, late.released], ['failed', 0, 1])
    assert.equal(late.story, 'sent failed delivered_late')
    assert.deepEqual((await inst.verify()).breaches, [])
  })
})
