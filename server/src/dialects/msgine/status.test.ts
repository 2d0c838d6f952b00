import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MESSAGE_STATES, type MessageState } from '../../core/messages.ts'
import { STATUSES, type Status, statesOf, statusOf } from './status.ts'

test('of many: pending, then sent, then delivered, else failed', () => {
  const rows: [states: MessageState[], status: Status][] = [
    [['queued'], 'pending'],
    [['scheduled'], 'pending'],
    [['suspended'], 'pending'],
    [['delivered', 'failed', 'sent', 'queued'], 'pending'],
    [['delivered', 'failed', 'sent'], 'sent'],
    [['delivered', 'failed'], 'delivered'],
    [['delivered'], 'delivered'],
    [['failed', 'cancelled'], 'failed'],
    [['cancelled'], 'failed'],
  ]
  for (const [states, status] of rows) assert.equal(statusOf(states), status, states.join())
})

test('the filter of a status finds those that have it and no others', () => {
  for (const one of MESSAGE_STATES) {
    for (const other of MESSAGE_STATES) {
      const found = STATUSES.filter((status) => {
        const { some, none } = statesOf(status)
        const any = (list: readonly MessageState[]) => list.includes(one) || list.includes(other)
        return any(some) && !any(none)
      })
      assert.deepEqual(found, [statusOf([one, other])], `${one}, ${other}`)
    }
  }
})
