import assert from 'node:assert/strict'
import { test } from 'node:test'
import { maskedMsisdn, numbersAreMasked } from './masking.ts'

const numbers = [
  ['255712345678', '25571•••••78'],
  ['447400739574', '44740•••••74'],
  ['15501', '1••01'],
  ['555', '•55'],
] as const
for (const [msisdn, shown] of numbers) {
  test(`${msisdn} is shown as ${shown}`, () => assert.equal(maskedMsisdn(msisdn), shown))
}

const callers = [
  { who: 'a person who may send', userId: 'u', permissions: ['messages:read', 'messages:send'], masked: false },
  { who: 'a person who may look', userId: 'u', permissions: ['messages:read'], masked: true },
  { who: 'a key that may read', permissions: ['messages:read'], masked: false },
]
for (const { who, masked, permissions, ...rest } of callers) {
  test(`${who} ${masked ? 'sees masked numbers' : 'sees numbers'}`, () => {
    assert.equal(numbersAreMasked({ ...rest, credential: { permissions: new Set(permissions) } }), masked)
  })
}
