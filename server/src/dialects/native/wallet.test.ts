import assert from 'node:assert/strict'
import { test } from 'node:test'
import { amountText } from './wallet.ts'

const ROWS: [string, bigint, string][] = [
  ['units', 1000n, '1000'],
  ['units', 0n, '0'],
  ['KES', 0n, '0.00'],
  ['KES', 1_000_000n, '1.00'],
  ['KES', 1_202_200n, '1.2022'],
  ['KES', 1_200_000n, '1.20'],
  ['KES', 1_000_001n, '1.000001'],
  ['KES', -500_000n, '-0.50'],
  ['KES', 123_456_789_012_345n, '123456789.012345'],
]
for (const [currency, amount, text] of ROWS) {
  test(`${amount} of ${currency} is shown as ${text}`, () => assert.equal(amountText(currency, amount), text))
}
