import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '../../ids.ts'
import { messageId, messageSid, requestIdOf } from './ids.ts'

test('an id is the way back to its request', () => {
  const id = newId()
  assert.equal(requestIdOf(messageId(id)), id)
  assert.match(messageId(id), /^msg_[0-9a-f]{32}$/)
  assert.match(messageSid(id), /^SM[0-9a-f]{32}$/)
})

test('what we never gave out is the id of nothing', () => {
  const good = messageId(newId())
  const rows = [
    '',
    'msg_',
    'msg_1234567890',
    good.slice(4),
    good.slice(0, -1),
    `${good}0`,
    good.toUpperCase(),
    `${good}\n`,
  ]
  for (const written of [...rows, good.replace('msg_', 'SM'), `msg_${newId()}`]) {
    assert.equal(requestIdOf(written), null, written)
  }
})
