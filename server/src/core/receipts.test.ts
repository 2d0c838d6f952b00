import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { outcomeOfMessageState, outcomeOfSegments, outcomeOfStat, type ReceiptOutcome } from './receipts.ts'

const delivered: ReceiptOutcome = { outcome: 'delivered', reason: null }
const pending: ReceiptOutcome = { outcome: null, reason: null }
const undeliverable: ReceiptOutcome = { outcome: 'failed', reason: 'undeliverable' }
const refused: ReceiptOutcome = { outcome: 'failed', reason: 'refused_by_network' }
const deleted: ReceiptOutcome = { outcome: 'failed', reason: 'deleted' }
const expired: ReceiptOutcome = { outcome: 'failed', reason: 'expired' }

describe('a receipt', () => {
  const rows: [stat: string, messageState: number, outcome: ReceiptOutcome][] = [
    ['ENROUTE', 1, pending],
    ['DELIVRD', 2, delivered],
    ['EXPIRED', 3, expired],
    ['DELETED', 4, deleted],
    ['UNDELIV', 5, undeliverable],
    ['ACCEPTD', 6, pending],
    ['UNKNOWN', 7, pending],
    ['REJECTD', 8, refused],
  ]
  for (const [stat, messageState, outcome] of rows) {
    it(`${stat} and message_state ${messageState} say ${outcome.reason ?? outcome.outcome}`, () => {
      assert.deepEqual(outcomeOfStat(stat), outcome)
      assert.deepEqual(outcomeOfMessageState(messageState), outcome)
    })
  }

  it('is read in any case, padded or written out', () => {
    assert.deepEqual(outcomeOfStat('delivrd'), delivered)
    assert.deepEqual(outcomeOfStat(' Undeliverable '), undeliverable)
  })

  it('that says nothing defined ends nothing', () => {
    for (const stat of ['', 'SKIPPED', 'constructor', '__proto__', 'x'.repeat(100_000)]) {
      assert.deepEqual(outcomeOfStat(stat), pending)
    }
    for (const messageState of [0, 9, 255, -1, 1.5, Number.NaN]) {
      assert.deepEqual(outcomeOfMessageState(messageState), pending)
    }
  })
})

describe('outcomeOfSegments', () => {
  const rows: [segments: ReceiptOutcome[], message: ReceiptOutcome][] = [
    [[delivered], delivered],
    [[expired], expired],
    [[pending], pending],
    [[delivered, delivered], delivered],
    [[delivered, pending], pending],
    [[refused, pending], pending],
    [[delivered, expired], expired],
    [[deleted, delivered, expired], deleted],
    [[undeliverable, undeliverable], undeliverable],
  ]
  for (const [segments, message] of rows) {
    it(`${segments.map(({ outcome }) => outcome).join(', ')}: ${message.outcome}`, () => {
      assert.deepEqual(outcomeOfSegments(segments), message)
    })
  }

  it('has the same outcome in whatever order the receipts came', () => {
    const outcomes = fc.array(fc.constantFrom(delivered, pending, undeliverable, expired), {
      minLength: 1,
      maxLength: 6,
    })
    fc.assert(
      fc.property(outcomes, (segments) => {
        assert.equal(outcomeOfSegments(segments).outcome, outcomeOfSegments(segments.toReversed()).outcome)
      }),
    )
  })
})
