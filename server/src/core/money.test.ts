import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  amountAsNumber,
  convert,
  formatAmount,
  formatExchangeRate,
  parseAmount,
  parseExchangeRate,
  roundHalfUp4,
} from './money.ts'

const micro = fc.bigInt(-(10n ** 18n) + 1n, 10n ** 18n - 1n)
const rate = fc.bigInt(1n, 10n ** 15n)

describe('parseAmount', () => {
  const rows: [text: string, micro: bigint | undefined][] = [
    ['0', 0n],
    ['12.5', 12_500_000n],
    ['-12.5', -12_500_000n],
    ['0.000001', 1n],
    ['0.0000001', undefined],
    ['007.10', 7_100_000n],
    ['999999999999.999999', 999_999_999_999_999_999n],
    ['1000000000000', undefined],
    ['', undefined],
    ['.5', undefined],
    ['5.', undefined],
    ['+5', undefined],
    ['1,000', undefined],
    ['1e3', undefined],
    ['0x10', undefined],
    [' 5', undefined],
    ['5\n', undefined],
    ['٥', undefined],
    ['NaN', undefined],
    ['9'.repeat(100_000), undefined],
  ]
  for (const [text, value] of rows) {
    it(`reads ${JSON.stringify(text.slice(0, 24))} as ${value ?? 'no amount'}`, () => {
      const expected = value === undefined ? { ok: false, error: { code: 'amount_invalid' } } : { ok: true, value }
      assert.deepEqual(parseAmount(text), expected)
    })
  }

  it('reads what is printed with 6 decimals', () => {
    fc.assert(
      fc.property(micro, (amount) =>
        assert.deepEqual(parseAmount(formatAmount(amount, 6)), { ok: true, value: amount }),
      ),
    )
  })
})

describe('parseExchangeRate', () => {
  const rows: [text: string, rate: bigint | undefined][] = [
    ['0.034349', 34_349_000n],
    ['1', 1_000_000_000n],
    ['0.000000001', 1n],
    ['0.0000000001', undefined],
    ['0', undefined],
    ['-1', undefined],
    ['one', undefined],
  ]
  for (const [text, value] of rows) {
    it(`reads ${text} as ${value ?? 'no rate'}`, () => {
      const expected =
        value === undefined ? { ok: false, error: { code: 'exchange_rate_invalid' } } : { ok: true, value }
      assert.deepEqual(parseExchangeRate(text), expected)
      if (value !== undefined) assert.equal(formatExchangeRate(value), text)
    })
  }

  it('reads what is printed', () => {
    fc.assert(
      fc.property(rate, (one) =>
        assert.deepEqual(parseExchangeRate(formatExchangeRate(one)), { ok: true, value: one }),
      ),
    )
  })
})

describe('roundHalfUp4', () => {
  const rows: [micro: bigint, rounded: bigint][] = [
    [0n, 0n],
    [49n, 0n],
    [50n, 100n],
    [149n, 100n],
    [150n, 200n],
    [1_202_215n, 1_202_200n],
    [-49n, 0n],
    [-50n, -100n],
  ]
  for (const [amount, rounded] of rows) {
    it(`${amount} is ${rounded}`, () => assert.equal(roundHalfUp4(amount), rounded))
  }

  it('is never further off than half a step, and rounds a reversal to the reversal', () => {
    fc.assert(
      fc.property(micro, (amount) => {
        const rounded = roundHalfUp4(amount)
        const off = rounded - amount
        assert.equal(rounded % 100n, 0n)
        assert.ok(off >= -50n && off <= 50n)
        assert.equal(roundHalfUp4(-amount), -rounded)
      }),
    )
  })
})

describe('convert', () => {
  const rows: [amount: string, rate: string, converted: string][] = [
    ['35', '0.034349', '1.2022'], // 35 UGX, 1.202215 KES
    ['70', '0.034349', '2.4044'], // 2.40443
    ['1', '0.00005', '0.0001'], // a half goes up
    ['1', '0.000049999', '0.0000'],
    ['3', '0.333333333', '1.0000'],
    ['0.000001', '0.5', '0.0000'],
    ['999999999999.9999', '1', '999999999999.9999'],
    ['-35', '0.034349', '-1.2022'],
  ]
  for (const [amount, exchangeRate, converted] of rows) {
    it(`${amount} at ${exchangeRate} is ${converted}`, () => {
      const parsed = parseAmount(amount)
      const parsedRate = parseExchangeRate(exchangeRate)
      assert.ok(parsed.ok && parsedRate.ok)
      assert.equal(formatAmount(convert(parsed.value, parsedRate.value), 4), converted)
    })
  }

  it('at a rate of 1 only rounds', () => {
    fc.assert(fc.property(micro, (amount) => convert(amount, 1_000_000_000n) === roundHalfUp4(amount)))
  })
})

describe('formatAmount', () => {
  const rows: [micro: bigint, decimals: 0 | 2 | 4 | 6, text: string][] = [
    [1_202_215n, 6, '1.202215'],
    [1_202_215n, 4, '1.2022'],
    [1_202_215n, 2, '1.20'],
    [1_202_215n, 0, '1'],
    [1_500_000n, 0, '2'],
    [5n, 6, '0.000005'],
    [-5n, 6, '-0.000005'],
    [-5n, 4, '0.0000'],
    [0n, 2, '0.00'],
  ]
  for (const [amount, decimals, text] of rows) {
    it(`${amount} with ${decimals} decimals is ${text}`, () => assert.equal(formatAmount(amount, decimals), text))
  }
})

describe('amountAsNumber', () => {
  const rows: [micro: bigint, json: string][] = [
    [1_202_200n, '1.2022'],
    [4_250_000_000n, '4250'],
    [100_000n, '0.1'],
    [99_999_999_999_999_900n, '99999999999.9999'],
    [-500_000n, '-0.5'],
    [-1n, '0'],
  ]
  for (const [amount, json] of rows) {
    it(`${amount} in JSON is ${json}`, () => assert.equal(JSON.stringify(amountAsNumber(amount)), json))
  }
})
