import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pricesOf, standingOf } from './prices.ts'

const HEADER = 'country,prefix,price,currency,effective_at\n'

const good = [
  { line: 'TZ,,25.50,TZS,', reads: { country: 'TZ', prefix: '', price: '25.50', currency: 'TZS' } },
  { line: ' tz , 25574 , 24 , tzs , ', reads: { country: 'TZ', prefix: '25574', price: '24', currency: 'TZS' } },
  { line: '*,,1,units,', reads: { country: '*', prefix: '', price: '1', currency: 'units' } },
  {
    line: 'KE,,0.80,KES,2030-03-01T00:00:00Z',
    reads: { country: 'KE', prefix: '', price: '0.80', currency: 'KES', effective_at: '2030-03-01T00:00:00.000Z' },
  },
]
for (const { line, reads } of good) {
  test(`"${line}" is a price`, () => assert.deepEqual(pricesOf(HEADER + line), { prices: [reads], wrong: [] }))
}

for (const line of [
  'TZA,,25,TZS,',
  'TZ,x,25,TZS,',
  'TZ,,-1,TZS,',
  'TZ,,1.1234567,TZS,',
  'TZ,,25,shillings,',
  'TZ,,25,TZS,soon',
]) {
  test(`"${line}" is none`, () => assert.deepEqual(pricesOf(HEADER + line), { prices: [], wrong: [2] }))
}

test('columns are found by their names, in any order, behind the mark that spreadsheets put first', () => {
  const { prices } = pricesOf('\uFEFFPrice;Currency;Country\r\n25;TZS;TZ\r\n\r\n')
  assert.deepEqual(prices, [{ country: 'TZ', prefix: '', price: '25', currency: 'TZS' }])
})

test('of each place the latest price that has begun holds', () => {
  const at = (hour: number) => `2030-03-01T0${hour}:00:00Z`
  const of = (country: string, hour: number) => ({
    country,
    prefix: '',
    price: '1',
    currency: 'TZS',
    effective_at: at(hour),
  })
  const prices = [of('KE', 1), of('TZ', 6), of('TZ', 3), of('TZ', 2)]
  const standings = standingOf(prices, Date.parse(at(5))).map(({ standing }) => standing)
  assert.deepEqual(standings, ['now', 'later', 'now', 'past'])
})
