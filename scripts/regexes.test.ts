import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findings } from './regexes.ts'

const rows = [
  { regex: '/^[a-z]+$/', slowOn: undefined },
  { regex: '/^\\s*x/', slowOn: undefined },
  { regex: '/(a+)+$/', slowOn: 'a' }, // exponential
  { regex: '/^(?:a|ab?)+$/', slowOn: undefined },
  { regex: '/^a*a*$/', slowOn: 'a' }, // every way of sharing out the text is tried
  { regex: '/\\s+$/', slowOn: '\\s' }, // tried anew from every blank
]

for (const { regex, slowOn } of rows) {
  test(`${regex} is ${slowOn === undefined ? 'linear' : `slow on many ${slowOn}`}`, () => {
    const found = findings('file.ts', `// first line\nconst pattern = ${regex}\n`)
    assert.deepEqual(found, slowOn === undefined ? [] : [`file.ts:2 ${regex} is slow on many ${slowOn}`])
  })
}
