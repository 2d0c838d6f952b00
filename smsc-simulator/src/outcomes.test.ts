import assert from 'node:assert/strict'
import { test } from 'node:test'
import { status } from '@njiwa/smpp'
import { chance } from './chance.ts'
import { delivered, isReceiptAsked, rowOf } from './outcomes.ts'
import { Rate } from './rate.ts'

test('the last four digits choose, and any other number is delivered', () => {
  const refused = { answer: 'refuse', command_status: status.ESME_RINVDSTADR }
  const rows: [recipient: string, outcome: unknown][] = [
    ['255700000001', refused],
    ['0001', refused],
    ['255700001000', delivered],
    ['255700000011', delivered],
    ['001', delivered],
    ['INFO', delivered],
  ]
  for (const [recipient, outcome] of rows) assert.deepEqual(rowOf(recipient).outcome, outcome, recipient)
})

test('a receipt is sent when bits 1-0 of registered_delivery ask for it', () => {
  const DELIVERED = 2
  const UNDELIVERABLE = 5
  const rows: [registered_delivery: number, state: number, asked: boolean][] = [
    [0, DELIVERED, false],
    [0, UNDELIVERABLE, false],
    [1, DELIVERED, true],
    [1, UNDELIVERABLE, true],
    [2, DELIVERED, false],
    [2, UNDELIVERABLE, true],
    [3, UNDELIVERABLE, false],
    [0x11, DELIVERED, true], // bit 4 asks for intermediate notifications, which there are none of
    [0x10, DELIVERED, false],
  ]
  for (const [registered_delivery, state, asked] of rows) {
    assert.equal(isReceiptAsked(registered_delivery, state), asked, `${registered_delivery} and state ${state}`)
  }
})

test('chance repeats from its seed and keeps to its ratio', () => {
  const draw = (seed: number, ratio: number) => {
    const happens = chance(seed)
    return Array.from({ length: 10_000 }, () => happens(ratio))
  }
  assert.deepEqual(draw(7, 0.3), draw(7, 0.3))
  assert.notDeepEqual(draw(7, 0.3), draw(8, 0.3))
  const share = draw(7, 0.3).filter(Boolean).length / 10_000
  assert.ok(share > 0.28 && share < 0.32, `${share}`)
  assert.ok(draw(7, 0).every((yes) => !yes))
  assert.ok(draw(7, 1).every((yes) => yes))
})

test('a rate lets in one second’s worth at once, then as time passes', () => {
  const rate = new Rate(10, 0)
  const admitted = (nowMs: number) => Array.from({ length: 20 }, () => rate.admit(nowMs)).filter(Boolean).length
  assert.equal(admitted(0), 10)
  assert.equal(admitted(99), 0)
  assert.equal(admitted(100), 1)
  assert.equal(admitted(600), 5)
  assert.equal(admitted(60_000), 10)
})
