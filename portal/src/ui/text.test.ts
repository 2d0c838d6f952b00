import assert from 'node:assert/strict'
import { test } from 'node:test'
import { duration, grouped } from './text.ts'

const amounts = [
  ['0', '0'],
  ['999', '999'],
  ['1000', '1,000'],
  ['12345.60', '12,345.60'],
  ['9007199254740993.000001', '9,007,199,254,740,993.000001'], // past what a double holds
  ['-1500', '-1,500'],
  ['-0.50', '-0.50'],
] as const
for (const [amount, written] of amounts) {
  test(`${amount} is written ${written}`, () => assert.equal(grouped(amount), written))
}

const times = [
  [0, '0 ms'],
  [999, '999 ms'],
  [1_000, '1.0 s'],
  [9_949, '9.9 s'],
  [10_000, '10 s'],
  [59_999, '60 s'],
  [60_000, '1 min'],
  [250_000, '4 min 10 s'],
  [3_600_000, '1 h'],
  [11_100_000, '3 h 5 min'],
  [86_400_000, '1 d'],
  [187_200_000, '2 d 4 h'],
] as const
for (const [ms, written] of times) {
  test(`${ms} ms is ${written}`, () => assert.equal(duration(ms), written))
}
