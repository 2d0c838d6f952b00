import assert from 'node:assert/strict'
import { test } from 'node:test'
import { messageIdOf, shownId } from './ids.ts'

const ID = '0199d4c2-7a41-7c1e-9b5d-2f8f0a6f3c11'

test('an id is taken with its prefix or without, in any case', () => {
  assert.equal(shownId(ID), `msg-${ID}`)
  for (const written of [ID, shownId(ID), ID.toUpperCase(), shownId(ID).toUpperCase()]) {
    assert.equal(messageIdOf(written), ID, written)
  }
  for (const written of ['', 'msg-', 'x', `msg-msg-${ID}`, `msg_${ID}`, ID.replaceAll('-', ''), `${ID} `, ` ${ID}`]) {
    assert.equal(messageIdOf(written), null, written)
  }
})
