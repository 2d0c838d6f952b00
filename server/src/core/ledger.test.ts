import assert from 'node:assert/strict'
import { test } from 'node:test'
import { free, MOVEMENTS, payable, settlement } from './ledger.ts'

test('what is held is not free', () => {
  assert.equal(free({ currency: 'units', balance: 10n, held: 4n }), 6n)
})

test('how a message ends is what it costs', () => {
  const rows = [
    ['delivered', null, 'on_failure', 'capture'],
    ['delivered', null, 'on_rejection', 'capture'],
    ['failed', 'rejected', 'on_failure', 'release'],
    ['failed', 'rejected', 'on_rejection', 'release'],
    ['failed', 'not_submitted', 'on_rejection', 'release'],
    ['failed', 'opted_out', 'on_rejection', 'release'],
    ['failed', 'undeliverable', 'on_failure', 'release'],
    ['failed', 'undeliverable', 'on_rejection', 'capture'],
    ['failed', 'expired', 'on_failure', 'release'],
    ['failed', 'expired', 'on_rejection', 'capture'],
    ['failed', 'refused_by_network', 'on_rejection', 'capture'],
    ['cancelled', null, 'on_rejection', 'release'],
  ] as const
  for (const [state, reason, policy, expected] of rows) {
    assert.equal(settlement(state, reason, policy), expected, `${state} ${reason} ${policy}`)
  }
})

test('requests are paid in their order, whole or not at all, and a dear one stops no later one', () => {
  const rows = [
    [10n, [4n, 6n], [true, true]],
    [10n, [4n, 7n], [true, false]],
    [10n, [11n, 10n], [false, true]],
    [0n, [0n, 1n], [true, false]],
    [1n, [1n, 1n, 1n], [true, false, false]],
  ] as const
  for (const [left, amounts, expected] of rows) assert.deepEqual(payable(left, amounts), expected)
})

test('every movement leaves one book and enters another', () => {
  for (const { debit, credit } of Object.values(MOVEMENTS)) assert.notEqual(debit, credit)
})
