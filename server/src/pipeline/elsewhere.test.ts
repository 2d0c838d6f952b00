import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pino } from 'pino'
import { until } from '../../../test/harness/until.ts'
import { elsewhere } from './elsewhere.ts'
import { bench, SUBSCRIBER } from './testing/bench.ts'

test('what is recorded past this node is heard, of what is sought and has left the queue', async (t) => {
  const { setup, ours, order, rows } = await bench(t)
  const later = Date.now() + 3_600_000
  const requests: { id: string; messages: { accountId: string; messageId: string }[] }[] = []
  for (const msisdns of [[SUBSCRIBER, '255712345678'], [SUBSCRIBER], [SUBSCRIBER]]) {
    const sent = await order(ours, msisdns, later)
    assert.ok(sent.ok)
    const messages = sent.value.messages.map(({ id: messageId }) => ({ accountId: ours, messageId }))
    requests.push({ id: sent.value.requestId, messages })
  }
  const [first, second, forgotten] = requests as [(typeof requests)[0], (typeof requests)[0], (typeof requests)[0]]
  const [ended, open] = first.messages.map(({ messageId }) => messageId) as [string, string]
  const end = (id: string) =>
    rows(`update messages set state = 'failed', reason = 'rejected', done_at = now() where id = '${id}'`)
  await rows(`update messages set state = 'queued'`)
  await end(ended)
  await end(forgotten.messages[0]?.messageId as string)

  const heard: string[] = []
  const others = elsewhere({
    database: setup.database,
    waiting: {
      recorded: ({ id, state, reason, refund_policy }) => heard.push(`${id} ${state} ${reason} ${refund_policy}`),
    },
    log: pino({ level: 'silent' }),
    afterMs: 0,
  })
  t.after(() => {
    for (const { id } of requests) others.forget(id)
  })
  for (const { id, messages } of requests) others.seek(id, messages)
  others.forget(forgotten.id)
  await until(() => heard.length > 0, 5)
  assert.deepEqual([...new Set(heard)], [`${ended} failed rejected on_failure`])
  await end(open)
  await end(second.messages[0]?.messageId as string)
  await until(() => new Set(heard).size === 3, 5)
})
