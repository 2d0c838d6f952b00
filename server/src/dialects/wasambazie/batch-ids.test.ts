import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '../../ids.ts'
import { batchIdOf, requestIdOf } from './batch-ids.ts'

const LOWEST = '00000000-0000-0000-0000-000000000000'
const HIGHEST = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

test('a batch id is 25 lower-case letters and digits, and its request is found by it', () => {
  for (const id of [
    LOWEST,
    HIGHEST,
    '0199d4c2-7a41-7c1e-9b5d-2f8f0a6f3c11',
    ...Array.from({ length: 1000 }, () => newId()),
  ]) {
    assert.match(batchIdOf(id), /^[0-9a-z]{25}$/)
    assert.equal(requestIdOf(batchIdOf(id)), id)
  }
})

test('what we never gave out is the id of nothing', () => {
  const good = batchIdOf('0199d4c2-7a41-7c1e-9b5d-2f8f0a6f3c11')
  const aboveHighest = `${batchIdOf(HIGHEST).slice(0, -1)}${String.fromCharCode(batchIdOf(HIGHEST).charCodeAt(24) + 1)}`
  const rows = [
    '',
    'abc123xyz',
    `${good}0`,
    `0${good}`,
    good.slice(1),
    good.toUpperCase(),
    ` ${good.slice(1)}`,
    aboveHighest,
  ]
  for (const row of [...rows, 'z'.repeat(25), '٣'.repeat(25), '-'.repeat(25)]) assert.equal(requestIdOf(row), null, row)
})
