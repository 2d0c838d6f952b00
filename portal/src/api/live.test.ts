import assert from 'node:assert/strict'
import { test } from 'node:test'
import { counted } from './live.ts'

const none = { queued: 0, sent: 0, delivered: 0, failed: 0, scheduled: 0, suspended: 0, cancelled: 0 }
const today = { by_state: { ...none, queued: 2, delivered: 5 }, messages: 7 }
const change = (was: string | null, state: string) => ({ id: 'm', was, state, done_at: null }) as never

const rows = [
  { what: 'nothing', changes: [], by: { queued: 2, delivered: 5 }, messages: 7 },
  { what: 'one more', changes: [change(null, 'queued')], by: { queued: 3, delivered: 5 }, messages: 8 },
  { what: 'one delivered', changes: [change('queued', 'delivered')], by: { queued: 1, delivered: 6 }, messages: 7 },
  {
    what: 'one more, at its end already',
    changes: [change(null, 'failed')],
    by: { queued: 2, delivered: 5, failed: 1 },
    messages: 8,
  },
  { what: 'one of a day before', changes: [change('sent', 'delivered')], by: { queued: 2, delivered: 6 }, messages: 7 },
]
for (const { what, changes, by, messages } of rows) {
  test(`${what} changes the count to ${messages}`, () => {
    assert.deepEqual(counted(today, changes), { by_state: { ...none, ...by }, messages })
  })
}
