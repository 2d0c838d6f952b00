// The sandbox's table, row by row, as a customer of MegaSMS meets it: what is answered, what becomes of the message, what
// it costs, and how often the SMSC was asked.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Installation, installation, type Smsc } from '../harness/installation.ts'
import { until } from '../harness/until.ts'

const UNITS = 1000
const finished: (() => Promise<void>)[] = []

after(async () => {
  for (const finish of finished) await finish()
})

let inst: Installation
let smsc: Smsc
let api: string

before(async () => {
  inst = await installation({ after: (done) => void finished.push(done) }, { units: UNITS, smscs: 'sandbox' })
  smsc = inst.smscs[0] as Smsc
  api = `${(await inst.start()).url}/megasms/api/v1`
})

type Answer = { units_charged: number; balance: number; messages: { to: string; status: string }[] }

async function call(path: string, body?: object): Promise<Answer> {
  const response = await fetch(`${api}${path}`, {
    headers: { authorization: `Bearer ${inst.token}`, 'content-type': 'application/json' },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  })
  const text = await response.text()
  assert.equal(response.status, 200, text)
  return JSON.parse(text).data
}

const send = (to: string | string[]) => call('/messages', { to, sender_id: 'MEGASMS', message: 'Karibu' })

type Ended = { state: string; reason: string | null; charged: string; tookMs: number }

/** Once it is what it will be. */
function untilState(msisdn: string, states: readonly string[]): Promise<Ended> {
  return until(async () => {
    const [row] = await inst.sql<Ended>(
      `select m.state, m.reason, (extract(epoch from m.done_at - m.created_at) * 1000)::int as "tookMs",
        coalesce((select sum(amount) from transfers where subject_id = m.id and kind = 'capture'), 0) as charged
        from messages m where m.msisdn = $1`,
      [msisdn],
    )
    return row !== undefined && states.includes(row.state) && row
  })
}

const story = async (msisdn: string): Promise<string[]> => {
  const rows = await inst.sql<{ kind: string }>(
    `select e.kind from message_events e join messages m on m.id = e.message_id where m.msisdn = $1 order by e.id`,
    [msisdn],
  )
  return rows.map(({ kind }) => kind)
}

/** Ending, what the send answers, what it becomes, its reason, units, submits, its story. */
const ROWS = [
  ['1234', 'sent', 'delivered', null, 1, 1, 'sent delivered'],
  ['0001', 'failed', 'failed', 'rejected', 0, 1, 'failed'],
  ['0002', 'sent', 'failed', 'undeliverable', 0, 1, 'sent failed'],
  ['0003', 'sent', 'failed', 'expired', 0, 1, 'sent failed'],
  ['0004', 'sent', 'delivered', null, 1, 3, 'retry retry sent delivered'],
  ['0006', 'sent', 'delivered', null, 1, 1, 'sent delivered receipt receipt'],
  ['0007', null, 'delivered', null, 1, 1, null],
  ['0008', 'sent', 'delivered', null, 1, 2, 'uncertain sent delivered'],
  ['0009', 'failed', 'failed', 'not_submitted', 0, 3, 'retry retry failed'],
  ['0010', 'sent', 'delivered', null, 1, 1, 'sent delivered'],
] as const

for (const [ending, answered, state, reason, units, submits, told] of ROWS) {
  test(`a number in ${ending}: ${state}, ${units} units`, async () => {
    const msisdn = `25575555${ending}`
    const answer = await send(msisdn)
    const status = answer.messages[0]?.status
    if (answered !== null) assert.ok(status === answered || status === state, status) // it may have ended by then
    const ended = await untilState(msisdn, ['delivered', 'failed'])
    assert.deepEqual([ended.state, ended.reason, Number(ended.charged)], [state, reason, units])
    assert.equal(smsc.submits.filter((to) => to === msisdn).length, submits)
    if (told !== null) {
      await until(async () => (await story(msisdn)).length >= told.split(' ').length)
      assert.equal((await story(msisdn)).join(' '), told)
    }
    if (ending === '0009') assert.ok(ended.tookMs <= 5500, `it took ${ended.tookMs} ms`) // documented: about 5 s
  })
}

test('a number in 0005 stays sent, expires when its validity ends, and is given back', async () => {
  const msisdn = '255755550005'
  const before = (await call('/balance')).balance
  assert.equal((await send(msisdn)).balance, before - 1)
  await untilState(msisdn, ['sent'])
  await send('255755561234')
  await untilState('255755561234', ['delivered']) // whoever came later has ended
  assert.equal((await untilState(msisdn, ['sent'])).state, 'sent')
  await inst.sql(
    `update queue set expires_at = now() where message_id in (select id from messages where msisdn = $1)`,
    [msisdn],
  )
  const ended = await untilState(msisdn, ['failed'])
  assert.deepEqual([ended.reason, ended.charged], ['expired', '0'])
  assert.equal((await call('/balance')).balance, before - 1) // the other one's
})

for (const dropping of [1, 30]) {
  test(`${dropping} numbers in 0008 among 50 others of a request: all are delivered`, async () => {
    const numbered = (ending: string) => (_: unknown, index: number) =>
      `2556${String(dropping * 100 + index).padStart(4, '0')}${ending}`
    const others = Array.from({ length: 50 }, numbered('1234'))
    const to = [...others.slice(0, 20), ...Array.from({ length: dropping }, numbered('0008')), ...others.slice(20)]
    await send(to)
    for (const msisdn of to)
      assert.equal((await untilState(msisdn, ['delivered', 'failed'])).state, 'delivered', msisdn)
  })
}

test('the book is whole after all of it', async () => {
  assert.deepEqual((await inst.verify()).breaches, [])
})
