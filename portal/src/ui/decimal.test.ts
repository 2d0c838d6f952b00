import assert from 'node:assert/strict'
import { test } from 'node:test'
import { goesInto, missing, times, typedAmount, typedDecimal } from './decimal.ts'

const products = [
  { amount: '0.80', count: 3n, is: '2.40' },
  { amount: '25.00', count: 1000n, is: '25000.00' },
  { amount: '1.2022', count: 2n, is: '2.4044' },
  { amount: '0.000001', count: 10n, is: '0.00001' },
  { amount: '0.10', count: 30n, is: '3.00' },
  { amount: '2', count: 3n, is: '6' },
  { amount: '-1.50', count: 2n, is: '-3.00' },
  { amount: '999999999999.999999', count: 1000n, is: '999999999999999.999' },
  { amount: '0.80', count: 0n, is: '0.00' },
]
for (const { amount, count, is } of products) {
  test(`${count} times ${amount} is ${is}`, () => assert.equal(times(amount, count), is))
}

const quotients = [
  { amount: '49.99', price: '25.00', is: 1n },
  { amount: '50', price: '25.00', is: 2n },
  { amount: '1', price: '0.00', is: null },
]
for (const { amount, price, is } of quotients) {
  test(`${price} goes ${is} times into ${amount}`, () => assert.equal(goesInto(amount, price), is))
}

const shortfalls = [
  { amount: '10', needed: '10', is: null },
  { amount: '10.00', needed: '10.01', is: '0.01' },
  { amount: '-5', needed: '100', is: '105' },
  { amount: '1.5', needed: '1000', is: '998.5' },
]
for (const { amount, needed, is } of shortfalls) {
  test(`${amount} is ${is} below ${needed}`, () => assert.equal(missing(amount, needed), is))
}

const typed = [
  { text: '1', mark: '.', is: '1' },
  { text: '0.000001', mark: '.', is: '0.000001' },
  { text: '0.0000001', mark: '.', is: null },
  { text: '25,000', mark: '.', is: '25000' },
  { text: '25,000', mark: ',', is: '25.000' },
  { text: '25 000', mark: ',', is: '25000' },
  { text: '25.000', mark: ',', is: '25000' },
  { text: '12,50', mark: '.', is: '12.50' },
  { text: '12,50', mark: ',', is: '12.50' },
  { text: '12.50', mark: ',', is: '12.50' },
  { text: '1,234,567.50', mark: '.', is: '1234567.50' },
  { text: '1.234.567,50', mark: ',', is: '1234567.50' },
  { text: '1,23,456', mark: '.', is: null },
  { text: '0', mark: '.', is: null },
  { text: '0.00', mark: '.', is: null },
  { text: '-1', mark: '.', is: null },
  { text: '', mark: '.', is: null },
  { text: '1e3', mark: '.', is: null },
  { text: '1234567890123', mark: '.', is: null },
] as const
for (const { text, mark, is } of typed) {
  test(`${JSON.stringify(text)} with decimals after ${mark} is ${is}`, () => assert.equal(typedAmount(text, mark), is))
}

const signed = [
  { text: '-10,50', mark: ',', is: '-10.50' },
  { text: '−1 234,5', mark: ',', is: '-1234.5' },
  { text: '-25,000', mark: '.', is: '-25000' },
  { text: '0', mark: '.', is: '0' },
  { text: '-0', mark: '.', is: '0' },
  { text: '--1', mark: '.', is: null },
  { text: '-', mark: '.', is: null },
] as const
for (const { text, mark, is } of signed) {
  test(`${JSON.stringify(text)}, signed, with decimals after ${mark} is ${is}`, () =>
    assert.equal(typedDecimal(text, mark), is))
}
