import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RefusedError } from '../../core/errors.ts'
import { dueAtMs } from './schedule.ts'

const NOW_MS = Date.parse('2026-06-01T06:55:00.500Z')

function due(scheduled_at: string | null | undefined, schedule_mode: 'now' | 'scheduled' | null = 'scheduled') {
  try {
    const ms = dueAtMs({ schedule_mode, ...(scheduled_at !== undefined && { scheduled_at }) }, NOW_MS)
    return ms === null ? null : new Date(ms).toISOString()
  } catch (error) {
    assert.ok(error instanceof RefusedError)
    const { code, field, message } = error.refusal
    assert.equal(field, 'scheduled_at')
    return code === 'field_missing' ? code : message?.replace(/^.*(UTC|least|most).*$/, '$1')
  }
}

test('the times that are taken, and what is said of the others', () => {
  const rows: [scheduled_at: string | null | undefined, due: string][] = [
    ['2026-06-01T07:00:01Z', '2026-06-01T07:00:01.000Z'],
    ['2026-06-01T07:00:00.500Z', '2026-06-01T07:00:00.500Z'],
    ['2026-06-01T07:00:00.499Z', 'least'],
    ['2026-06-01T07:00:00Z', 'least'],
    ['2026-05-31T07:00:00Z', 'least'],
    ['1970-01-01T00:00:00Z', 'least'],
    ['2026-06-08T06:55:00.500Z', '2026-06-08T06:55:00.500Z'],
    ['2026-06-08T06:55:00.501Z', 'most'],
    ['9999-12-31T23:59:59Z', 'most'],
    ['2026-06-02T07:00:00.000Z', '2026-06-02T07:00:00.000Z'],
    ['2026-06-02T07:00:00.1Z', '2026-06-02T07:00:00.100Z'],
    ['2026-06-02T07:00:00.123456Z', '2026-06-02T07:00:00.123Z'],
    ['2026-06-02T07:00:00+00:00', '2026-06-02T07:00:00.000Z'],
    ['2026-06-02T07:00:00.123456+00:00', '2026-06-02T07:00:00.123Z'],
    ['2026-06-02T10:00:00+03:00', 'UTC'],
    ['2026-06-02T07:00:00-00:00', 'UTC'],
    ['2026-06-02T07:00:00+0000', 'UTC'],
    ['2026-06-02T07:00:00', 'UTC'],
    ['2026-06-02T07:00Z', 'UTC'],
    ['2026-06-02 07:00:00Z', 'UTC'],
    ['2026-06-02T07:00:00.Z', 'UTC'],
    ['2026-06-02T24:00:00Z', 'UTC'],
    ['2026-06-02T23:59:60Z', 'UTC'],
    ['2026-06-31T07:00:00Z', 'UTC'],
    ['2026-13-02T07:00:00Z', 'UTC'],
    ['+002026-06-02T07:00:00Z', 'UTC'],
    ['٢٠٢٦-06-02T07:00:00Z', 'UTC'],
    [' 2026-06-02T07:00:00Z', 'UTC'],
    ['2026-06-02T07:00:00Z\n', 'UTC'],
    ['1780390800', 'UTC'],
    ['tomorrow', 'UTC'],
    ['', 'UTC'],
    [null, 'field_missing'],
    [undefined, 'field_missing'],
  ]
  for (const [scheduled_at, taken] of rows) assert.equal(due(scheduled_at), taken, String(scheduled_at))
})

test('now is now, whatever the time says', () => {
  for (const mode of ['now', null] as const) {
    for (const at of ['2026-06-02T07:00:00Z', 'tomorrow', null, undefined]) assert.equal(due(at, mode), null)
  }
})
