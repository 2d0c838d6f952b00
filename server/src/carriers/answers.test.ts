import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countAnswers } from './answers.ts'
import type { SubmitOutcome } from './carrier.ts'

const accepted: SubmitOutcome = { kind: 'accepted', remoteIds: ['1'] }

test('a rate is of the last ten whole seconds', () => {
  const answers = countAnswers()
  for (let i = 0; i < 30; i++) answers.note(accepted, 5_000 + i)
  const rows = [
    [5_999, 0], // the second under way
    [6_000, 3],
    [15_999, 3],
    [16_000, 0],
  ] as const
  for (const [nowMs, perSecond] of rows) assert.equal(answers.read(nowMs).acceptedPerSecond, perSecond, `${nowMs}`)
  assert.equal(answers.read(99_000).accepted, 30)
})

test('a slot is used again by a later second', () => {
  const answers = countAnswers()
  answers.note(accepted, 1_000)
  answers.note(accepted, 12_000) // 11 slots on
  assert.equal(answers.read(13_000).acceptedPerSecond, 0.1)
})

test('each refusal counts as what it is, and the last one is told', () => {
  const answers = countAnswers()
  const refusals: SubmitOutcome[] = [
    { kind: 'unsent' },
    { kind: 'rejected', status: 'ESME_RINVDSTADR' },
    { kind: 'throttled', status: 'ESME_RTHROTTLED' },
    { kind: 'temporary', status: 'ESME_RMSGQFUL', triesMax: 3 },
    { kind: 'uncertain', cause: 'session_lost', suspect: true },
  ]
  for (const [at, outcome] of refusals.entries()) answers.note(outcome, at)
  assert.deepEqual(answers.read(10), {
    accepted: 0,
    rejected: 1,
    throttled: 1,
    temporary: 1,
    uncertain: 1,
    acceptedPerSecond: 0,
    lastRefusal: { status: 'session_lost', atMs: 4 },
  })
})
