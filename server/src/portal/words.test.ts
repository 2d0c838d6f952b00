import assert from 'node:assert/strict'
import { test } from 'node:test'
import { obstacles, refusals } from '../../../portal/src/words/en/refusals.ts'
import { ERROR_CODES, OBSTACLES, REASONS } from '../core/errors.ts'
import { errors } from './errors.ts'

// What the other languages lack of these, tsc and words.test.ts find.
test('the portal has a text for every error code, but for the one that names the call', () => {
  const coded = ERROR_CODES.filter((code) => code !== 'internal')
  assert.deepEqual(Object.keys(refusals).sort(), [...coded, ...REASONS].sort())
})

test('and for everything that stands in the way', () => {
  assert.deepEqual(Object.keys(obstacles).sort(), [...OBSTACLES].sort())
})

for (const code of ['conflict', 'permission_missing'] as const) {
  test(`${code} says what stands in the way`, () => {
    const { body } = errors[code]({ code, obstacle: 'last_owner', message: 'In English.' }, {} as never)
    assert.deepEqual(body, { error: { code, message: 'In English.', details: { obstacle: 'last_owner' } } })
    assert.ok(!('details' in (errors[code]({ code }, {} as never).body as { error: object }).error))
  })
}
