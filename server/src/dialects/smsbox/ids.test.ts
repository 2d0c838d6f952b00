import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { newId } from '../../ids.ts'
import { behindIdsOf, messageId } from './ids.ts'

test('an id is the time in GMT and 20 hexadecimal digits, as long as the printed one', () => {
  const id = '01968bd2-ab67-7a51-bef2-11f2dbdb0000' // 2025-05-01 12:29:21.639
  assert.equal(messageId(id), 'sms-202505011229219fe947ef211f2dbdb000')
})

test('the way back leads right behind the id, and past no other of another name', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 253_402_300_799_999 }), (ms) => {
      const time = ms.toString(16).padStart(12, '0')
      const id = `${time.slice(0, 8)}-${time.slice(8)}${newId().slice(13)}`
      const written = messageId(id)
      assert.match(written, /^sms-[0-9]{14}[0-9a-f]{20}$/)
      assert.equal(written.length, 'sms-2025050112252123117a517ef211f2dbdb'.length)
      const behind = behindIdsOf(written) as string
      const first = `${id.slice(0, -1)}0`
      assert.ok(id < behind && BigInt(hex(behind)) - BigInt(hex(first)) === 16n)
      assert.equal(messageId(`${id.slice(0, -1)}f`), written)
      assert.notEqual(messageId(behind), written)
    }),
  )
})

test('what was never given out is the id of nothing', () => {
  const good = messageId(newId())
  const rows = [
    '',
    'x',
    good.slice(4),
    good.toUpperCase(),
    ` ${good}`,
    `${good}\n`,
    good.slice(0, -1),
    `${good}0`,
    good.replace(/^sms-..../, 'sms-0000'),
    good.replace(/^(sms-....)../, '$113'),
    good.replace(/^(sms-......)../, '$132'),
    good.replace(/^(sms-........)../, '$124'),
    `${good.slice(0, 18)}fff${good.slice(21)}`, // 1,023 milliseconds
  ]
  for (const written of rows) assert.equal(behindIdsOf(written), null, written)
})

const hex = (id: string): string => `0x${id.replaceAll('-', '')}`
