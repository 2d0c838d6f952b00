import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NOBODY, recipientsIn } from './SendAudience.ts'
import { audienceOf } from './SendUnsent.ts'

test('who has not been sent to is in the form again, and nobody else', () => {
  const unsent = [
    { to: '+255712345678', variables: { RECEIVERNAME: 'Asha', deni: '10' } },
    { to: '+255712345679', variables: { RECEIVERNAME: '', deni: '=1' } },
  ]
  const left = audienceOf({ ...NOBODY, by: 'group', group: 'g' }, unsent)
  const [first, second] = recipientsIn(left, [], null)
  assert.deepEqual([first?.to, second?.to], ['+255712345678', '+255712345679'])
  assert.deepEqual([first?.variables.RECEIVERNAME, first?.variables.deni], ['Asha', '10'])
  assert.equal(second?.variables.deni, '=1')
})

test('pasted numbers stay numbers', () => {
  const left = audienceOf({ ...NOBODY, pasted: '+255712345678, +255712345679' }, [
    { to: '+255712345679', variables: {} },
  ])
  assert.equal(left.pasted, '+255712345679')
})
