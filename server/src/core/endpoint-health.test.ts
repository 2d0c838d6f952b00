import assert from 'node:assert/strict'
import { test } from 'node:test'
import { afterFailure, type Failing, isNews } from './endpoint-health.ts'

const HOUR = 3_600_000
const START = Date.parse('2026-03-01T00:00:00Z')

/** The hours at which tries fail, and what comes of the last of them. */
const rows: [what: string, hours: number[], clockHour: number | null, disable: boolean][] = [
  ['one failure', [0], null, false],
  ['failures of less than a day', [0, 1, 23.9], null, false],
  ['a day apart', [0, 24], 24, false],
  ['just under five days from there', [0, 24, 72, 143.9], 24, false],
  ['five days from there', [0, 24, 72, 144], 24, true],
  ['the clock starts at the failure, not at the day', [0, 30, 100, 149], 30, false],
  ['so it runs out later', [0, 30, 100, 150], 30, true],
  ['five days of quiet begin anew', [0, 24, 144.1], null, false],
  ['and again from there', [0, 24, 150, 174, 293.9], 174, false],
  ['until it has failed on', [0, 24, 150, 174, 260, 294], 174, true],
]
for (const [what, hours, clockHour, disable] of rows) {
  test(`${what}: ${disable ? 'disabled' : 'kept'}`, () => {
    let failing: Failing | null = null
    let out = false
    for (const hour of hours) ({ failing, disable: out } = afterFailure(failing, START + hour * HOUR))
    const { clockMs } = failing as unknown as Failing
    assert.deepEqual([clockMs === null ? null : (clockMs - START) / HOUR, out], [clockHour, disable])
  })
}

test('a failure is written once a minute, unless it changes something', () => {
  const before = { sinceMs: START, clockMs: null, lastMs: START }
  const after = (ms: number) => isNews(before, afterFailure(before, START + ms).failing)
  assert.deepEqual([after(59_999), after(60_000), isNews(null, before)], [false, true, true])
})
