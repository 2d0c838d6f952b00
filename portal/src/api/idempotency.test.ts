import assert from 'node:assert/strict'
import { test } from 'node:test'
import { idempotencyKeys } from './idempotency.ts'

test('the same body has the same key until it is meant anew, another body another one', () => {
  let count = 0
  const keys = idempotencyKeys(() => `key ${++count}`)
  const said = (text: string) => keys.of({ to: ['+255712345678'], text })
  assert.deepEqual(
    [said('Habari'), said('Habari!'), said('Habari'), said('Habarj')],
    ['key 1', 'key 2', 'key 1', 'key 3'],
  )
  keys.renew()
  assert.equal(said('Habari'), 'key 4')
})
